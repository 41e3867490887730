import { actionsOn } from '@batt/domain/access/ability';
import type { OrganisationKind } from '@batt/domain/access/viewer';
import { z } from 'zod';
import { asInteger, asUuid, builder, success } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { connection } from '../../page.ts';
import { Programme } from '../indicators/schema.ts';
import {
  addAgreement,
  addOrganisation,
  agreementKey,
  agreementMoves,
  endAgreement,
  findAgreements,
  findOrganisations,
  listAgreements,
  listAssociationsOf,
  listCounties,
  listOrganisations,
  listPartnersOf,
  listProgrammesOf,
  mayReadScorecard,
  organisationKey,
  renameOrganisation,
  runsToday,
} from './organisations.ts';
import type { AgreementRow, OrganisationRow } from './organisations.ts';
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
import type { Added, MembershipRow, PersonRow } from './people.ts';

export const OrganisationKindEnum = builder.enumType('OrganisationKind', {
  description: 'What kind of organisation takes part.',
  values: {
    PROVIDER: { value: 'provider', description: 'Delivers programmes and reports once a year (tiltaksarrangør).' },
    NAV_OFFICE: { value: 'nav-office', description: 'Buys programmes (Nav-kontor).' },
    COUNTY_UNIT: { value: 'county-unit', description: 'Compares its providers (fylkets tiltaksenhet).' },
    DIRECTORATE: { value: 'directorate', description: 'Sets national targets (Arbeids- og velferdsdirektoratet).' },
    ASSOCIATION: { value: 'association', description: 'Runs its members; one runs the system (bransjeforening).' },
  } as const,
});

export const RoleEnum = builder.enumType('Role', {
  description: 'What a person may do in an organisation.',
  values: {
    VIEWER: { value: 'viewer', description: 'Reads.' },
    MEMBER: { value: 'member', description: 'Also edits and discusses.' },
    MANAGER: { value: 'manager', description: 'Also submits, signs, agrees, and runs its people.' },
  } as const,
});

const typeNames = {
  provider: 'Provider',
  'nav-office': 'NavOffice',
  'county-unit': 'CountyUnit',
  directorate: 'Directorate',
  association: 'Association',
} as const;

/** A field of this type, or of one kind of organisation, may resolve to the organisation's id. */
export const Organisation = builder.loadableInterface('Organisation', {
  description: 'Somebody who takes part: a provider, a Nav office, a county unit, the directorate or an association.',
  interfaces: [builder.nodeInterfaceRef()],
  load: (ids: number[], context) => findOrganisations(context, ids),
  sort: (row) => row.id,
  resolveType: (row) => typeNames[row.kind],
  fields: (t) => ({
    number: t.exposeString('number', { description: "Organisation number, or Nav's four-digit unit number." }),
    name: t.exposeString('name', { description: 'What it is called.' }),
    kind: t.expose('kind', { type: OrganisationKindEnum, description: 'What kind of organisation it is.' }),
    validFrom: t.expose('validFrom', { type: 'Date', description: 'First day that it takes part.' }),
    validTo: t.expose('validTo', {
      type: 'Date',
      nullable: true,
      description: 'Last day that it takes part; null while it does.',
    }),
    viewerCan: t.stringList({
      description: 'Names of the actions that the viewer may do to it.',
      resolve: (row, _args, { ability }) => actionsOn(ability, 'Organisation', row),
    }),
  }),
});

builder.interfaceField(Organisation, 'successor', (t) =>
  t.field({
    type: Organisation,
    nullable: true,
    description: 'What it became part of.',
    resolve: (row) => row.successorId,
  }),
);

function ofKind(kind: OrganisationKind) {
  return {
    interfaces: [Organisation],
    load: (ids: number[], context: Context) => findOrganisations(context, ids, kind),
    sort: (row: OrganisationRow) => row.id,
    id: { resolve: (row: OrganisationRow) => row.id, parse: asInteger },
  };
}

export const CountyUnit = builder.loadableNode('CountyUnit', {
  ...ofKind('county-unit'),
  description: "One of Nav's county units (fylkets tiltaksenhet).",
});

export const Directorate = builder.loadableNode('Directorate', {
  ...ofKind('directorate'),
  description: 'Arbeids- og velferdsdirektoratet.',
});

export const Association = builder.loadableNode('Association', {
  ...ofKind('association'),
  description: 'An association of providers (bransjeforening).',
  fields: (t) => ({
    isOperator: t.exposeBoolean('isOperator', { description: 'Whether it runs years, catalogue and publication.' }),
  }),
});

export const NavOffice = builder.loadableNode('NavOffice', {
  ...ofKind('nav-office'),
  description: 'A Nav office (Nav-kontor).',
  fields: (t) => ({
    county: t.field({
      type: CountyUnit,
      description: 'The county unit that it lies under.',
      // The table knows no Nav office without one.
      resolve: (row) => row.countyUnitId ?? 0,
    }),
  }),
});

export const Provider = builder.loadableNode('Provider', {
  ...ofKind('provider'),
  description: 'A provider of labour market programmes (tiltaksarrangør).',
  fields: (t) => ({
    county: t.field({
      type: CountyUnit,
      description: 'The county unit that it lies under.',
      // The table knows no provider without one.
      resolve: (row) => row.countyUnitId ?? 0,
    }),
    associations: t.loadableList({
      type: Association,
      description: 'Associations that it is a member of, by name.',
      load: (ids: number[], context) => listAssociationsOf(context, ids),
      resolve: (row) => row.id,
    }),
    programmes: t.loadableList({
      type: Programme,
      description: 'Programmes that it has agreements on today, of agreements that the viewer may see.',
      load: (ids: number[], context) => listProgrammesOf(context, ids),
      resolve: (row) => row.id,
    }),
    navOffices: t.loadableList({
      type: NavOffice,
      description: 'Nav offices that it has an agreement with today and whose agreements the viewer may see, by name.',
      load: (ids: number[], context) => listPartnersOf(context, 'provider', ids),
      resolve: (row) => row.id,
    }),
    viewerMayReadScorecard: t.boolean({
      description: 'Whether the viewer may read its whole scorecards.',
      resolve: (row, _args, context) => mayReadScorecard(context, row),
    }),
  }),
});

builder.objectField(NavOffice, 'providers', (t) =>
  t.loadableList({
    type: Provider,
    description: 'Providers that it has an agreement with today and whose agreements the viewer may see, by name.',
    load: (ids: number[], context) => listPartnersOf(context, 'nav-office', ids),
    resolve: (row) => row.id,
  }),
);

const anyOrganisation = [Provider, NavOffice, CountyUnit, Directorate, Association];

export const Membership = builder.loadableNode('Membership', {
  description: "A person's role in an organisation.",
  load: (ids: string[], context) => findMemberships(context, ids),
  sort: (row) => row.id,
  id: { resolve: (row: MembershipRow) => row.id, parse: asUuid },
  fields: (t) => ({
    role: t.expose('role', { type: RoleEnum, description: 'The role.' }),
    organisation: t.field({
      type: Organisation,
      description: 'In which organisation.',
      resolve: (row) => row.organisationId,
    }),
    viewerCan: t.stringList({
      description: 'Names of the actions that the viewer may do to it.',
      resolve: (row, _args, { ability }) => actionsOn(ability, 'Membership', row),
    }),
  }),
});

export const Person = builder.loadableNode('Person', {
  description: 'Somebody who uses the platform.',
  load: (ids: string[], context) => findPeople(context, ids),
  sort: (row) => row.id,
  id: { resolve: (row: PersonRow) => row.id, parse: asUuid },
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
  t.field({ type: Person, description: 'Whose role it is.', resolve: (row) => row.personId }),
);

export const Agreement = builder.loadableNode('Agreement', {
  description: 'A Nav office buys a programme from a provider for a time.',
  load: (ids: string[], context) => findAgreements(context, ids),
  sort: (row) => row.id,
  id: { resolve: (row: AgreementRow) => row.id, parse: asUuid },
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Who delivers.', resolve: (row) => row.providerId }),
    navOffice: t.field({ type: NavOffice, description: 'Who buys.', resolve: (row) => row.navOfficeId }),
    programme: t.field({ type: Programme, description: 'What is bought.', resolve: (row) => row.programme }),
    validFrom: t.expose('validFrom', { type: 'Date', description: 'First day.' }),
    validTo: t.expose('validTo', { type: 'Date', nullable: true, description: 'Last day; null when none is set.' }),
    inForce: t.boolean({ description: 'Whether it runs today.', resolve: runsToday }),
    throughOffice: t.field({
      type: NavOffice,
      nullable: true,
      description:
        'The office through whose agreement this one is bought, and with which it ends; null for one of its own.',
      resolve: (row) => row.throughOfficeId,
    }),
    viewerCan: t.stringList({
      description: 'What the viewer may do: `end` it, or let another office buy `through` it.',
      resolve: (row, _args, context) => agreementMoves(context, row),
    }),
  }),
});

const OrganisationConnection = builder.connectionObject(
  { type: Organisation, name: 'OrganisationConnection' },
  { name: 'OrganisationEdge' },
);
const ProviderConnection = builder.connectionObject(
  { type: Provider, name: 'ProviderConnection' },
  { name: 'ProviderEdge' },
);
const NavOfficeConnection = builder.connectionObject(
  { type: NavOffice, name: 'NavOfficeConnection' },
  { name: 'NavOfficeEdge' },
);
const PersonConnection = builder.connectionObject({ type: Person, name: 'PersonConnection' }, { name: 'PersonEdge' });

builder.queryFields((t) => {
  const search = t.arg.string({ description: 'Part of the name, or the beginning of the number.' });
  const county = t.arg.string({ description: 'Only those under the county unit with this number.' });
  return {
    providers: t.connection(
      {
        type: Provider,
        description: 'Providers in being today, by name.',
        args: {
          search,
          county,
          association: t.arg.string({ description: 'Only members of the association with this number.' }),
          navOffice: t.arg.string({
            description:
              'Only those that the Nav office with this number has an agreement with today, of agreements that the viewer may see.',
          }),
        },
        resolve: (_root, args, context) =>
          connection(args, organisationKey, (page) => listOrganisations(context, { ...args, kind: 'provider' }, page)),
      },
      ProviderConnection,
    ),
    navOffices: t.connection(
      {
        type: NavOffice,
        description: 'Nav offices in being today, by name.',
        args: { search, county },
        resolve: (_root, args, context) =>
          connection(args, organisationKey, (page) =>
            listOrganisations(context, { ...args, kind: 'nav-office' }, page),
          ),
      },
      NavOfficeConnection,
    ),
    agreements: t.connection(
      {
        type: Agreement,
        description: 'The agreements that the viewer may see, by provider, office and programme.',
        args: {
          provider: t.arg.string({ description: 'Only with the provider of this organisation number.' }),
          navOffice: t.arg.string({ description: 'Only of the Nav office of this unit number.' }),
          county,
          inForce: t.arg.boolean({ description: 'Only those that run today (or do not).' }),
        },
        resolve: (_root, args, context) =>
          connection(args, agreementKey, (page) => listAgreements(context, args, page)),
      },
      { name: 'AgreementConnection' },
      { name: 'AgreementEdge' },
    ),
    organisations: t.connection(
      {
        type: Organisation,
        description: 'Organisations in being today, by name.',
        args: { search, kind: t.arg({ type: OrganisationKindEnum, description: 'Only of this kind.' }) },
        resolve: (_root, args, context) =>
          connection(args, organisationKey, (page) => listOrganisations(context, args, page)),
      },
      OrganisationConnection,
    ),
    counties: t.field({
      type: [CountyUnit],
      description: "Nav's county units, by number.",
      resolve: (_root, _args, context) => listCounties(context),
    }),
    people: t.connection(
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
  };
});

function invitedPayload(name: string) {
  return builder.objectRef<Added>(name).implement({
    description: 'It is done.',
    fields: (t) => ({
      person: t.field({ type: Person, description: 'The person.', resolve: ({ person }) => person }),
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
    organisation: t.field({
      type: Organisation,
      description: 'In which organisation.',
      resolve: (row) => row.organisationId,
    }),
  }),
});

const name = z.string().trim().min(1).max(200);
const number = z.string().trim();

builder.mutationFields((t) => ({
  addOrganisation: t.fieldWithInput({
    description: 'Adds an organisation. For the operator.',
    type: Organisation,
    errors: success('organisation', 'The organisation.'),
    input: {
      kind: t.input.field({ type: OrganisationKindEnum, required: true, description: 'What kind it is.' }),
      number: t.input.string({
        required: true,
        validate: number,
        description: "Organisation number, or Nav's four-digit unit number.",
      }),
      name: t.input.string({ required: true, validate: name, description: 'What it is called.' }),
      countyNumber: t.input.string({
        validate: number.nullish(),
        description: 'The county unit that it lies under; for providers and Nav offices.',
      }),
      associationNumbers: t.input.stringList({
        description: 'The associations that it is a member of; for providers.',
      }),
    },
    resolve: (_root, { input }, context) => addOrganisation(context, input),
  }),
  renameOrganisation: t.fieldWithInput({
    description: 'Gives an organisation another name. For the operator and the own association.',
    type: Organisation,
    errors: success('organisation', 'The organisation with its new name.'),
    input: {
      id: t.input.globalID({ for: anyOrganisation, required: true, description: 'Which organisation.' }),
      name: t.input.string({ required: true, validate: name, description: 'Its new name.' }),
    },
    resolve: (_root, { input }, context) => renameOrganisation(context, input.id.id, input.name),
  }),
  addAgreement: t.fieldWithInput({
    description: "Enters an agreement. For the operator and the provider's association.",
    type: Agreement,
    errors: success('agreement', 'The agreement.'),
    input: {
      provider: t.input.string({
        required: true,
        validate: number,
        description: 'Organisation number of who delivers.',
      }),
      navOffice: t.input.string({ required: true, validate: number, description: 'Unit number of who buys.' }),
      programme: t.input.string({ required: true, description: 'Code of what is bought.' }),
      validFrom: t.input.field({ type: 'Date', required: true, description: 'First day.' }),
      validTo: t.input.field({ type: 'Date', description: 'Last day; none when left out.' }),
      through: t.input.globalID({
        for: Agreement,
        description: "Another office's agreement that this one is bought through, and with which it ends.",
      }),
    },
    resolve: (_root, { input }, context) => addAgreement(context, { ...input, through: input.through?.id ?? null }),
  }),
  endAgreement: t.fieldWithInput({
    description:
      "Sets the last day of an agreement, and of those bought through it. For the operator and the provider's association.",
    type: Agreement,
    errors: success('agreement', 'The agreement as it now stands.'),
    input: {
      id: t.input.globalID({ for: Agreement, required: true, description: 'Which agreement.' }),
      lastDay: t.input.field({
        type: 'Date',
        required: true,
        description: 'Its last day; it can only be made shorter.',
      }),
    },
    resolve: (_root, { input }, context) => endAgreement(context, { id: input.id.id, lastDay: input.lastDay }),
  }),
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
      name: t.input.string({ required: true, validate: name, description: 'What the person is called.' }),
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
    type: Membership,
    errors: success('membership', 'The membership with its new role.'),
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
    type: Person,
    errors: success('person', 'The person.'),
    input: {
      personId: t.input.globalID({ for: Person, required: true, description: 'Whom.' }),
      suspended: t.input.boolean({ required: true, description: 'Whether to shut out.' }),
    },
    resolve: (_root, { input }, context) => suspendPerson(context, input.personId.id, input.suspended),
  }),
}));
