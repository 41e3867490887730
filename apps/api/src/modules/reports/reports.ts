import { rowOf } from '@batt/domain/access/ability';
import { FEWEST } from '@batt/domain/benchmarks/compare';
import type { DataTables, TableName } from '@batt/domain/data-files/rows';
import { emptyTables } from '@batt/domain/data-files/rows';
import { dataTables } from '@batt/domain/data-files/tables';
import { ConflictError, ForbiddenError, NotFoundError, ValidationError } from '@batt/domain/errors';
import { deadlineOf } from '@batt/domain/periods';
import type { RawBuilder, Selectable, Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database, ReportState } from '../../db/tables.ts';
import type { Page } from '../../page.ts';
import { cutPage } from '../../page.ts';
import { audit } from '../audit/audit.ts';
import { tell } from '../notifications/notifications.ts';
import { ownName } from '../organisations/organisations.ts';

export type YearRow = Selectable<Database['measurementYear']>;

/** A provider's report for a year; `not-started` stands for a report that has no row yet. */
export interface ReportRow {
  providerId: number;
  provider: string;
  name: string;
  year: number;
  state: ReportState | 'not-started';
  /** The provider's own deadline, or the year's. */
  deadline: Date;
  submittedAt: Date | null;
  late: boolean;
  reopenedReason: string | null;
}

// Years --------------------------------------------------------------------------------------------------------------

/** Measurement years, newest first. */
export async function listYears(context: Context): Promise<YearRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('measurementYear')
      .selectAll()
      .where(accessibleBy(context.ability, 'read', 'MeasurementYear'))
      .orderBy('year', 'desc')
      .execute(),
  );
}

export async function findYears(context: Context, years: number[]): Promise<YearRow[]> {
  return (await listYears(context)).filter(({ year }) => years.includes(year));
}

/** How many reports are in for the year, of how many, in the whole nation; who is missing is not told. */
export async function countReports(
  context: Context,
  year: number,
): Promise<{ expected: number; reported: number; late: number }> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const { rows } = await sql<{ expected: number; reported: number; late: number }>`
      select coalesce(sum(expected), 0)::integer as expected, coalesce(sum(reported), 0)::integer as reported,
        coalesce(sum(late), 0)::integer as late
      from app.report_counts(${year})`.execute(trx);
    return rows[0] ?? { expected: 0, reported: 0, late: 0 };
  });
}

/** Opens a year for reporting. @param deadline the first instant that is too late; 16 January when left out. */
export async function openYear(
  context: Context,
  { year, deadline }: { year: number; deadline?: Date | null },
): Promise<YearRow> {
  if (!context.ability.can('create', 'MeasurementYear')) throw mayNot('open a measurement year');
  const due = deadline ?? deadlineOf(year);
  if (due <= new Date(Date.UTC(year, 0, 1))) {
    throw new ValidationError('deadline-too-early', 'The deadline lies before the year.', [
      { path: 'deadline', code: 'too-early', message: 'The deadline lies before the year.' },
    ]);
  }
  return asViewer(context.db, context.viewer, async (trx) => {
    const opened = await trx
      .insertInto('measurementYear')
      .values({ year, deadline: due })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!opened) throw new ConflictError('year-exists', `The measurement year ${year} is there already.`, { year });
    await audit(trx, { action: 'open-year', subject: `year ${year}`, details: { deadline: due.toISOString() } });
    return opened;
  });
}

/** Ends ordinary reporting. Late reports are still taken, and marked late. */
export async function closeYear(context: Context, { year }: { year: number }): Promise<YearRow> {
  if (!context.ability.can('close', 'MeasurementYear')) throw mayNot('close a measurement year');
  return asViewer(context.db, context.viewer, async (trx) => {
    const { state } = await yearRow(trx, year);
    if (state !== 'open')
      throw new ConflictError('year-not-open', `The measurement year ${year} is ${state}.`, { year, state });
    const closed = await trx
      .updateTable('measurementYear')
      .set({ state: 'closed', closedAt: new Date() })
      .where('year', '=', year)
      .where('state', '=', 'open')
      .returningAll()
      .executeTakeFirst();
    if (!closed)
      throw new ConflictError('year-not-open', `The measurement year ${year} was closed just now.`, { year });
    await audit(trx, { action: 'close-year', subject: `year ${year}` });
    return closed;
  });
}

async function yearRow(trx: Transaction<Database>, year: number): Promise<YearRow> {
  const row = await trx.selectFrom('measurementYear').selectAll().where('year', '=', year).executeTakeFirst();
  if (!row) throw new NotFoundError('year-not-found', `There is no measurement year ${year}.`, { year });
  return row;
}

// Reports ------------------------------------------------------------------------------------------------------------

export const reportKey = {
  schema: z.tuple([z.string(), z.int()]),
  of: (row: ReportRow): [string, number] => [row.name, row.providerId],
};

/** The provider's report for the year, begun or not. Null when there is none that the viewer may see. */
export async function findReport(
  context: Context,
  { provider, year }: { provider: string; year: number },
): Promise<ReportRow | null> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const row = await reports(trx, context, year).where('organisation.number', '=', provider).executeTakeFirst();
    return row ?? null;
  });
}

/** Reports by their key `providerId-year`. */
export async function findReports(context: Context, keys: string[]): Promise<ReportRow[]> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const wanted = keys.map((key) => key.split('-').map(Number));
    const found: ReportRow[] = [];
    for (const year of new Set(wanted.map(([, year = 0]) => year))) {
      const providerIds = wanted.filter((key) => key[1] === year).map(([providerId = 0]) => providerId);
      found.push(...(await reports(trx, context, year).where('organisation.id', 'in', providerIds).execute()));
    }
    return found;
  });
}

/** The reports of a year that the viewer may see, by the provider's name. */
export async function listReports(
  context: Context,
  args: { year: number; county?: string | null; state?: ReportRow['state'] | null },
  page: Page<unknown[]>,
): Promise<ReportRow[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    const { county, state } = args;
    const query = reports(trx, context, args.year)
      .$if(typeof county === 'string', (q) =>
        q.where('organisation.countyUnitId', 'in', (eb) =>
          eb
            .selectFrom('organisation as county')
            .select('county.id')
            .where('county.kind', '=', 'county-unit')
            .where('county.number', '=', county ?? ''),
        ),
      )
      .$if(state === 'not-started', (q) => q.where('report.state', 'is', null))
      .$if(typeof state === 'string' && state !== 'not-started', (q) =>
        q.where('report.state', '=', state as ReportState),
      );
    return cutPage(query, page, ['organisation.name', 'organisation.id']).execute();
  });
}

// Providers take part in a year that they existed in. A report without a row has not been begun, but is due all the same.
function reports(trx: Transaction<Database>, context: Context, year: number) {
  return trx
    .selectFrom('organisation')
    .innerJoin('measurementYear', (join) => join.on('measurementYear.year', '=', year))
    .leftJoin('report', (join) =>
      join.onRef('report.providerId', '=', 'organisation.id').onRef('report.year', '=', 'measurementYear.year'),
    )
    .where('organisation.kind', '=', 'provider')
    .where(sql<boolean>`organisation.valid_from <= make_date(measurement_year.year, 12, 31)
      and coalesce(organisation.valid_to, 'infinity') >= make_date(measurement_year.year, 1, 1)`)
    .where(sql<boolean>`exists (select from (select organisation.id as provider_id) due
      where ${accessibleBy(context.ability, 'read', 'Report', 'due')})`)
    .select((eb) => [
      'organisation.id as providerId',
      'organisation.number as provider',
      'organisation.name',
      'measurementYear.year',
      eb.fn.coalesce('report.state', sql<'not-started'>`'not-started'`).as('state'),
      eb.fn.coalesce('report.deadline', 'measurementYear.deadline').as('deadline'),
      'report.submittedAt',
      eb.fn.coalesce('report.late', sql<boolean>`false`).as('late'),
      'report.reopenedReason',
    ]);
}

/** Reports that the viewer's own organisation still owes: of years that are not published. */
export async function countReportsDue(context: Context): Promise<number> {
  const { viewer } = context;
  if (viewer.organisationKind !== 'provider') return 0;
  return asViewer(context.db, viewer, async (trx) => {
    const { due } = await trx
      .selectFrom('measurementYear')
      .leftJoin('report', (join) =>
        join.onRef('report.year', '=', 'measurementYear.year').on('report.providerId', '=', viewer.organisationId),
      )
      .where('measurementYear.state', '<>', 'published')
      .where((eb) => eb.or([eb('report.state', 'is', null), eb('report.state', 'in', ['draft', 'reopened'])]))
      .select((eb) => eb.fn.countAll<number>().as('due'))
      .executeTakeFirstOrThrow();
    return due;
  });
}

/** Hands the report in. After the deadline too; it is then marked late. */
export async function submitReport(context: Context, args: { provider: string; year: number }): Promise<ReportRow> {
  return changeReport(context, args, 'submit', async (trx, report) => {
    if (report.state === 'submitted' || report.state === 'locked') {
      throw new ConflictError(`report-${report.state}`, `The report is ${report.state} already.`, args);
    }
    if (!(await hasRows(trx, report))) {
      throw new ConflictError('report-empty', 'There is nothing to submit yet: import data for the year first.', args);
    }
    const now = new Date();
    const late = now >= report.deadline;
    await storeReport(trx, report, {
      state: 'submitted',
      submittedAt: now,
      submittedBy: context.viewer.personId,
      late,
    });
    return { late };
  });
}

/** Lets a provider change a report that it has handed in. Told with a reason, which the provider reads. */
export async function reopenReport(
  context: Context,
  args: { provider: string; year: number; reason: string },
): Promise<ReportRow> {
  return changeReport(context, args, 'reopen', async (trx, report) => {
    if (report.state !== 'submitted' && report.state !== 'locked') {
      throw new ConflictError('report-not-submitted', 'Only a report that was handed in can be reopened.', {
        state: report.state,
      });
    }
    await storeReport(trx, report, { state: 'reopened', reopenedReason: args.reason });
    await tell(trx, {
      to: report.providerId,
      topic: 'reporting',
      kind: 'reopened',
      thing: `report:${report.year}`,
      path: `/report?year=${report.year}`,
      details: { who: await ownName(trx, context), year: report.year },
    });
    return { reason: args.reason };
  });
}

/** Gives one provider another deadline for the year. */
export async function extendDeadline(
  context: Context,
  args: { provider: string; year: number; deadline: Date },
): Promise<ReportRow> {
  return changeReport(context, args, 'extend', async (trx, report) => {
    const { deadline } = args;
    await storeReport(trx, report, { deadline, late: report.submittedAt !== null && report.submittedAt >= deadline });
    return { deadline: deadline.toISOString() };
  });
}

/**
 * Reminds the viewer's providers that have not handed in their reports of an open year: a county unit's own, an
 * association's members. A reminder that is not read yet is renewed, not doubled. Answers how many were reminded.
 */
export async function remindProviders(context: Context, { year }: { year: number }): Promise<number> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const { state } = await yearRow(trx, year);
    if (!context.ability.can('remind', 'Report')) throw mayNot('remind providers');
    if (state !== 'open')
      throw new ConflictError('year-not-open', `The measurement year ${year} is ${state}.`, { year, state });
    const due = (await reports(trx, context, year).execute()).filter(
      (report) =>
        report.state !== 'submitted' &&
        report.state !== 'locked' &&
        context.ability.can('remind', rowOf('Report', report)),
    );
    const now = new Date();
    for (const { providerId, deadline } of due) {
      await tell(trx, {
        to: providerId,
        topic: 'reporting',
        kind: 'deadline-soon',
        thing: `report-deadline:${year}`,
        path: `/report?year=${year}`,
        details: { year, date: lastDayBefore(deadline), count: Math.ceil((deadline.getTime() - now.getTime()) / DAY) },
      });
    }
    if (due.length > 0)
      await audit(trx, { action: 'remind-providers', subject: `year ${year}`, details: { reminded: due.length } });
    return due.length;
  });
}

const DAY = 86_400_000;

/** The last day in time, by Oslo's calendar. */
function lastDayBefore(deadline: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date(deadline.getTime() - 1_000));
}

async function changeReport(
  context: Context,
  { provider, year }: { provider: string; year: number },
  action: 'submit' | 'reopen' | 'extend',
  change: (trx: Transaction<Database>, report: ReportRow) => Promise<Record<string, unknown>>,
): Promise<ReportRow> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const find = () => reports(trx, context, year).where('organisation.number', '=', provider).executeTakeFirst();
    const found = await find();
    if (!found) throw new NotFoundError('report-not-found', 'There is no such report.', { provider, year });
    if (!context.ability.can(action, rowOf('Report', found))) throw mayNot(`${action} this report`);
    // An import of the same provider must be wholly before or wholly after.
    await lockProvider(trx, found.providerId);
    const details = await change(trx, (await find()) ?? found);
    const subject = `report ${provider} ${year}`;
    await audit(trx, { action: `${action}-report`, subject, concerns: found.providerId, details });
    return (await find()) ?? found;
  });
}

async function storeReport(
  trx: Transaction<Database>,
  { providerId, year }: ReportRow,
  change: Partial<Pick<ReportRow, 'late' | 'deadline' | 'reopenedReason'>> & {
    state?: ReportState;
    submittedAt?: Date;
    submittedBy?: string;
  },
): Promise<void> {
  const set = { ...change, updatedAt: new Date() };
  await trx
    .insertInto('report')
    .values({ providerId, year, ...set })
    .onConflict((conflict) => conflict.columns(['providerId', 'year']).doUpdateSet(set))
    .execute();
}

function mayNot(what: string): ForbiddenError {
  return new ForbiddenError('forbidden', `You may not ${what}.`);
}

/** Whoever changes a provider's rows or report waits here for whoever is at it, until that transaction ends. */
export async function lockProvider(trx: Transaction<Database>, providerId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('batt.report'), ${providerId}::integer)`.execute(trx);
}

/**
 * Locks the submitted reports of a year once its figures are published: survey answers shrink to counts per question,
 * and those of surveys that too few answered are gone. Part of publication, so run as the system.
 */
export async function lockReports(trx: Transaction<Database>, year: number): Promise<void> {
  const locked = await trx
    .updateTable('report')
    .set({ state: 'locked', updatedAt: new Date() })
    .where('year', '=', year)
    .where('state', '=', 'submitted')
    .returning('providerId')
    .execute();
  const providerIds = locked.map(({ providerId }) => providerId);
  // A report that was reopened may have sent the answers anew; the counts of those that it did not send stay.
  await sql`
    delete from survey_count where (provider_id, year, survey) in (
      select provider_id, year, survey from survey_answer where year = ${year} and provider_id = any(${providerIds})
    )`.execute(trx);
  await sql`
    with answered as (
      delete from survey_answer where year = ${year} and provider_id = any(${providerIds}) returning *
    ), enough as (
      select provider_id, survey, programme from answered
      where answer between 1 and 6 and not (survey = 'participant' and question = 9)
      group by provider_id, survey, programme having count(distinct response_id) >= ${FEWEST}
    )
    insert into survey_count (provider_id, survey, programme, year, question, answer, answers)
    select a.provider_id, a.survey, a.programme, ${year}, a.question, a.answer, count(*)
    from answered a join enough e
      on e.provider_id = a.provider_id and e.survey = a.survey and e.programme is not distinct from a.programme
    group by a.provider_id, a.survey, a.programme, a.question, a.answer`.execute(trx);
}

// Rows ---------------------------------------------------------------------------------------------------------------

type Where = RawBuilder<unknown>;
const day = (column: string) => sql`(${sql.ref(column)} - date '1970-01-01')`;

/**
 * A provider's rows that bear on a year, as the engine takes them; every provider's for null.
 *
 * @param trx of the provider itself, or of the system.
 */
export async function loadDataTables(
  trx: Transaction<Database>,
  providerId: number | null,
  year: number,
): Promise<DataTables> {
  const of = (alias: string): Where =>
    providerId === null ? sql`true` : sql`${sql.ref(`${alias}.provider_id`)} = ${providerId}`;
  const starts = sql`make_date(${year}::integer, 1, 1)`;
  const ends = sql`make_date(${year}::integer, 12, 31)`;
  // A first workday or a job may come after the end and then counts in its own year.
  const bears = sql`p.start_date <= ${ends}
    and (p.end_date is null or greatest(p.end_date, p.first_workday, p.employed_date) >= ${starts})`;
  const load = async <Row>(columns: Where, from: Where, where: Where): Promise<Row[]> => {
    const { rows } = await sql<Row>`
      select o.number as provider, ${columns} from ${from} join organisation o on o.id = r.provider_id where ${where}`.execute(
      trx,
    );
    return rows;
  };
  // A placement may lie outside its participation, which it names all the same.
  const placed = sql`(p.provider_id, p.participation_id) in (select x.provider_id, x.participation_id from external_placement x
    where ${of('x')} and x.start_date <= ${ends} and coalesce(x.end_date, 'infinity') >= ${starts})`;

  return {
    participations: await load(
      sql`p.participation_id, p.programme, n.number as nav_office, ${day('p.start_date')} as start_date,
        ${day('p.end_date')} as end_date, p.end_reason, ${day('p.first_workday')} as first_workday,
        ${day('p.employed_date')} as employed_date, p.formal_qualification, p.gender, p.birth_year, p.work_ability,
        p.basic_skills, p.minority_background`,
      sql`participation p left join organisation n on n.id = p.nav_office_id join lateral (select p.provider_id) r on true`,
      sql`${of('p')} and (${bears} or ${placed})`,
    ),
    externalPlacements: await load(
      sql`r.participation_id, r.partner, ${day('r.start_date')} as start_date, ${day('r.end_date')} as end_date, r.followed_up`,
      sql`external_placement r`,
      sql`${of('r')} and r.start_date <= ${ends} and coalesce(r.end_date, 'infinity') >= ${starts}`,
    ),
    placementPartners: await load(
      sql`r.partner, ${day('r.agreement_date')} as agreement_date, ${day('r.last_used_date')} as last_used_date`,
      sql`placement_partner r`,
      of('r'),
    ),
    staffTraining: await load(
      sql`r.staff_id, r.in_rehabilitation, ${day('r.date')} as date, r.hours`,
      sql`staff_training r`,
      sql`${of('r')} and r.date between ${starts} and ${ends}`,
    ),
    healthChecklist: await load(
      sql`r.year, r.programme, r.question, r.answer`,
      sql`health_answer r`,
      sql`${of('r')} and r.year = ${year}`,
    ),
    followUps: await load(
      sql`r.participation_id, ${day('r.date')} as date, r.situation`,
      sql`follow_up r join participation p on p.provider_id = r.provider_id and p.participation_id = r.participation_id`,
      sql`${of('r')} and (${bears} or ${placed})`,
    ),
    surveyCoverage: await load(
      sql`r.survey, r.programme, r.year, r.entitled, r.offered`,
      sql`survey_coverage r`,
      sql`${of('r')} and r.year = ${year}`,
    ),
    indicatorValues: await load(
      sql`r.indicator, r.programme, r.year, r.numerator, r.denominator`,
      sql`indicator_value r`,
      sql`${of('r')} and r.year = ${year}`,
    ),
    surveyAnswers: await load(
      sql`r.survey, r.programme, r.year, r.response_id, r.question, r.answer`,
      sql`survey_answer r`,
      sql`${of('r')} and r.year = ${year}`,
    ),
  };
}

/** One data file's part of a report. */
export interface ReportPart {
  file: string;
  rows: number;
  /** Rows of the year before, which tell whether much is missing. */
  previousRows: number | null;
  state: 'not-started' | 'started' | 'complete';
}

/** What has been reported for the year, file by file. Empty for anybody but the provider itself. */
export async function listParts(context: Context, { providerId, year }: ReportRow): Promise<ReportPart[]> {
  if (!context.ability.can('read', rowOf('DataRow', { providerId }))) return [];
  return asViewer(context.db, context.viewer, async (trx) => {
    const now = await loadDataTables(trx, providerId, year);
    const before = await loadDataTables(trx, providerId, year - 1);
    const files = dataTables();
    return (Object.keys(emptyTables()) as TableName[]).map((name): ReportPart => {
      const rows = now[name].length;
      const state = rows === 0 ? 'not-started' : isComplete(name, now) ? 'complete' : 'started';
      return { file: files[name].file, rows, previousRows: before[name].length, state };
    });
  });
}

// Only what can be seen from the rows: the checklist has six questions, and all three surveys are taken.
function isComplete(name: TableName, tables: DataTables): boolean {
  if (name === 'healthChecklist') {
    const answered = new Set(tables.healthChecklist.map(({ programme, question }) => `${programme ?? ''} ${question}`));
    const programmes = new Set(tables.participations.map(({ programme }) => programme));
    const general = [1, 2, 3, 4].every((question) => answered.has(` ${question}`));
    return (
      general &&
      [...programmes].every((programme) => [5, 6].every((question) => answered.has(`${programme} ${question}`)))
    );
  }
  if (name === 'surveyAnswers') return new Set(tables.surveyAnswers.map(({ survey }) => survey)).size === 3;
  return true;
}

async function hasRows(trx: Transaction<Database>, { providerId, year }: ReportRow): Promise<boolean> {
  const { placementPartners: _, ...ofYear } = await loadDataTables(trx, providerId, year);
  return Object.values(ofYear).some((rows) => rows.length > 0);
}

export type ImportRow = Omit<Selectable<Database['import']>, 'personId'>;

/** What was imported by the provider, latest first; a hundred at most. */
export async function listImports(context: Context, { providerId }: ReportRow): Promise<ImportRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('import')
      .select(['id', 'providerId', 'personName', 'importedAt', 'files', 'counts'])
      .where('providerId', '=', providerId)
      .where(accessibleBy(context.ability, 'read', 'Import'))
      .orderBy('importedAt', 'desc')
      .limit(100)
      .execute(),
  );
}
