import type { Viewer } from '@batt/domain/access/viewer';
import { builder, gives, Locale } from '../../builder.ts';
import { countUnreadThreads } from '../dialogue/dialogue.ts';
import { countUnreadElsewhere, countUnreadNotifications } from '../notifications/notifications.ts';
import { UnreadElsewhere } from '../notifications/schema.ts';
import { Membership, Person, RoleEnum } from '../organisations/people-schema.ts';
import { listMembershipsOf } from '../organisations/people.ts';
import { anyOrganisation, Organisation } from '../organisations/schema.ts';
import { countReportsDue } from '../reports/reports.ts';
import { countTargetsToAnswer } from '../targets/targets.ts';
import { localeOf, packedRules, setLocale, signOutEverywhere, switchOrganisation } from './access.ts';

const Waiting = builder.objectRef<Viewer>('Waiting').implement({
  description: 'How much waits for the viewer.',
  fields: (t) => ({
    targetsToAnswer: t.int({
      description: 'Targets where it is the turn of the organisation acted for.',
      resolve: (_viewer, _args, context) => countTargetsToAnswer(context),
    }),
    unreadThreads: t.int({
      description: 'Threads with something that the person has not read.',
      resolve: (_viewer, _args, context) => countUnreadThreads(context),
    }),
    reportsDue: t.int({
      description: 'Reports that the organisation acted for has still to submit.',
      resolve: (_viewer, _args, context) => countReportsDue(context),
    }),
  }),
});

const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who is signed in, and the organisation that they act for.',
  fields: (t) => ({
    id: t.id({
      description: 'Another one for each organisation that the person may act for.',
      resolve: ({ personId, organisationId }) => `${personId}:${organisationId}`,
    }),
    person: t.expose('personId', { type: Person, description: 'The person.' }),
    organisation: t.expose('organisationId', { type: Organisation, description: 'The organisation acted for.' }),
    role: t.expose('role', { type: RoleEnum, description: 'The role in it.' }),
    memberships: t.field({
      type: [Membership],
      description: 'Every organisation that the person may act for.',
      resolve: async ({ personId }, _args, context) => (await listMembershipsOf(context, [personId])).flat(),
    }),
    locale: t.field({
      type: Locale,
      description: 'The language that the person has chosen.',
      resolve: (_viewer, _args, context) => localeOf(context),
    }),
    abilities: t.field({
      type: 'JSON',
      description: 'What the viewer may do: CASL rules, packed.',
      resolve: (viewer) => packedRules(viewer),
    }),
    unreadThreads: t.int({
      description: 'Threads with something that the person has not read.',
      resolve: (_viewer, _args, context) => countUnreadThreads(context),
    }),
    unreadNotifications: t.int({
      description: 'How much the person was told and has not read, for the organisation acted for.',
      resolve: (_viewer, _args, context) => countUnreadNotifications(context),
    }),
    unreadElsewhere: t.field({
      type: [UnreadElsewhere],
      description: "How much is unread in each of the person's other organisations, where something is.",
      resolve: (_viewer, _args, context) => countUnreadElsewhere(context),
    }),
    waiting: t.field({ type: Waiting, description: 'How much waits for the viewer.', resolve: (viewer) => viewer }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    nullable: true,
    skipTypeScopes: true,
    description: 'Who is signed in; null when nobody is.',
    resolve: (_root, _args, { signedIn }) => signedIn?.viewer,
  }),
);

const SignOutEverywhereSuccess = builder.objectRef<{ signedOut: boolean }>('SignOutEverywhereSuccess').implement({
  description: 'It is done.',
  fields: (t) => ({ signedOut: t.exposeBoolean('signedOut', { description: 'Always true.' }) }),
});

builder.mutationFields((t) => ({
  switchOrganisation: t.fieldWithInput({
    description: 'Goes on as acting for another organisation, in a new session.',
    ...gives(ViewerType, 'viewer', 'The viewer, acting for the other organisation.'),
    input: {
      organisationId: t.input.globalID({
        for: anyOrganisation,
        required: true,
        description: 'Which organisation; the person must have a role in it.',
      }),
    },
    resolve: (_root, { input }, context) => switchOrganisation(context, input.organisationId.id),
  }),
  setLocale: t.fieldWithInput({
    description: 'Remembers the language of the web client.',
    ...gives(ViewerType, 'viewer', 'The viewer.'),
    input: { locale: t.input.field({ type: Locale, required: true, description: 'The language.' }) },
    resolve: (_root, { input }, context) => setLocale(context, input.locale),
  }),
  signOutEverywhere: t.field({
    description: 'Ends every session of the person, this one too.',
    type: SignOutEverywhereSuccess,
    errors: { directResult: true },
    resolve: (_root, _args, context) => signOutEverywhere(context),
  }),
}));
