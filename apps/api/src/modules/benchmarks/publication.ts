import { isSurvey } from '@batt/domain/benchmarks/compare';
import type { People } from '@batt/domain/benchmarks/case-mix';
import { computeSnapshot, maskFigure } from '@batt/domain/benchmarks/snapshot';
import type { PublishedRevision, Snapshot } from '@batt/domain/benchmarks/snapshot';
import { ConflictError, ForbiddenError, NotFoundError, ValidationError } from '@batt/domain/errors';
import { calculate } from '@batt/domain/indicators/engine';
import type { Result } from '@batt/domain/indicators/result';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { asSystem } from '../../db/as-viewer.ts';
import { notify } from '../../db/listen.ts';
import type { Database } from '../../db/tables.ts';
import { audit } from '../audit/audit.ts';
import { definitionsFor } from '../indicators/indicators.ts';
import { remind } from '../notifications/notifications.ts';
import { loadDataTables, lockProvider, lockReports } from '../reports/reports.ts';
import { storePerspectives } from './perspectives.ts';

type Trx = Transaction<Database>;

/**
 * Publishes a closed year, or publishes it anew as a new revision. The reports that are in count; whoever has not sent in
 * is not in it. Gives the year.
 *
 * @param reason why a published year is corrected; the first revision needs none.
 */
export async function publishYear(
  context: Context,
  { year, reason }: { year: number; reason: string | null },
): Promise<number> {
  const { viewer } = context;
  if (!context.ability.can('publish', 'MeasurementYear')) {
    throw new ForbiddenError('role', 'Only managers of the association that runs the system publish a year.');
  }
  return asSystem(
    context.db,
    async (trx) => {
      // Two who publish at once make two revisions, one after the other.
      const measured = await trx
        .selectFrom('measurementYear')
        .where('year', '=', year)
        .select(['state', 'revision'])
        .forNoKeyUpdate()
        .executeTakeFirst();
      if (!measured) throw new NotFoundError('unknown-year', 'There is no such measurement year.');
      if (measured.state === 'open') throw new ConflictError('year-open', 'Close the year before you publish it.');
      if (measured.revision !== null && !reason) {
        const message = 'Say why a published year is corrected.';
        throw new ValidationError('reason-needed', message, [{ path: 'reason', code: 'required', message }]);
      }
      await lockProviders(trx);
      const results = await resultsOf(trx, year, measured.revision);
      const publishedBy = { id: viewer.personId, name: viewer.personName };
      const revision = await storePublication(trx, { year, results, publishedBy, reason });
      await tellEverybody(trx, year);
      await audit(trx, { action: 'publish-year', subject: `year ${year}`, details: { revision, reason } });
      return year;
    },
    viewer,
  );
}

async function tellEverybody(trx: Trx, year: number): Promise<void> {
  const organisations = await trx.selectFrom('organisation').select(['id', 'kind', 'number']).execute();
  const pageOf = ({ kind, number }: (typeof organisations)[number]) =>
    kind === 'provider'
      ? `/scorecard/${number}`
      : kind === 'county-unit' || kind === 'directorate'
        ? '/comparison'
        : '/ranking';
  await remind(
    trx,
    organisations.map((organisation) => ({
      to: organisation.id,
      topic: 'reporting',
      kind: 'published',
      thing: `year:${year}`,
      path: `${pageOf(organisation)}?year=${year}`,
      // A correction on another day is told anew.
      details: { year, date: new Date().toISOString().slice(0, 10) },
    })),
  );
}

/**
 * Stores the results of a year as its next revision, with ranks, benchmarks and masks, and makes it the one that readers
 * see. Reports that were sent in are locked. Gives the revision.
 *
 * @param trx of the system. Providers, catalogue and the measurement year are there already.
 */
export async function storePublication(
  trx: Trx,
  publication: {
    year: number;
    results: readonly Result[];
    publishedBy: { id: string | null; name: string };
    reason: string | null;
    publishedAt?: Date;
  },
): Promise<number> {
  const { year, results, publishedBy, reason, publishedAt = new Date() } = publication;
  const providers = await trx
    .selectFrom('organisation as provider')
    .innerJoin('organisation as county', 'county.id', 'provider.countyUnitId')
    .where('provider.kind', '=', 'provider')
    .select([
      'provider.id',
      'provider.number',
      'provider.name',
      'county.id as countyUnitId',
      'county.number as countyUnit',
    ])
    .execute();
  const earlier = await earlierRevisions(trx, year);
  const definitions = await definitionsFor(trx, year);
  const people = await loadPeople(trx, year);
  const snapshot = computeSnapshot({ year, definitions, providers, results, people, earlier });

  const revision = earlier.length + 1;
  await trx
    .insertInto('publication')
    .values({ year, revision, publishedAt, publishedBy: publishedBy.id, publishedByName: publishedBy.name, reason })
    .execute();
  await storeSnapshot(trx, snapshot, revision, providers);
  await trx.updateTable('measurementYear').set({ state: 'published', revision }).where('year', '=', year).execute();
  await lockReports(trx, year);
  await storePerspectives(trx, year, revision);
  await notify(trx, 'publication', [year]);
  return revision;
}

/** Until the publication is done, nobody changes rows or sends in, so that what is locked is what was computed. */
async function lockProviders(trx: Trx): Promise<void> {
  const providers = await trx
    .selectFrom('organisation')
    .select('id')
    .where('kind', '=', 'provider')
    .orderBy('id')
    .execute();
  for (const { id } of providers) await lockProvider(trx, id);
}

/**
 * The results that a publication is made of. Reports that were locked before keep theirs; of one that was reopened and
 * sent in again all is computed anew but surveys, whose answers went when it was locked.
 */
async function resultsOf(trx: Trx, year: number, revision: number | null): Promise<Result[]> {
  const definitions = await definitionsFor(trx, year);
  const surveys = new Set(definitions.filter(isSurvey).map(({ code }) => code));
  const before = revision === null ? [] : await storedResults(trx, year, revision);
  const sentIn = await trx
    .selectFrom('report')
    .innerJoin('organisation', 'organisation.id', 'report.providerId')
    .where('report.year', '=', year)
    .where('report.state', '=', 'submitted')
    .select(['organisation.id', 'organisation.number'])
    .execute();

  const results: Result[] = [];
  // One at a time, so that memory stays small and other requests are answered in between.
  for (const { id } of sentIn) {
    const tables = await loadDataTables(trx, id, year);
    results.push(...calculate(definitions, tables, year));
  }

  const isNew = new Set(sentIn.map(({ number }) => number));
  const cell = ({ provider, programme, indicator }: Result) => `${provider}/${programme ?? ''}/${indicator}`;
  const counted = new Set(results.filter(({ status }) => status === 'ok').map(cell));
  const kept = before.filter(
    (result) => !isNew.has(result.provider) || (surveys.has(result.indicator) && !counted.has(cell(result))),
  );
  const isKept = new Set(kept.map(cell));
  return [...results.filter((result) => !isKept.has(cell(result))), ...kept];
}

// What each table is filled with, and as which type PostgreSQL reads it.
const COLUMNS = {
  result: {
    providerId: 'int',
    programme: 'text',
    indicator: 'text',
    indicatorVersion: 'int',
    status: 'text',
    value: 'float8',
    numerator: 'float8',
    denominator: 'float8',
    n: 'int',
    ss: 'float8',
    sc: 'float8',
    cc: 'float8',
    low: 'float8',
    high: 'float8',
    breakdown: 'jsonb',
    hiddenFromOwner: 'boolean',
  },
  figure: {
    providerId: 'int',
    countyUnitId: 'int',
    programme: 'text',
    indicator: 'text',
    indicatorVersion: 'int',
    status: 'text',
    suppression: 'text',
    value: 'float8',
    numerator: 'float8',
    denominator: 'float8',
    n: 'int',
    low: 'float8',
    high: 'float8',
    low998: 'float8',
    high998: 'float8',
    rank: 'int',
    shared: 'boolean',
    position: 'int',
    verdict: 'text',
    breakdown: 'jsonb',
    rankLow: 'int',
    rankHigh: 'int',
    areaRankLow: 'int',
    areaRankHigh: 'int',
    topThree: 'float8',
    topFive: 'float8',
    shrunken: 'float8',
    expected: 'float8',
    peerMean: 'float8',
    peerProviders: 'int',
    perHundred: 'float8',
  },
  benchmark: {
    programme: 'text',
    indicator: 'text',
    areaId: 'int',
    mean: 'float8',
    plainMean: 'float8',
    median: 'float8',
    q1: 'float8',
    q3: 'float8',
    min: 'float8',
    max: 'float8',
    numerator: 'float8',
    denominator: 'float8',
    n: 'int',
    providers: 'int',
    ranked: 'int',
    leftOut: 'int',
    tooFew: 'int',
    linked: 'int',
    noData: 'int',
    best: 'jsonb',
    luckThree: 'float8',
    luckFive: 'float8',
    overdispersion: 'float8',
    personSd: 'float8',
  },
  providerProfile: {
    providerId: 'int',
    countyUnitId: 'int',
    sizeQuarter: 'int',
    lowAbilityQuarter: 'int',
    programmes: 'text[]',
  },
  peer: {
    providerId: 'int',
    countyUnitId: 'int',
    peerId: 'int',
    position: 'int',
    reasons: 'jsonb',
  },
} as const;
type Row<Table extends keyof typeof COLUMNS> = Record<keyof (typeof COLUMNS)[Table], unknown>;

interface PublishedProvider {
  id: number;
  number: string;
  countyUnitId: number;
  countyUnit: string;
}

/** Writes the true figures, the same as others may see them, and the benchmarks: one statement each. */
async function storeSnapshot(
  trx: Trx,
  snapshot: Snapshot,
  revision: number,
  providers: readonly PublishedProvider[],
): Promise<void> {
  const providerOf = new Map(providers.map((provider) => [provider.number, provider]));
  const areaOf = new Map(providers.map((provider) => [provider.countyUnit, provider.countyUnitId]));
  const keysOf = (number: string) => {
    const provider = providerOf.get(number);
    if (!provider) throw new Error(`Provider ${number} is not there`);
    return { providerId: provider.id, countyUnitId: provider.countyUnitId };
  };
  const placeOf = ({ programme, indicator, rank }: Snapshot['figures'][number]) =>
    `${programme ?? ''}/${indicator}/${rank}`;
  const holders = new Map<string, number>();
  for (const figure of snapshot.figures) holders.set(placeOf(figure), (holders.get(placeOf(figure)) ?? 0) + 1);

  const results = snapshot.figures.map((figure) => {
    const { ss, sc, cc } = figure.moments ?? { ss: null, sc: null, cc: null };
    const status = figure.value === null ? 'no-data' : 'ok';
    return { ...figure, ...keysOf(figure.provider), status, ss, sc, cc };
  });
  const figures = snapshot.figures.map((figure) => {
    const visible = maskFigure(figure, 'outside');
    const shared = visible.rank !== null && (holders.get(placeOf(figure)) ?? 0) > 1;
    return { ...visible, ...keysOf(figure.provider), shared };
  });
  const benchmarks = snapshot.benchmarks.map((benchmark) => ({
    ...benchmark,
    areaId: benchmark.area === 'nation' ? null : areaOf.get(benchmark.area),
    best: benchmark.best.map((best) => ({ ...best, providerId: keysOf(best.provider).providerId })),
  }));
  const profiles = snapshot.profiles.map((profile) => ({ ...profile, ...keysOf(profile.provider) }));
  const peers = snapshot.peers.map((row) => ({
    ...row,
    ...keysOf(row.provider),
    peerId: keysOf(row.peer).providerId,
  }));

  const at = { year: snapshot.year, revision };
  await storeRows(trx, 'result', at, results);
  await storeRows(trx, 'figure', at, figures);
  await storeRows(trx, 'benchmark', at, benchmarks);
  await storeRows(trx, 'providerProfile', at, profiles);
  await storeRows(trx, 'peer', at, peers);
}

async function storeRows<Table extends keyof typeof COLUMNS>(
  trx: Trx,
  table: Table,
  { year, revision }: { year: number; revision: number },
  rows: Row<Table>[],
): Promise<void> {
  const types = Object.entries(COLUMNS[table]);
  const given = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name in COLUMNS[table])));
  await sql`insert into ${sql.table(table)} (year, revision, ${sql.join(types.map(([name]) => sql.ref(name)))})
    select ${year}::int, ${revision}::int, row.*
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as row(${sql.raw(types.map(([name, type]) => `"${name}" ${type}`).join(', '))})`.execute(trx);
}

/**
 * Who took part in a year at providers whose reports are in, for peer groups and case mix. Of the placements, those that
 * touch the year.
 */
async function loadPeople(trx: Trx, year: number): Promise<People> {
  const [starts, ends] = [sql`make_date(${year}::int, 1, 1)`, sql`make_date(${year}::int, 12, 31)`];
  const sentIn = sql`provider.id in (select provider_id from report where year = ${year} and state in ('submitted', 'locked'))`;
  const day = (column: string) => sql<number>`(${sql.ref(column)} - date '1970-01-01')`;
  const dayOrNone = (column: string) => sql<number | null>`(${sql.ref(column)} - date '1970-01-01')`;
  const participations = await trx
    .selectFrom('participation as p')
    .innerJoin('organisation as provider', 'provider.id', 'p.providerId')
    .leftJoin('organisation as office', 'office.id', 'p.navOfficeId')
    .where(sql<boolean>`${sentIn} and p.start_date <= ${ends}
      and (p.end_date is null or greatest(p.end_date, p.first_workday, p.employed_date) >= ${starts})`)
    .select(['provider.number as provider', 'office.number as navOffice', 'p.participationId', 'p.programme'])
    .select(['p.endReason', 'p.formalQualification', 'p.gender', 'p.birthYear', 'p.workAbility', 'p.basicSkills'])
    .select(['p.minorityBackground', day('p.startDate').as('startDate'), dayOrNone('p.endDate').as('endDate')])
    .select([dayOrNone('p.firstWorkday').as('firstWorkday'), dayOrNone('p.employedDate').as('employedDate')])
    .execute();
  const externalPlacements = await trx
    .selectFrom('externalPlacement as x')
    .innerJoin('organisation as provider', 'provider.id', 'x.providerId')
    .where(sql<boolean>`${sentIn} and x.start_date <= ${ends} and coalesce(x.end_date, 'infinity') >= ${starts}`)
    .select(['provider.number as provider', 'x.participationId', 'x.partner', 'x.followedUp'])
    .select([day('x.startDate').as('startDate'), dayOrNone('x.endDate').as('endDate')])
    .execute();
  return { participations, externalPlacements };
}

/** The true results of one revision. */
async function storedResults(trx: Trx, year: number, revision: number): Promise<Result[]> {
  const rows = await trx
    .selectFrom('result')
    .innerJoin('organisation', 'organisation.id', 'result.providerId')
    .where('result.year', '=', year)
    .where('result.revision', '=', revision)
    .selectAll('result')
    .select('organisation.number as provider')
    .execute();
  return rows.map(({ ss, sc, cc, breakdown, ...row }) => ({
    provider: row.provider,
    programme: row.programme,
    indicator: row.indicator,
    year,
    value: row.value,
    numerator: row.numerator,
    denominator: row.denominator,
    n: row.n,
    status: row.status,
    ...(breakdown && { breakdown }),
    moments: ss === null || sc === null || cc === null ? null : { ss, sc, cc },
  }));
}

/** What was published of the year before: together with it, nothing new may tell what was hidden. */
async function earlierRevisions(trx: Trx, year: number): Promise<PublishedRevision[]> {
  const { revisions } = await trx
    .selectFrom('publication')
    .where('year', '=', year)
    .select((eb) => sql<number[]>`coalesce(array_agg(${eb.ref('revision')} order by revision), '{}')`.as('revisions'))
    .executeTakeFirstOrThrow();
  const earlier: PublishedRevision[] = [];
  for (const revision of revisions) {
    const figures = await trx
      .selectFrom('figure')
      .innerJoin('organisation', 'organisation.id', 'figure.providerId')
      .where('figure.year', '=', year)
      .where('figure.revision', '=', revision)
      .select(['organisation.number', 'figure.programme', 'figure.indicator', 'figure.status'])
      .select(['figure.suppression', 'figure.breakdown'])
      .execute();
    const shown = new Map(
      figures.map((figure) => [`${figure.number}/${figure.programme ?? ''}/${figure.indicator}`, figure]),
    );
    const results = await storedResults(trx, year, revision);
    const benchmarks = await trx
      .selectFrom('benchmark')
      .leftJoin('organisation', 'organisation.id', 'benchmark.areaId')
      .where('benchmark.year', '=', year)
      .where('benchmark.revision', '=', revision)
      .select(['benchmark.programme', 'benchmark.indicator', 'benchmark.mean', 'organisation.number as area'])
      .execute();
    earlier.push({
      figures: results.map((result) => {
        const figure = shown.get(`${result.provider}/${result.programme ?? ''}/${result.indicator}`);
        if (!figure) throw new Error(`A result of ${year} was published without its figure`);
        const { status, suppression, breakdown } = figure;
        return { ...result, status, suppression, breakdown: result.breakdown ?? null, maskedBreakdown: breakdown };
      }),
      benchmarks: benchmarks.map(({ area, mean, ...benchmark }) => ({
        ...benchmark,
        area: area ?? 'nation',
        suppressed: mean === null,
      })),
    });
  }
  return earlier;
}
