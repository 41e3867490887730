import { CATALOGUE } from '../indicators/catalogue.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import { formatDay } from '../periods.ts';
import type { ErrorParams } from '../errors.ts';
import {
  code,
  count,
  day,
  digit,
  number,
  organisationNumber,
  text,
  unitNumber,
  whole,
  year,
  yesNo,
  zeroOrMore,
} from './cells.ts';
import type { Kind } from './cells.ts';
import type { DataErrorCode } from './data-errors.ts';
import { END_REASONS, FORMAL_QUALIFICATIONS, GENDERS, LEVELS, PROGRAMMES, SURVEYS } from './rows.ts';
import type { TableName, TableRows } from './rows.ts';

/** What the files are checked against beyond themselves. `check` and `calculate` know no register, `import` does. */
export interface ReadOptions {
  /** Codes of the programmes that exist; the six of the report when left out. */
  programmes?: readonly string[];
  /** The indicators that exist. When left out only the catalogue is known, and any other indicator's values pass. */
  indicators?: readonly Pick<IndicatorDefinition, 'code' | 'scope'>[];
  register?: {
    /** The providers that one may report for. */
    providers: ReadonlySet<string>;
    navOffices: ReadonlySet<string>;
    /** Ids of the participations that the database has, by provider. */
    participations: ReadonlyMap<string, ReadonlySet<string>>;
  };
}

export interface Column<T> {
  kind: Kind<NonNullable<T>>;
  required: boolean;
}

/** A row while it is checked: a field is undefined where its cell was wrong or its required column is missing. */
export type Checked<Row> = { -readonly [Field in keyof Row]?: Row[Field] };
export type Tell<Row> = (column: keyof Row & string, code: DataErrorCode, params?: ErrorParams) => void;

/** Whether an earlier row of the files, or the register, has this participation. */
export type HasParticipation = (provider: string, participationId: string) => boolean;

/** One data file: its columns in canonical order, what makes a row the same row, and what holds between its cells. */
export interface Table<Row> {
  file: string;
  columns: { readonly [Field in keyof Row]: Column<Row[Field]> };
  /** Empty where the same row may come twice. */
  key: readonly (keyof Row & string)[];
  /** Made anew for each reading, so that it can remember earlier rows. It may settle a cell that others give meaning to. */
  rules?: (hasParticipation: HasParticipation) => (row: Checked<Row>, tell: Tell<Row>) => void;
}

export type Tables = { [Name in TableName]: Table<TableRows[Name]> };

const required = <T>(kind: Kind<NonNullable<T>>): Column<T> => ({ kind, required: true });
const optional = <T>(kind: Kind<T & {}>): Column<T | null> => ({ kind, required: false });

/** The name that a field has in the header: `startDate` is `start_date`. */
export const headerOf = (field: string) => field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

// An answer's scale depends on survey and question, so words for yes and no are kept apart until the row is whole.
const NO_WORD = -2;
const YES_WORD = -1;
const NO_ANSWER = -3;
const anyAnswer: Kind<number> = {
  parse(cell) {
    const value = digit(cell) ?? number.parse(cell);
    if (value !== undefined && value >= 0 && value <= 7 && Number.isInteger(value)) return value;
    const word = yesNo.parse(cell);
    return word === undefined ? NO_ANSWER : word ? YES_WORD : NO_WORD;
  },
  format: String,
  error: 'off-scale',
};

/** The nine data files (interfaces.md section 1 of the design), participations first because others refer to them. */
export function dataTables({ programmes = PROGRAMMES, indicators, register }: ReadOptions = {}): Tables {
  const provider = required<string>(
    register
      ? {
          ...organisationNumber,
          parse: (cell) => (register.providers.has(cell) ? cell : undefined),
          error: 'unknown-provider',
        }
      : organisationNumber,
  );
  const navOffice = register
    ? {
        ...unitNumber,
        parse: (cell: string) => (register.navOffices.has(cell) ? cell : undefined),
        error: 'unknown-nav-office' as const,
      }
    : unitNumber;
  const programme = code(programmes);
  const scopes = new Map((indicators ?? CATALOGUE).map((definition) => [definition.code, definition.scope]));
  const indicator: Kind<string> = indicators
    ? code(indicators.map((definition) => definition.code))
    : { ...text, parse: (cell) => text.parse(cell)?.toLowerCase() };

  return {
    participations: {
      file: 'participations.csv',
      columns: {
        provider,
        participationId: required(text),
        programme: required(programme),
        navOffice: optional(navOffice),
        startDate: required(day),
        endDate: optional(day),
        endReason: optional(code(END_REASONS)),
        firstWorkday: optional(day),
        employedDate: optional(day),
        formalQualification: optional(code([...FORMAL_QUALIFICATIONS, 'none'])),
        gender: optional(code<string>(GENDERS)),
        birthYear: optional(year),
        workAbility: optional(code<string>(LEVELS)),
        basicSkills: optional(code<string>(LEVELS)),
        minorityBackground: optional(yesNo),
      },
      key: ['provider', 'participationId'],
      rules: () => (row, tell) => {
        if (row.endDate === null && typeof row.endReason === 'string') tell('endReason', 'end-reason-without-end-date');
        if (typeof row.endDate === 'number' && row.endReason === null) tell('endReason', 'end-reason-missing');
        notBeforeStart(row.startDate, row.endDate, 'endDate', tell);
        notBeforeStart(row.startDate, row.firstWorkday, 'firstWorkday', tell);
        notBeforeStart(row.startDate, row.employedDate, 'employedDate', tell);
      },
    },
    externalPlacements: {
      file: 'external_placements.csv',
      columns: {
        provider,
        participationId: required(text),
        partner: required(text),
        startDate: required(day),
        endDate: optional(day),
        followedUp: required(yesNo),
      },
      key: ['provider', 'participationId', 'partner', 'startDate'],
      rules: (hasParticipation) => (row, tell) => {
        mustHaveParticipation(row, hasParticipation, tell);
        notBeforeStart(row.startDate, row.endDate, 'endDate', tell);
      },
    },
    placementPartners: {
      file: 'placement_partners.csv',
      columns: { provider, partner: required(text), agreementDate: optional(day), lastUsedDate: optional(day) },
      key: ['provider', 'partner'],
    },
    staffTraining: {
      file: 'staff_training.csv',
      columns: {
        provider,
        staffId: required(text),
        inRehabilitation: required(yesNo),
        date: required(day),
        hours: required(zeroOrMore),
      },
      key: [],
    },
    healthChecklist: {
      file: 'health_checklist.csv',
      columns: {
        provider,
        year: required(year),
        programme: optional(programme),
        question: required(whole(1, 6)),
        answer: required(yesNo),
      },
      key: ['provider', 'year', 'programme', 'question'],
      rules: () => (row, tell) => {
        if (row.question === undefined) return;
        if (row.question <= 4 && typeof row.programme === 'string') tell('programme', 'programme-not-allowed');
        if (row.question > 4 && row.programme === null) tell('programme', 'programme-missing');
      },
    },
    followUps: {
      file: 'follow_ups.csv',
      columns: {
        provider,
        participationId: required(text),
        date: required(day),
        situation: required(code([...END_REASONS, 'unknown'])),
      },
      key: ['provider', 'participationId', 'date'],
      rules: (hasParticipation) => (row, tell) => mustHaveParticipation(row, hasParticipation, tell),
    },
    surveyCoverage: {
      file: 'survey_coverage.csv',
      columns: {
        survey: required(code(SURVEYS)),
        provider,
        programme: optional(programme),
        year: required(year),
        entitled: required(count),
        offered: required(count),
      },
      key: ['survey', 'provider', 'programme', 'year'],
    },
    indicatorValues: {
      file: 'indicator_values.csv',
      columns: {
        provider,
        indicator: required(indicator),
        programme: optional(programme),
        year: required(year),
        numerator: required(number),
        denominator: optional(number),
      },
      key: ['provider', 'indicator', 'programme', 'year'],
      rules: () => (row, tell) => {
        const needsProgramme = row.indicator !== undefined && scopes.get(row.indicator) === 'programme';
        if (needsProgramme && row.programme === null) tell('programme', 'programme-missing');
      },
    },
    surveyAnswers: {
      file: 'survey_answers.csv',
      columns: {
        survey: required(code(SURVEYS)),
        provider,
        programme: optional(programme),
        year: required(year),
        responseId: required(text),
        question: required(whole(1, 9)),
        answer: required(anyAnswer),
      },
      key: ['survey', 'provider', 'year', 'responseId', 'question'],
      rules: () => {
        const sameProgramme = oneProgrammeAResponse();
        return (row, tell) => {
          if (row.survey === 'participant') {
            if (row.programme === null) tell('programme', 'programme-missing');
            else sameProgramme(row, tell);
          } else if (row.survey !== undefined && typeof row.programme === 'string') {
            tell('programme', 'programme-not-allowed');
          }
          settleAnswer(row, tell);
        };
      },
    },
  };
}

function notBeforeStart<Field extends string>(
  start: number | undefined,
  date: number | null | undefined,
  field: Field,
  tell: (column: Field, code: DataErrorCode, params: ErrorParams) => void,
) {
  if (start !== undefined && typeof date === 'number' && date < start) {
    tell(field, 'before-start', { start: formatDay(start) });
  }
}

function mustHaveParticipation(
  { provider, participationId }: { provider?: string; participationId?: string },
  hasParticipation: HasParticipation,
  tell: (column: 'participationId', code: DataErrorCode) => void,
) {
  if (provider === undefined || participationId === undefined || hasParticipation(provider, participationId)) return;
  tell('participationId', 'no-participation');
}

/** All answers of one participant are about one programme; a row with another one than the first is told. */
function oneProgrammeAResponse() {
  const programmes = new Map<string, string>();
  let last: Checked<TableRows['surveyAnswers']> = {};
  return (row: Checked<TableRows['surveyAnswers']>, tell: Tell<TableRows['surveyAnswers']>) => {
    const { provider, year, responseId, programme } = row;
    if (provider === undefined || year === undefined || responseId === undefined || typeof programme !== 'string')
      return;
    const isNext =
      responseId === last.responseId &&
      programme === last.programme &&
      provider === last.provider &&
      year === last.year;
    if (isNext) return;
    const response = `${provider} ${year} ${responseId}`;
    const first = programmes.get(response);
    if (first === undefined) programmes.set(response, programme);
    if (first === undefined || first === programme) last = row;
    else tell('programme', 'two-programmes', { programme: first });
  };
}

function settleAnswer(row: Checked<TableRows['surveyAnswers']>, tell: Tell<TableRows['surveyAnswers']>) {
  const { survey, question, answer } = row;
  if (answer === undefined) return;
  const isScaleUnknown = survey === undefined || (survey === 'participant' && question === undefined);
  if (isScaleUnknown) {
    if (answer === NO_ANSWER) tell('answer', 'off-scale', { low: 1, high: 7 });
  } else if (survey === 'participant' && question === 9) {
    if (answer === YES_WORD || answer === 1) row.answer = 1;
    else if (answer === NO_WORD || answer === 0) row.answer = 0;
    else tell('answer', 'not-yes-or-no');
  } else {
    const high = survey === 'nav' ? 7 : 6;
    if (answer < 1 || answer > high) tell('answer', 'off-scale', { low: 1, high });
  }
}
