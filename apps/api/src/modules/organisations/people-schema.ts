import { actionsOn } from '@batt/domain/access/ability';
import { z } from 'zod';
import { builder, byUuid, enumOf, gives } from '../../builder.ts';
import { connection } from '../../page.ts';
import {
  addPerson,
  endMembership,
  findMemberships,
  findPeople,
  invitePerson,
  listMembershipsOf,
  listPeople,
  personKey,
  setRole,
  suspendPerson,
} from './people.ts';
import type { Added, MembershipRow } from './people.ts';
import { anyOrganisation, Organisation } from './schema.ts';

export const RoleEnum = enumOf('Role', 'What a person may do in an organisation.', {
  viewer: 'Reads.',
  member: 'Also edits and discusses.',
  manager: 'Also submits, signs, agrees, and runs its people.',
});

export const Membership = builder.loadableNode('Membership', {
  description: "A person's role in an organisation.",
  ...byUuid(findMemberships),
  fields: (t) => ({
    role: t.expose('role', { type: RoleEnum, description: 'The role.' }),
    organisation: t.expose('organisationId', { type: Organisation, description: 'In which organisation.' }),
    viewerCan: t.stringList({
      description: 'Names of the actions that the viewer may do to it.',
      resolve: (row, _args, { ability }) => actionsOn(ability, 'Membership', row),
    }),
  }),
});

export const Person = builder.loadableNode('Person', {
  description: 'Somebody who uses the platform.',
  ...byUuid(findPeople),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What the person is called.' }),
    email: t.exposeString('email', { description: 'E-mail address; it signs nobody in.' }),
    suspended: t.boolean({
      description: 'Whether the person is shut out.',
      resolve: (row) => row.suspendedAt !== null,
    }),
    memberships: t.loadableList({
      type: Membership,
      description: 'Roles in organisations, of those that the viewer may see; the oldest first.',
      load: (ids: string[], context) => listMembershipsOf(context, ids),
      resolve: (row) => row.id,
    }),
    viewerCan: t.stringList({
      description: 'Names of the actions that the viewer may do to the person.',
      resolve: (row, _args, { ability }) => actionsOn(ability, 'Person', row),
    }),
  }),
});

builder.objectField(Membership, 'person', (t) =>
  t.expose('personId', { type: Person, description: 'Whose role it is.' }),
);

const PersonConnection = builder.connectionObject({ type: Person, name: 'PersonConnection' }, { name: 'PersonEdge' });

builder.queryField('people', (t) =>
  t.connection(
    {
      type: Person,
      description: 'People that the viewer may know of, by name: a manager knows the people of the own organisation.',
      args: {
        organisation: t.arg.globalID({
          for: anyOrganisation,
          description: 'Only those with a role in this organisation.',
        }),
        search: t.arg.string({ description: 'Part of the name or of the e-mail address.' }),
      },
      resolve: (_root, { organisation, ...args }, context) =>
        connection(args, personKey, (page) =>
          listPeople(context, { organisationId: organisation?.id, search: args.search }, page),
        ),
    },
    PersonConnection,
  ),
);

function invitedPayload(name: string) {
  return builder.objectRef<Added>(name).implement({
    description: 'It is done.',
    fields: (t) => ({
      person: t.expose('person', { type: Person, description: 'The person.' }),
      invitation: t.exposeString('invitation', {
        nullable: true,
        description: 'Path on this server that ties the person to their sign-in, once. Null for who signs in already.',
      }),
    }),
  });
}

const AddPersonSuccess = invitedPayload('AddPersonSuccess');
const InvitePersonSuccess = invitedPayload('InvitePersonSuccess');

const EndMembershipSuccess = builder.objectRef<MembershipRow>('EndMembershipSuccess').implement({
  description: 'It is done.',
  fields: (t) => ({
    // The membership itself is no longer to be found.
    id: t.globalID({ description: 'Which membership has ended.', resolve: ({ id }) => ({ type: Membership, id }) }),
    organisation: t.expose('organisationId', { type: Organisation, description: 'In which organisation.' }),
  }),
});

builder.mutationFields((t) => ({
  addPerson: t.fieldWithInput({
    description: 'Gives somebody a role in an organisation that the viewer runs the people of.',
    type: AddPersonSuccess,
    errors: { directResult: true },
    input: {
      email: t.input.string({
        required: true,
        validate: z.string().trim().pipe(z.email()),
        description: 'E-mail address; whoever has it already is known by it.',
      }),
      name: t.input.string({
        required: true,
        validate: z.string().trim().min(1).max(200),
        description: 'What the person is called.',
      }),
      organisationId: t.input.globalID({ for: anyOrganisation, required: true, description: 'In which organisation.' }),
      role: t.input.field({ type: RoleEnum, required: true, description: 'The role.' }),
    },
    resolve: (_root, { input }, context) => addPerson(context, { ...input, organisationId: input.organisationId.id }),
  }),
  invitePerson: t.fieldWithInput({
    description: 'Makes a new invitation for somebody whose earlier one was lost. Earlier ones no longer hold.',
    type: InvitePersonSuccess,
    errors: { directResult: true },
    input: { personId: t.input.globalID({ for: Person, required: true, description: 'Whom.' }) },
    resolve: (_root, { input }, context) => invitePerson(context, input.personId.id),
  }),
  setRole: t.fieldWithInput({
    description: 'Gives a person another role in an organisation.',
    ...gives(Membership, 'membership', 'The membership with its new role.'),
    input: {
      membershipId: t.input.globalID({ for: Membership, required: true, description: 'Which membership.' }),
      role: t.input.field({ type: RoleEnum, required: true, description: 'The new role.' }),
    },
    resolve: (_root, { input }, context) => setRole(context, input.membershipId.id, input.role),
  }),
  endMembership: t.fieldWithInput({
    description: "Takes a person's role in an organisation away, at once.",
    type: EndMembershipSuccess,
    errors: { directResult: true },
    input: { membershipId: t.input.globalID({ for: Membership, required: true, description: 'Which membership.' }) },
    resolve: (_root, { input }, context) => endMembership(context, input.membershipId.id),
  }),
  suspendPerson: t.fieldWithInput({
    description: 'Shuts a person out of every organisation, or lets them in again. For the operator.',
    ...gives(Person, 'person', 'The person.'),
    input: {
      personId: t.input.globalID({ for: Person, required: true, description: 'Whom.' }),
      suspended: t.input.boolean({ required: true, description: 'Whether to shut out.' }),
    },
    resolve: (_root, { input }, context) => suspendPerson(context, input.personId.id, input.suspended),
  }),
}));
