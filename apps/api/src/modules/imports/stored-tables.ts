import type { TableName, TableRows } from '@batt/domain/data-files/rows';
import { formatDay } from '@batt/domain/periods';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';

type Sql = RawBuilder<unknown>;
/** The row under this name in the query: `t` as it is stored, `g` as it is given. */
type Alias = 't' | 'g';

interface Column<Row> {
  name: string;
  type: 'text' | 'integer' | 'smallint' | 'double precision' | 'boolean' | 'date';
  value: (row: Row, officeIds: ReadonlyMap<string, number>) => unknown;
}

/** How the rows of a data file are kept, and what of them belongs to a year. */
export interface StoredTable<Row> {
  table: string;
  columns: Column<Row>[];
  /** What makes a row the same row, beside the provider. */
  key: string[];
  /** Whether the row bears on the figures of a year, and with which of its values. */
  bearing: { on: (row: Alias, year: Sql) => Sql; values: (row: Alias, year: Sql) => Sql };
  /** No locked year can hold the rows still. */
  isNeverLocked?: boolean;
  /** Which stored rows are "all of this year" when a year is replaced. None: they are only ever added to. */
  ofYear?: (year: Sql) => Sql;
  /** Rows that name a participation need it to be there. */
  needsParticipation?: boolean;
  /** Tables whose rows go with the row that they name. */
  children?: ('externalPlacements' | 'followUps')[];
}

const column = (row: Alias, name: string) => sql.ref(`${row}.${name}`);
const starts = (year: Sql) => sql`make_date(${year}, 1, 1)`;
const ends = (year: Sql) => sql`make_date(${year}, 12, 31)`;
const date = (value: number | null) => (value === null ? null : formatDay(value));

const participationId: Column<{ participationId: string }> = {
  name: 'participation_id',
  type: 'text',
  value: (row) => row.participationId,
};
const year: Column<{ year: number }> = { name: 'year', type: 'integer', value: (row) => row.year };
const programme: Column<{ programme: string | null }> = {
  name: 'programme',
  type: 'text',
  value: (row) => row.programme,
};

/** For rows that carry the year in a column of their own. */
const byYear = (...values: string[]) => ({
  bearing: {
    on: (row: Alias, year: Sql) => sql`${column(row, 'year')} = ${year}`,
    values: (row: Alias) => sql`row(${sql.join(values.map((name) => column(row, name)))})`,
  },
});
const ofYear = (year: Sql) => sql`t.year = ${year}`;
const overlaps = (year: Sql) =>
  sql`t.start_date <= ${ends(year)} and coalesce(t.end_date, 'infinity') >= ${starts(year)}`;

/**
 * Training has no entry: its rows have no key (two rows for one day are two trainings) and are stored by a rule of their own.
 *
 * `bearing` is what a locked year guards. A participation that runs on from a locked year may still end, find work or get a
 * placement later: the locked figures know nothing of that. What they do know of it may not change.
 */
export const STORED: { [Name in Exclude<TableName, 'staffTraining'>]: StoredTable<TableRows[Name]> } = {
  participations: {
    table: 'participation',
    columns: [
      participationId,
      programme,
      {
        name: 'nav_office_id',
        type: 'integer',
        value: (row, offices) => row.navOffice && (offices.get(row.navOffice) ?? null),
      },
      { name: 'start_date', type: 'date', value: (row) => date(row.startDate) },
      { name: 'end_date', type: 'date', value: (row) => date(row.endDate) },
      { name: 'end_reason', type: 'text', value: (row) => row.endReason },
      { name: 'first_workday', type: 'date', value: (row) => date(row.firstWorkday) },
      { name: 'employed_date', type: 'date', value: (row) => date(row.employedDate) },
      { name: 'formal_qualification', type: 'text', value: (row) => row.formalQualification },
      { name: 'gender', type: 'text', value: (row) => row.gender },
      { name: 'birth_year', type: 'smallint', value: (row) => row.birthYear },
      { name: 'work_ability', type: 'text', value: (row) => row.workAbility },
      { name: 'basic_skills', type: 'text', value: (row) => row.basicSkills },
      { name: 'minority_background', type: 'boolean', value: (row) => row.minorityBackground },
    ],
    key: ['participation_id'],
    bearing: {
      // A first workday or a job after the end counts in its own year.
      on: (
        row,
        year,
      ) => sql`${column(row, 'start_date')} <= ${ends(year)} and (${column(row, 'end_date')} is null or greatest(
        ${column(row, 'end_date')}, ${column(row, 'first_workday')}, ${column(row, 'employed_date')}) >= ${starts(year)})`,
      values: (row, year) => {
        const until = (name: string, when = name) =>
          sql`case when ${column(row, when)} <= ${ends(year)} then ${column(row, name)} end`;
        const always = [
          'programme',
          'nav_office_id',
          'start_date',
          'gender',
          'birth_year',
          'work_ability',
          'basic_skills',
        ];
        return sql`row(${sql.join([
          ...[...always, 'minority_background'].map((name) => column(row, name)),
          until('end_date'),
          until('end_reason', 'end_date'),
          until('formal_qualification', 'end_date'),
          until('first_workday'),
          until('employed_date'),
        ])})`;
      },
    },
    ofYear: overlaps,
    children: ['externalPlacements', 'followUps'],
  },
  externalPlacements: {
    table: 'external_placement',
    columns: [
      participationId,
      { name: 'partner', type: 'text', value: (row) => row.partner },
      { name: 'start_date', type: 'date', value: (row) => date(row.startDate) },
      { name: 'end_date', type: 'date', value: (row) => date(row.endDate) },
      { name: 'followed_up', type: 'boolean', value: (row) => row.followedUp },
    ],
    key: ['participation_id', 'partner', 'start_date'],
    bearing: {
      on: (row, year) => sql`${column(row, 'start_date')} <= ${ends(year)}
        and coalesce(${column(row, 'end_date')}, 'infinity') >= ${starts(year)}`,
      values: (row, year) => sql`row(${column(row, 'followed_up')},
        case when ${column(row, 'end_date')} <= ${ends(year)} then ${column(row, 'end_date')} end)`,
    },
    ofYear: overlaps,
    needsParticipation: true,
  },
  placementPartners: {
    table: 'placement_partner',
    columns: [
      { name: 'partner', type: 'text', value: (row) => row.partner },
      { name: 'agreement_date', type: 'date', value: (row) => date(row.agreementDate) },
      { name: 'last_used_date', type: 'date', value: (row) => date(row.lastUsedDate) },
    ],
    key: ['partner'],
    bearing: {
      on: (row, year) => sql`${column(row, 'last_used_date')} between ${starts(year)} and ${ends(year)}`,
      values: (row) => sql`row(${column(row, 'agreement_date')}, ${column(row, 'last_used_date')})`,
    },
    // The list is as it stands today: a partner used last year and used again has moved on, and every year replaces it all.
    isNeverLocked: true,
    ofYear: () => sql`true`,
  },
  healthChecklist: {
    table: 'health_answer',
    columns: [
      year,
      programme,
      { name: 'question', type: 'smallint', value: (row) => row.question },
      { name: 'answer', type: 'boolean', value: (row) => row.answer },
    ],
    key: ['year', 'programme', 'question'],
    ...byYear('answer'),
    ofYear,
  },
  followUps: {
    table: 'follow_up',
    columns: [
      participationId,
      { name: 'date', type: 'date', value: (row) => date(row.date) },
      { name: 'situation', type: 'text', value: (row) => row.situation },
    ],
    key: ['participation_id', 'date'],
    bearing: {
      on: (row, year) => sql`${column(row, 'date')} between ${starts(year)} and ${ends(year)}`,
      values: (row) => sql`row(${column(row, 'situation')})`,
    },
    needsParticipation: true,
  },
  surveyCoverage: {
    table: 'survey_coverage',
    columns: [
      { name: 'survey', type: 'text', value: (row) => row.survey },
      programme,
      year,
      { name: 'entitled', type: 'integer', value: (row) => row.entitled },
      { name: 'offered', type: 'integer', value: (row) => row.offered },
    ],
    key: ['survey', 'programme', 'year'],
    ...byYear('entitled', 'offered'),
  },
  indicatorValues: {
    table: 'indicator_value',
    columns: [
      { name: 'indicator', type: 'text', value: (row) => row.indicator },
      programme,
      year,
      { name: 'numerator', type: 'double precision', value: (row) => row.numerator },
      { name: 'denominator', type: 'double precision', value: (row) => row.denominator },
    ],
    key: ['indicator', 'programme', 'year'],
    ...byYear('numerator', 'denominator'),
  },
  surveyAnswers: {
    table: 'survey_answer',
    columns: [
      { name: 'survey', type: 'text', value: (row) => row.survey },
      programme,
      year,
      { name: 'response_id', type: 'text', value: (row) => row.responseId },
      { name: 'question', type: 'smallint', value: (row) => row.question },
      { name: 'answer', type: 'smallint', value: (row) => row.answer },
    ],
    key: ['survey', 'year', 'response_id', 'question'],
    ...byYear('programme', 'answer'),
    ofYear,
  },
};
