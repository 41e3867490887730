import type { AgendaPoint } from '@batt/domain/meetings/agenda';
import type { Delivery, NoticeDetails, Topic } from '@batt/domain/notifications/kinds';
import type { Verdict } from '@batt/domain/benchmarks/compare';
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';

/** A calendar day as `YYYY-MM-DD`; PostgreSQL's `date`, never a JavaScript Date. */
export type DateText = string;

/** An instant: read as a Date, written as a Date or an ISO 8601 text. */
type Instant = ColumnType<Date, Date | string, Date | string>;
type OptionalInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type DefaultInstant = ColumnType<Date, Date | string | undefined, Date | string>;

/** A column that may be null and need not be given. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** The texts of one idea in the platform's three languages. */
export interface Names {
  nb: string;
  nn: string;
  en: string;
}

export type OrganisationKind = 'provider' | 'nav-office' | 'county-unit' | 'directorate' | 'association';
export type Role = 'manager' | 'member' | 'viewer';
export type YearState = 'open' | 'closed' | 'published';
export type ReportState = 'draft' | 'submitted' | 'locked' | 'reopened';
export type SurveyKind = 'nav' | 'participant' | 'employee';
export type Suits = 'yes' | 'no' | 'undecided';

/** How the rows of one data file changed in an import. */
export interface FileCounts {
  added: number;
  changed: number;
  unchanged: number;
  removed: number;
}

/** One of the best five of a benchmark; public to every member. */
export interface BestFigure {
  providerId: number;
  provider: string;
  name: string;
  value: number;
  rank: number;
  rankLow: number | null;
  rankHigh: number | null;
  topThree: number | null;
  topFive: number | null;
}

export type ThreadAbout = 'figure' | 'target' | 'survey-theme' | 'other';

/** Whom a comment calls on: one person, or a whole organisation. */
export interface Mention {
  organisationId: number;
  /** None for the whole organisation. */
  personId: string | null;
  /** As they were called then. */
  name: string;
}

/** A provider's own published figure that a practice of it shows. */
export interface PracticeEvidence {
  indicator: string;
  programme: string | null;
  year: number;
  value: number;
  n: number | null;
  mean: number | null;
  verdict: Verdict;
}

interface OrganisationTable {
  id: GeneratedAlways<number>;
  kind: OrganisationKind;
  number: string;
  name: string;
  countyUnitId: Optional<number>;
  isOperator: Generated<boolean>;
  validFrom: Generated<DateText>;
  validTo: Optional<DateText>;
  successorId: Optional<number>;
}

interface ProviderAssociationTable {
  providerId: number;
  associationId: number;
}

interface PersonTable {
  id: Generated<string>;
  email: string;
  name: string;
  locale: Generated<'nb' | 'nn' | 'en'>;
  suspendedAt: OptionalInstant;
  createdAt: DefaultInstant;
}

interface IdentityTable {
  issuer: string;
  subject: string;
  personId: string;
}

interface InvitationTable {
  codeHash: Buffer;
  personId: string;
  expiresAt: Instant;
  usedAt: OptionalInstant;
}

interface MembershipTable {
  id: Generated<string>;
  personId: string;
  organisationId: number;
  role: Role;
  createdAt: DefaultInstant;
  endedAt: OptionalInstant;
}

interface SessionTable {
  idHash: Buffer;
  personId: string;
  organisationId: number;
  createdAt: DefaultInstant;
  seenAt: DefaultInstant;
  expiresAt: Instant;
  idToken: Optional<string>;
}

interface ApiTokenTable {
  id: Generated<string>;
  personId: string;
  organisationId: number;
  tokenHash: Buffer;
  scope: 'read' | 'write';
  createdAt: DefaultInstant;
  expiresAt: Instant;
  revokedAt: OptionalInstant;
  usedAt: OptionalInstant;
}

interface ProgrammeTable {
  code: string;
  names: JSONColumnType<Names>;
  longRunning: Generated<boolean>;
  sortOrder: number;
  validFrom: Optional<DateText>;
  validTo: Optional<DateText>;
  successorCode: Optional<string>;
}

interface AgreementTable {
  id: Generated<string>;
  navOfficeId: number;
  providerId: number;
  programme: string;
  validFrom: DateText;
  validTo: Optional<DateText>;
  /** The other office's agreement that this one buys through. */
  throughId: Optional<string>;
  /** That other office. */
  throughOfficeId: Optional<number>;
}

interface IndicatorDefinitionTable {
  code: string;
  version: number;
  fromYear: number;
  sortOrder: number;
  definition: JSONColumnType<object>;
}

interface MeasurementYearTable {
  year: number;
  state: Generated<YearState>;
  deadline: Instant;
  closedAt: OptionalInstant;
  revision: Optional<number>;
}

interface SuitabilityTable {
  indicator: string;
  programme: Optional<string>;
  suits: Suits;
  decidedByName: Generated<string>;
  decidedAt: DefaultInstant;
}

interface ReportTable {
  providerId: number;
  year: number;
  state: Generated<ReportState>;
  deadline: OptionalInstant;
  submittedAt: OptionalInstant;
  submittedBy: Optional<string>;
  late: Generated<boolean>;
  reopenedReason: Optional<string>;
  updatedAt: DefaultInstant;
}

interface ParticipationTable {
  providerId: number;
  participationId: string;
  programme: string;
  navOfficeId: Optional<number>;
  startDate: DateText;
  endDate: Optional<DateText>;
  endReason: Optional<string>;
  firstWorkday: Optional<DateText>;
  employedDate: Optional<DateText>;
  formalQualification: Optional<string>;
  gender: Optional<string>;
  birthYear: Optional<number>;
  workAbility: Optional<string>;
  basicSkills: Optional<string>;
  minorityBackground: Optional<boolean>;
}

interface ExternalPlacementTable {
  providerId: number;
  participationId: string;
  partner: string;
  startDate: DateText;
  endDate: Optional<DateText>;
  followedUp: boolean;
}

interface PlacementPartnerTable {
  providerId: number;
  partner: string;
  agreementDate: Optional<DateText>;
  lastUsedDate: Optional<DateText>;
}

interface StaffTrainingTable {
  id: GeneratedAlways<number>;
  providerId: number;
  staffId: string;
  inRehabilitation: boolean;
  date: DateText;
  hours: number;
}

interface HealthAnswerTable {
  providerId: number;
  year: number;
  programme: Optional<string>;
  question: number;
  answer: boolean;
}

interface FollowUpTable {
  providerId: number;
  participationId: string;
  date: DateText;
  situation: string;
}

interface SurveyCoverageTable {
  survey: SurveyKind;
  providerId: number;
  programme: Optional<string>;
  year: number;
  entitled: number;
  offered: number;
}

interface IndicatorValueTable {
  providerId: number;
  indicator: string;
  programme: Optional<string>;
  year: number;
  numerator: number;
  denominator: Optional<number>;
}

interface SurveyAnswerTable {
  providerId: number;
  survey: SurveyKind;
  programme: Optional<string>;
  year: number;
  responseId: string;
  question: number;
  answer: number;
}

interface SurveyCountTable {
  providerId: number;
  survey: SurveyKind;
  programme: Optional<string>;
  year: number;
  question: number;
  answer: number;
  answers: number;
}

interface UploadedFileTable {
  id: Generated<string>;
  organisationId: number;
  personId: string;
  name: string;
  bytes: Buffer;
  createdAt: DefaultInstant;
}

interface ImportTable {
  id: Generated<string>;
  providerId: number;
  personId: string;
  personName: string;
  importedAt: DefaultInstant;
  files: string[];
  counts: JSONColumnType<Record<string, FileCounts>>;
}

interface PublicationTable {
  year: number;
  revision: number;
  publishedAt: DefaultInstant;
  publishedBy: Optional<string>;
  publishedByName: string;
  reason: Optional<string>;
}

interface ResultTable {
  year: number;
  revision: number;
  providerId: number;
  programme: Optional<string>;
  indicator: string;
  indicatorVersion: number;
  status: 'ok' | 'no-data';
  value: Optional<number>;
  numerator: Optional<number>;
  denominator: Optional<number>;
  n: number;
  ss: Optional<number>;
  sc: Optional<number>;
  cc: Optional<number>;
  low: Optional<number>;
  high: Optional<number>;
  breakdown: JSONColumnType<Record<string, number> | null, string | null | undefined, string | null>;
  hiddenFromOwner: Generated<boolean>;
}

interface FigureTable {
  year: number;
  revision: number;
  providerId: number;
  countyUnitId: number;
  programme: Optional<string>;
  indicator: string;
  indicatorVersion: number;
  status: 'ok' | 'no-data' | 'suppressed';
  suppression: Optional<'primary' | 'complementary'>;
  value: Optional<number>;
  numerator: Optional<number>;
  denominator: Optional<number>;
  n: Optional<number>;
  low: Optional<number>;
  high: Optional<number>;
  low998: Optional<number>;
  high998: Optional<number>;
  rank: Optional<number>;
  shared: Generated<boolean>;
  position: Optional<number>;
  verdict: string;
  /** Count per code; null where a cell is hidden. */
  breakdown: JSONColumnType<Record<string, number | null> | null, string | null | undefined, string | null>;
  rankLow: Optional<number>;
  rankHigh: Optional<number>;
  areaRankLow: Optional<number>;
  areaRankHigh: Optional<number>;
  topThree: Optional<number>;
  topFive: Optional<number>;
  shrunken: Optional<number>;
  expected: Optional<number>;
  peerMean: Optional<number>;
  peerProviders: Optional<number>;
  perHundred: Optional<number>;
}

interface BenchmarkTable {
  year: number;
  revision: number;
  programme: Optional<string>;
  indicator: string;
  areaId: Optional<number>;
  mean: Optional<number>;
  plainMean: Optional<number>;
  median: Optional<number>;
  q1: Optional<number>;
  q3: Optional<number>;
  min: Optional<number>;
  max: Optional<number>;
  numerator: Optional<number>;
  denominator: Optional<number>;
  n: Optional<number>;
  providers: number;
  ranked: number;
  leftOut: number;
  tooFew: Generated<number>;
  linked: Generated<number>;
  noData: Generated<number>;
  best: JSONColumnType<BestFigure[]>;
  luckThree: Optional<number>;
  luckFive: Optional<number>;
  overdispersion: Optional<number>;
  personSd: Optional<number>;
}

interface PerspectiveTable {
  year: number;
  revision: number;
  providerId: number;
  countyUnitId: number;
  survey: SurveyKind;
  programme: Optional<string>;
  question: number;
  n: Optional<number>;
  value: Optional<number>;
}

interface ProviderProfileTable {
  year: number;
  revision: number;
  providerId: number;
  countyUnitId: number;
  sizeQuarter: Optional<number>;
  lowAbilityQuarter: Optional<number>;
  programmes: string[];
}

interface PeerTable {
  year: number;
  revision: number;
  providerId: number;
  countyUnitId: number;
  peerId: number;
  position: number;
  reasons: JSONColumnType<string[]>;
}

interface FavouriteTable {
  organisationId: number;
  list: string;
  providerId: number;
}

interface GeneralTargetTable {
  id: Generated<string>;
  level: 'national' | 'county';
  ownerId: number;
  indicator: string;
  programme: Optional<string>;
  year: number;
  value: Optional<number>;
  low: Optional<number>;
  high: Optional<number>;
  state: Generated<'draft' | 'published'>;
  publishedAt: OptionalInstant;
  updatedAt: DefaultInstant;
}

interface LocalTargetTable {
  id: Generated<string>;
  navOfficeId: number;
  providerId: number;
  countyUnitId: number;
  indicator: string;
  programme: Optional<string>;
  year: number;
  state: string;
  value: Optional<number>;
  low: Optional<number>;
  high: Optional<number>;
  agreedValue: Optional<number>;
  agreedLow: Optional<number>;
  agreedHigh: Optional<number>;
  agreedAt: OptionalInstant;
  round: Generated<number>;
  version: Generated<number>;
  turn: Optional<'nav-office' | 'provider'>;
  createdAt: DefaultInstant;
  updatedAt: DefaultInstant;
}

interface TargetStepTable {
  targetId: string;
  seq: number;
  navOfficeId: number;
  providerId: number;
  round: number;
  kind: string;
  organisationId: number;
  personId: string;
  personName: string;
  personRole: string;
  value: Optional<number>;
  low: Optional<number>;
  high: Optional<number>;
  grounds: Optional<string>;
  createdAt: DefaultInstant;
}

interface TargetTalkTable {
  navOfficeId: number;
  providerId: number;
  countyUnitId: number;
  year: number;
  answerBy: DateText;
  setByName: string;
  updatedAt: DefaultInstant;
}

interface TargetDraftTable {
  id: Generated<string>;
  organisationId: number;
  navOfficeId: number;
  providerId: number;
  indicator: string;
  programme: Optional<string>;
  year: number;
  kind: 'propose' | 'counter' | 'agree' | 'reopen' | 'sign';
  value: Optional<number>;
  low: Optional<number>;
  high: Optional<number>;
  grounds: Generated<string>;
  answersVersion: number;
  version: Generated<number>;
  readyAt: OptionalInstant;
  readyByName: Optional<string>;
  updatedBy: string;
  updatedByName: string;
  updatedAt: DefaultInstant;
}

interface RunningFigureTable {
  providerId: number;
  countyUnitId: number;
  programme: string;
  indicator: string;
  year: number;
  asOf: DateText;
  value: number;
  atLeast: number;
  low: Optional<number>;
  high: Optional<number>;
  expected: Optional<number>;
}

interface RunningSumTable {
  providerId: number;
  programme: string;
  indicator: string;
  year: number;
  numerator: number;
  n: number;
}

interface ThreadTable {
  id: Generated<string>;
  providerId: number;
  counterpartId: number;
  subject: string;
  about: Generated<ThreadAbout>;
  indicator: Optional<string>;
  programme: Optional<string>;
  year: Optional<number>;
  targetId: Optional<string>;
  surveyTheme: Optional<number>;
  createdBy: string;
  createdAt: DefaultInstant;
  updatedAt: DefaultInstant;
  resolvedAt: OptionalInstant;
}

interface ThreadStepTable {
  threadId: string;
  seq: number;
  providerId: number;
  counterpartId: number;
  kind: 'resolved' | 'reopened';
  organisationId: number;
  personId: string;
  personName: string;
  createdAt: DefaultInstant;
}

interface CommentTable {
  id: Generated<string>;
  threadId: string;
  providerId: number;
  counterpartId: number;
  seq: number;
  organisationId: number;
  personId: string;
  personName: string;
  body: string;
  createdAt: DefaultInstant;
  mentions: JSONColumnType<Mention[], string | undefined>;
  editedAt: OptionalInstant;
}

interface CommentEditTable {
  commentId: string;
  providerId: number;
  counterpartId: number;
  seq: number;
  body: string;
  replacedAt: DefaultInstant;
}

interface ThreadReadTable {
  threadId: string;
  personId: string;
  seq: number;
}

interface MeetingTable {
  id: Generated<string>;
  providerId: number;
  counterpartId: number;
  programme: string;
  year: number;
  heldOn: DateText;
  state: Generated<'planned' | 'held' | 'cancelled'>;
  agenda: JSONColumnType<AgendaPoint[], string | undefined>;
  minutes: Generated<string>;
  version: Generated<number>;
  endReasons: JSONColumnType<Record<string, number> | null, string | null | undefined, string | null>;
  endReasonsOpenedBy: Optional<string>;
  endReasonsOpenedAt: OptionalInstant;
  createdBy: string;
  updatedByName: string;
  createdAt: DefaultInstant;
  updatedAt: DefaultInstant;
}

interface MeetingConfirmationTable {
  meetingId: string;
  providerId: number;
  counterpartId: number;
  organisationId: number;
  version: number;
  personId: string;
  personName: string;
  confirmedAt: DefaultInstant;
}

interface ActionTable {
  id: Generated<string>;
  providerId: number;
  counterpartId: number;
  threadId: Optional<string>;
  meetingId: Optional<string>;
  title: string;
  indicator: Optional<string>;
  programme: Optional<string>;
  year: Optional<number>;
  ownerOrganisationId: number;
  ownerName: Optional<string>;
  dueDate: Optional<DateText>;
  state: Generated<'proposed' | 'accepted' | 'done' | 'dropped'>;
  doneAt: OptionalInstant;
  remindedOn: Optional<DateText>;
  createdAt: DefaultInstant;
  updatedAt: DefaultInstant;
}

interface NotificationTable {
  id: GeneratedAlways<number>;
  personId: string;
  organisationId: number;
  topic: Topic;
  kind: string;
  path: string;
  details: JSONColumnType<NoticeDetails, string | undefined>;
  thing: string;
  createdAt: DefaultInstant;
  readAt: OptionalInstant;
  mailedAt: OptionalInstant;
}

interface NotificationChoiceTable {
  personId: string;
  organisationId: number;
  topic: Topic;
  delivery: Delivery;
}

interface PracticeTable {
  id: Generated<string>;
  providerId: number;
  title: string;
  what: Generated<string>;
  why: Generated<string>;
  how: Generated<string>;
  forWhom: Generated<string>;
  state: Generated<'draft' | 'submitted' | 'returned' | 'published' | 'withdrawn'>;
  returnedReason: Optional<string>;
  reviewedByName: Optional<string>;
  publishedAt: OptionalInstant;
  evidence: JSONColumnType<PracticeEvidence[], string | undefined>;
  version: Generated<number>;
  createdAt: DefaultInstant;
  updatedAt: DefaultInstant;
}

interface PracticeIndicatorTable {
  practiceId: string;
  providerId: number;
  indicator: string;
  programme: Optional<string>;
}

interface PracticeQuestionTable {
  id: Generated<string>;
  practiceId: string;
  providerId: number;
  organisationId: number;
  personId: string;
  state: Generated<'asked' | 'answered'>;
  body: string;
  answer: Optional<string>;
  answeredAt: OptionalInstant;
  createdAt: DefaultInstant;
}

interface PracticeAdoptionTable {
  practiceId: string;
  providerId: number;
  adoptedOn: DateText;
  note: Generated<string>;
  createdAt: DefaultInstant;
}

interface AuditEntryTable {
  seq: number;
  at: Instant;
  personId: Optional<string>;
  organisationId: Optional<number>;
  concernsId: Optional<number>;
  action: string;
  subject: string;
  details: JSONColumnType<Record<string, unknown>>;
  previousHash: Buffer;
  hash: Buffer;
}

/** Every table as Kysely sees it: names in camel case, `db/migrations` has the words behind them. */
export interface Database {
  organisation: OrganisationTable;
  providerAssociation: ProviderAssociationTable;
  person: PersonTable;
  identity: IdentityTable;
  invitation: InvitationTable;
  membership: MembershipTable;
  session: SessionTable;
  apiToken: ApiTokenTable;
  programme: ProgrammeTable;
  agreement: AgreementTable;
  indicatorDefinition: IndicatorDefinitionTable;
  measurementYear: MeasurementYearTable;
  suitability: SuitabilityTable;
  report: ReportTable;
  participation: ParticipationTable;
  externalPlacement: ExternalPlacementTable;
  placementPartner: PlacementPartnerTable;
  staffTraining: StaffTrainingTable;
  healthAnswer: HealthAnswerTable;
  followUp: FollowUpTable;
  surveyCoverage: SurveyCoverageTable;
  indicatorValue: IndicatorValueTable;
  surveyAnswer: SurveyAnswerTable;
  surveyCount: SurveyCountTable;
  uploadedFile: UploadedFileTable;
  import: ImportTable;
  publication: PublicationTable;
  result: ResultTable;
  figure: FigureTable;
  benchmark: BenchmarkTable;
  perspective: PerspectiveTable;
  providerProfile: ProviderProfileTable;
  peer: PeerTable;
  favourite: FavouriteTable;
  generalTarget: GeneralTargetTable;
  localTarget: LocalTargetTable;
  targetStep: TargetStepTable;
  targetTalk: TargetTalkTable;
  targetDraft: TargetDraftTable;
  runningFigure: RunningFigureTable;
  runningSum: RunningSumTable;
  thread: ThreadTable;
  threadStep: ThreadStepTable;
  comment: CommentTable;
  commentEdit: CommentEditTable;
  threadRead: ThreadReadTable;
  meeting: MeetingTable;
  meetingConfirmation: MeetingConfirmationTable;
  action: ActionTable;
  notification: NotificationTable;
  notificationChoice: NotificationChoiceTable;
  practice: PracticeTable;
  practiceIndicator: PracticeIndicatorTable;
  practiceQuestion: PracticeQuestionTable;
  practiceAdoption: PracticeAdoptionTable;
  auditEntry: AuditEntryTable;
}
