import { createMongoAbility, subject } from '@casl/ability';
import type { ForcedSubject, MongoAbility, RawRuleOf } from '@casl/ability';
import { isAtLeast } from './viewer.ts';
import type { OrganisationKind, Role, Viewer } from './viewer.ts';

/** Everything that can be done, by what it is done to: the one catalogue of actions and subjects. */
export const ACTIONS = {
  Organisation: ['read', 'create', 'update'],
  Person: ['read', 'create', 'update', 'suspend'],
  Membership: ['read', 'create', 'update', 'delete'],
  Session: ['read', 'delete'],
  ApiToken: ['read', 'create', 'delete'],
  Agreement: ['read', 'create', 'update', 'delete'],
  Programme: ['read', 'create', 'update'],
  Indicator: ['read', 'create', 'update'],
  Suitability: ['read', 'update'],
  MeasurementYear: ['read', 'create', 'update', 'close', 'publish'],
  Publication: ['read'],
  Report: ['read', 'create', 'update', 'submit', 'remind', 'reopen', 'extend'],
  DataRow: ['read', 'create', 'update', 'delete', 'export'],
  SurveyAnswer: ['read', 'create', 'update', 'delete'],
  UploadedFile: ['read', 'create', 'delete'],
  Import: ['read', 'create'],
  Result: ['read'],
  Figure: ['read'],
  Benchmark: ['read'],
  Favourite: ['read', 'create', 'delete'],
  GeneralTarget: ['read', 'create', 'update', 'delete', 'publish'],
  TargetTalk: ['read', 'update'],
  TargetDraft: ['read', 'create', 'update', 'delete'],
  RunningFigure: ['read'],
  LocalTarget: ['read', 'propose', 'counter', 'agree', 'sign', 'comment', 'withdraw', 'reopen'],
  Thread: ['read', 'create', 'update'],
  ThreadStep: ['read'],
  Comment: ['read', 'create', 'update'],
  CommentEdit: ['read'],
  Meeting: ['read', 'create', 'update', 'confirm', 'open'],
  MeetingConfirmation: ['read'],
  Action: ['read', 'create', 'update'],
  Notification: ['read', 'update'],
  NotificationChoice: ['read', 'update'],
  Practice: ['read', 'create', 'update', 'submit', 'publish', 'return', 'withdraw', 'ask', 'adopt'],
  PracticeQuestion: ['read', 'answer'],
  PracticeAdoption: ['read', 'update', 'delete'],
  AuditEntry: ['read'],
} as const;

export type SubjectName = keyof typeof ACTIONS;
export type ActionOn<S extends SubjectName> = (typeof ACTIONS)[S][number];
export type ActionName = ActionOn<SubjectName>;

type Row = Record<string, unknown>;
export type AppAbility = MongoAbility<[ActionName, SubjectName | (Row & ForcedSubject<SubjectName>)]>;
type Rule = RawRuleOf<AppAbility>;

/** Plain equality or `$in`, on columns of the row by their names in the database (camel-cased). */
export type Conditions = Record<string, string | number | { $in: readonly (string | number)[] }>;

/** `operator` is the one association that runs the system. */
type Who = OrganisationKind | 'operator';

interface Grant<S extends SubjectName = SubjectName> {
  who: readonly Who[] | 'everybody';
  /** The least role in the organisation. */
  as: Role;
  may: readonly ActionOn<S>[];
  subject: S;
  /** Which rows; all of them when left out. */
  where?: (viewer: Viewer) => Conditions;
}

const grant = <S extends SubjectName>(
  subject: S,
  who: Grant['who'],
  as: Role,
  may: readonly ActionOn<S>[],
  where?: (viewer: Viewer) => Conditions,
): Grant => ({ who, as, may, subject, where });

// Which rows, in the words of the table below. All are tenant columns that a row never lacks, save `concernsId`:
// an audit entry that concerns nobody is read by no one through it.
const itself = (v: Viewer) => ({ id: v.organisationId });
const ownPerson = (v: Viewer) => ({ personId: v.personId });
const ownInOrganisation = (v: Viewer) => ({ personId: v.personId, organisationId: v.organisationId });
const ownOrganisation = (v: Viewer) => ({ organisationId: v.organisationId });
const concerned = (v: Viewer) => ({ concernsId: v.organisationId });
const ownProvider = (v: Viewer) => ({ providerId: v.organisationId });
const itsProviders = (v: Viewer) => ({ providerId: { $in: v.providerIds } });
const ownOffice = (v: Viewer) => ({ navOfficeId: v.organisationId });
const ownOfficeWithAgreement = (v: Viewer) => ({ navOfficeId: v.organisationId, providerId: { $in: v.providerIds } });
const ownCounty = (v: Viewer) => ({ countyUnitId: v.organisationId });
const counterpart = (v: Viewer) => ({ counterpartId: v.organisationId });
const counterpartOfIts = (v: Viewer) => ({ counterpartId: v.organisationId, providerId: { $in: v.providerIds } });
const published = () => ({ state: 'published' });
const handedIn = () => ({ state: { $in: ['submitted', 'returned', 'published', 'withdrawn'] } });
const handedInByIts = (v: Viewer) => ({ ...itsProviders(v), ...handedIn() });
const ownTargets = (v: Viewer) => ({ ownerId: v.organisationId });
const nationalTargets = (v: Viewer) => ({ ownerId: v.organisationId, level: 'national' });
const countyTargets = (v: Viewer) => ({ ownerId: v.organisationId, level: 'county' });
const nationalDrafts = (v: Viewer) => ({ ...nationalTargets(v), state: 'draft' });
const countyDrafts = (v: Viewer) => ({ ...countyTargets(v), state: 'draft' });

/**
 * Who may do what, to which rows. Nothing that is not here is allowed; a role may all that a lesser role may. What the
 * state of a thing allows (a locked report, whose turn it is in a negotiation) is asked elsewhere: this is about who.
 */
const GRANTS: readonly Grant[] = [
  // Who takes part. Names of organisations are no secret among members; people are, outside their organisation.
  grant('Organisation', 'everybody', 'viewer', ['read']),
  grant('Organisation', ['operator'], 'manager', ['create', 'update']),
  grant('Organisation', ['association'], 'manager', ['update'], (v) => ({ id: { $in: v.providerIds } })),
  grant('Organisation', ['association'], 'manager', ['update'], itself),
  grant('Person', 'everybody', 'viewer', ['read', 'update'], (v) => ({ id: v.personId })),
  grant('Person', 'everybody', 'manager', ['create']),
  grant('Person', ['operator'], 'manager', ['read', 'update', 'suspend']),
  grant('Membership', 'everybody', 'viewer', ['read'], ownPerson),
  grant('Membership', 'everybody', 'manager', ['read', 'create', 'update', 'delete'], ownOrganisation),
  grant('Membership', ['association'], 'manager', ['read', 'create', 'update', 'delete'], (v) => ({
    organisationId: { $in: v.providerIds },
  })),
  grant('Membership', ['operator'], 'manager', ['read', 'create', 'update', 'delete']),
  grant('Session', 'everybody', 'viewer', ['read', 'delete'], ownPerson),
  grant('ApiToken', 'everybody', 'viewer', ['read', 'create', 'delete'], ownPerson),
  // An agreement opens a provider's scorecards to an office, so neither of them enters it alone.
  grant('Agreement', ['provider'], 'viewer', ['read'], ownProvider),
  grant('Agreement', ['nav-office'], 'viewer', ['read'], ownOffice),
  grant('Agreement', ['county-unit', 'association'], 'viewer', ['read'], itsProviders),
  grant('Agreement', ['directorate', 'operator'], 'viewer', ['read']),
  grant('Agreement', ['association'], 'manager', ['create', 'update', 'delete'], itsProviders),
  grant('Agreement', ['operator'], 'manager', ['create', 'update', 'delete']),

  // The measurement cycle.
  grant('Programme', 'everybody', 'viewer', ['read']),
  grant('Programme', ['operator'], 'manager', ['create', 'update']),
  grant('Indicator', 'everybody', 'viewer', ['read']),
  grant('Indicator', ['operator'], 'manager', ['create', 'update']),
  grant('Suitability', 'everybody', 'viewer', ['read']),
  grant('Suitability', ['directorate'], 'manager', ['update']),
  grant('MeasurementYear', 'everybody', 'viewer', ['read']),
  grant('MeasurementYear', ['operator'], 'manager', ['create', 'update', 'close', 'publish']),
  grant('Report', ['provider'], 'viewer', ['read'], ownProvider),
  grant('Report', ['provider'], 'member', ['create', 'update'], ownProvider),
  grant('Report', ['provider'], 'manager', ['submit'], ownProvider),
  grant('Report', ['county-unit', 'association'], 'viewer', ['read'], itsProviders),
  grant('Report', ['directorate', 'operator'], 'viewer', ['read']),
  grant('Report', ['county-unit', 'association'], 'member', ['remind'], itsProviders),
  grant('Report', ['association'], 'manager', ['reopen', 'extend'], itsProviders),
  grant('Report', ['operator'], 'manager', ['reopen', 'extend']),

  // What a provider reports is its own alone. The directorate's managers may take out pseudonymous rows, never answers.
  grant('DataRow', ['provider'], 'viewer', ['read'], ownProvider),
  grant('DataRow', ['provider'], 'member', ['create', 'update', 'delete'], ownProvider),
  grant('DataRow', ['directorate'], 'manager', ['export']),
  grant('SurveyAnswer', ['provider'], 'viewer', ['read'], ownProvider),
  grant('SurveyAnswer', ['provider'], 'member', ['create', 'update', 'delete'], ownProvider),
  grant('UploadedFile', ['provider'], 'member', ['read', 'create', 'delete'], ownInOrganisation),
  grant('Import', ['provider'], 'viewer', ['read'], ownProvider),
  grant('Import', ['provider'], 'member', ['create'], ownProvider),

  // Published figures. `Result` is the true figure, `Figure` the same as others may see it.
  grant('Publication', 'everybody', 'viewer', ['read']),
  grant('Benchmark', 'everybody', 'viewer', ['read']),
  grant('Result', ['provider'], 'viewer', ['read'], ownProvider),
  grant('Figure', ['provider'], 'viewer', ['read'], ownProvider),
  grant('Figure', ['nav-office', 'association'], 'viewer', ['read'], itsProviders),
  grant('Figure', ['county-unit'], 'viewer', ['read'], ownCounty),
  grant('Figure', ['directorate'], 'viewer', ['read']),
  grant('Favourite', 'everybody', 'viewer', ['read'], ownOrganisation),
  grant('Favourite', 'everybody', 'member', ['create', 'delete'], ownOrganisation),

  // Targets.
  grant('GeneralTarget', 'everybody', 'viewer', ['read'], published),
  grant('GeneralTarget', ['directorate', 'county-unit'], 'viewer', ['read'], ownTargets),
  grant('GeneralTarget', ['directorate'], 'member', ['create', 'update', 'delete'], nationalDrafts),
  grant('GeneralTarget', ['county-unit'], 'member', ['create', 'update', 'delete'], countyDrafts),
  grant('GeneralTarget', ['directorate'], 'manager', ['publish', 'delete'], nationalTargets),
  grant('GeneralTarget', ['county-unit'], 'manager', ['publish', 'delete'], countyTargets),
  grant('LocalTarget', ['provider'], 'viewer', ['read'], ownProvider),
  grant('LocalTarget', ['provider'], 'member', ['counter', 'agree', 'comment', 'withdraw', 'reopen'], ownProvider),
  grant('LocalTarget', ['provider'], 'manager', ['sign'], ownProvider),
  grant('LocalTarget', ['nav-office'], 'viewer', ['read'], ownOffice),
  grant('LocalTarget', ['nav-office'], 'member', ['propose', 'counter', 'agree', 'reopen'], ownOfficeWithAgreement),
  grant('LocalTarget', ['nav-office'], 'member', ['comment', 'withdraw'], ownOffice),
  grant('LocalTarget', ['nav-office'], 'manager', ['sign'], ownOfficeWithAgreement),
  grant('LocalTarget', ['county-unit'], 'viewer', ['read'], ownCounty),
  grant('TargetTalk', ['provider'], 'viewer', ['read'], ownProvider),
  grant('TargetTalk', ['nav-office'], 'viewer', ['read'], ownOffice),
  grant('TargetTalk', ['nav-office'], 'member', ['update'], ownOfficeWithAgreement),
  grant('TargetTalk', ['county-unit'], 'viewer', ['read'], ownCounty),
  grant('TargetDraft', ['provider', 'nav-office'], 'viewer', ['read'], ownOrganisation),
  grant('TargetDraft', ['provider', 'nav-office'], 'member', ['create', 'update', 'delete'], ownOrganisation),
  // How a year goes, coarse: for those who follow targets through it.
  grant('RunningFigure', ['provider', 'nav-office', 'county-unit'], 'viewer', ['read'], itsProviders),

  // Discussion, between a provider and its counterpart and nobody else.
  grant('Thread', ['provider'], 'viewer', ['read'], ownProvider),
  grant('Thread', ['provider'], 'member', ['create', 'update'], ownProvider),
  grant('Thread', ['nav-office', 'county-unit'], 'viewer', ['read'], counterpart),
  grant('Thread', ['nav-office', 'county-unit'], 'member', ['create'], counterpartOfIts),
  grant('Thread', ['nav-office', 'county-unit'], 'member', ['update'], counterpart),
  grant('ThreadStep', ['provider'], 'viewer', ['read'], ownProvider),
  grant('ThreadStep', ['nav-office', 'county-unit'], 'viewer', ['read'], counterpart),
  grant('Comment', ['provider'], 'viewer', ['read'], ownProvider),
  grant('Comment', ['provider'], 'member', ['create'], ownProvider),
  grant('Comment', ['nav-office', 'county-unit'], 'viewer', ['read'], counterpart),
  grant('Comment', ['nav-office', 'county-unit'], 'member', ['create'], counterpart),
  grant('Comment', ['provider', 'nav-office', 'county-unit'], 'member', ['update'], ownInOrganisation),
  grant('CommentEdit', ['provider'], 'viewer', ['read'], ownProvider),
  grant('CommentEdit', ['nav-office', 'county-unit'], 'viewer', ['read'], counterpart),
  grant('Meeting', ['provider'], 'viewer', ['read'], ownProvider),
  grant('Meeting', ['provider'], 'member', ['create', 'update'], ownProvider),
  grant('Meeting', ['provider'], 'manager', ['confirm', 'open'], ownProvider),
  grant('Meeting', ['nav-office', 'county-unit'], 'viewer', ['read'], counterpart),
  grant('Meeting', ['nav-office', 'county-unit'], 'member', ['create'], counterpartOfIts),
  grant('Meeting', ['nav-office', 'county-unit'], 'member', ['update'], counterpart),
  grant('Meeting', ['nav-office', 'county-unit'], 'manager', ['confirm'], counterpart),
  grant('MeetingConfirmation', ['provider'], 'viewer', ['read'], ownProvider),
  grant('MeetingConfirmation', ['nav-office', 'county-unit'], 'viewer', ['read'], counterpart),
  grant('Action', ['provider'], 'viewer', ['read'], ownProvider),
  grant('Action', ['provider'], 'member', ['create', 'update'], ownProvider),
  grant('Action', ['nav-office', 'county-unit'], 'viewer', ['read'], counterpart),
  grant('Action', ['nav-office', 'county-unit'], 'member', ['create', 'update'], counterpart),

  // What one is told, and how.
  grant('Notification', 'everybody', 'viewer', ['read', 'update'], ownInOrganisation),
  grant('NotificationChoice', 'everybody', 'viewer', ['read', 'update'], ownInOrganisation),

  // Benchlearning: a provider writes, its association reviews, every member reads.
  grant('Practice', 'everybody', 'viewer', ['read'], published),
  grant('Practice', 'everybody', 'member', ['ask'], published),
  grant('Practice', ['provider'], 'member', ['adopt'], published),
  grant('Practice', ['provider'], 'viewer', ['read'], ownProvider),
  grant('Practice', ['provider'], 'member', ['create', 'update'], ownProvider),
  grant('Practice', ['provider'], 'manager', ['submit', 'withdraw'], ownProvider),
  grant('Practice', ['association'], 'viewer', ['read'], handedInByIts),
  grant('Practice', ['association'], 'manager', ['publish', 'return'], handedInByIts),
  grant('Practice', ['operator'], 'viewer', ['read'], handedIn),
  grant('Practice', ['operator'], 'manager', ['publish', 'return'], handedIn),
  grant('PracticeQuestion', 'everybody', 'viewer', ['read'], () => ({ state: 'answered' })),
  grant('PracticeQuestion', 'everybody', 'viewer', ['read'], ownOrganisation),
  grant('PracticeQuestion', ['provider'], 'viewer', ['read'], ownProvider),
  grant('PracticeQuestion', ['provider'], 'member', ['answer'], ownProvider),
  grant('PracticeAdoption', ['provider'], 'viewer', ['read'], ownProvider),
  grant('PracticeAdoption', ['provider'], 'member', ['update', 'delete'], ownProvider),

  // Who did what: an organisation's managers read what was done by it and to it.
  grant('AuditEntry', 'everybody', 'manager', ['read'], ownOrganisation),
  grant('AuditEntry', 'everybody', 'manager', ['read'], concerned),
];

/** The allow-rules of one viewer, as plain data that can be sent to the browser. A token for reading gets no other. */
export function rulesFor(viewer: Viewer): Rule[] {
  const isOne = (who: Grant['who']) =>
    who === 'everybody' || who.includes(viewer.organisationKind) || (viewer.isOperator && who.includes('operator'));
  return GRANTS.filter((given) => isOne(given.who) && isAtLeast(viewer.role, given.as)).flatMap((given): Rule[] => {
    const action = viewer.scope === 'read' ? given.may.filter((name) => name === 'read') : [...given.may];
    if (action.length === 0) return [];
    const { subject } = given;
    return [given.where ? { action, subject, conditions: given.where(viewer) } : { action, subject }];
  });
}

/**
 * What one viewer may do. Ask with the row, `ability.can('agree', rowOf('LocalTarget', target))`; with a bare subject
 * name the answer is only whether some row could qualify. Nobody who is signed out may anything.
 */
export function defineAbilityFor(viewer: Viewer | null): AppAbility {
  return createMongoAbility<AppAbility>(viewer ? rulesFor(viewer) : []);
}

/** The row, marked as one of its subject, for `ability.can`. The row itself is left as it is. */
export function rowOf<S extends SubjectName>(name: S, row: object): Row & ForcedSubject<S> {
  const copy: Row = { ...row };
  return subject(name, copy);
}

/** Names of the actions that the viewer may do to this row, for hints in the web client. */
export function actionsOn<S extends SubjectName>(ability: AppAbility, name: S, row: object): ActionOn<S>[] {
  const marked = rowOf(name, row);
  const actions: readonly ActionOn<S>[] = ACTIONS[name];
  return actions.filter((action) => ability.can(action, marked));
}
