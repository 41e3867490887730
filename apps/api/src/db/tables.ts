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
  programme: string;
  suits: Suits;
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
  best: JSONColumnType<BestFigure[]>;
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

interface ThreadTable {
  id: Generated<string>;
  providerId: number;
  counterpartId: number;
  subject: string;
  indicator: Optional<string>;
  programme: Optional<string>;
  year: Optional<number>;
  createdBy: string;
  createdAt: DefaultInstant;
  updatedAt: DefaultInstant;
  resolvedAt: OptionalInstant;
  resolvedByName: Optional<string>;
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
}

interface ThreadReadTable {
  threadId: string;
  personId: string;
  seq: number;
}

interface ActionTable {
  id: Generated<string>;
  threadId: string;
  providerId: number;
  counterpartId: number;
  title: string;
  ownerOrganisationId: number;
  ownerName: Optional<string>;
  dueDate: Optional<DateText>;
  state: Generated<'proposed' | 'accepted' | 'done' | 'dropped'>;
  createdAt: DefaultInstant;
  updatedAt: DefaultInstant;
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
  generalTarget: GeneralTargetTable;
  localTarget: LocalTargetTable;
  targetStep: TargetStepTable;
  thread: ThreadTable;
  comment: CommentTable;
  threadRead: ThreadReadTable;
  action: ActionTable;
  auditEntry: AuditEntryTable;
}
