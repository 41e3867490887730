import { rowOf } from '@batt/domain/access/ability';
import type { Viewer } from '@batt/domain/access/viewer';
import type { DataError, DataErrorCode, Notice } from '@batt/domain/data-files/data-errors';
import { describe } from '@batt/domain/data-files/data-errors';
import type { DataTables, StaffTrainingRow, TableName } from '@batt/domain/data-files/rows';
import { emptyTables } from '@batt/domain/data-files/rows';
import type { ReadOptions } from '@batt/domain/data-files/tables';
import { dataTables } from '@batt/domain/data-files/tables';
import { ForbiddenError, NotFoundError, ValidationError } from '@batt/domain/errors';
import { formatDay } from '@batt/domain/periods';
import type { RawBuilder, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { actAs, asSystem, asViewer } from '../../db/as-viewer.ts';
import type { Db } from '../../db/client.ts';
import type { Database, FileCounts } from '../../db/tables.ts';
import { audit } from '../audit/audit.ts';
import { lockProvider } from '../reports/reports.ts';
import { refreshRunningFigures } from '../targets/progress.ts';
import type { Outcome } from './import-worker.ts';
import { MOST_BYTES, readApart } from './read-apart.ts';
import { STORED } from './stored-tables.ts';
import type { StoredTable } from './stored-tables.ts';

/** What an import would do, or did: what is wrong with the files, or how the stored rows change. */
export interface ImportCheck {
  files: { name: string; rows: number; errors: number }[];
  /** By file and line, the first thousand of each file; nothing is stored while there is one. */
  errors: DataError[];
  notices: Notice[];
  counts: Record<string, FileCounts>;
  /** The measurement years of which something changes. */
  years: number[];
}

/** The files were refused whole, and this is why. */
export class ImportRejected extends Error {
  constructor(readonly check: ImportCheck) {
    super('Something is wrong with the files. Nothing was imported.');
  }
}

// Files that wait ----------------------------------------------------------------------------------------------------

/** Keeps a file that a person sent in until it is imported, a day at most, and gives its id. */
export async function storeFile(context: Context, { name, bytes }: { name: string; bytes: Buffer }): Promise<string> {
  const { db, viewer } = context;
  const row = { organisationId: viewer.organisationId, personId: viewer.personId };
  if (!context.ability.can('create', rowOf('UploadedFile', row))) throw mayNot();
  if (bytes.length > MOST_BYTES) throw tooLarge();
  return asViewer(db, viewer, async (trx) => {
    const values = { ...row, name, bytes };
    const { id } = await trx.insertInto('uploadedFile').values(values).returning('id').executeTakeFirstOrThrow();
    return id;
  });
}

/** Those of these files that are the viewer's own and still wait. */
export async function findFiles(
  context: Context,
  ids: string[],
): Promise<{ id: string; name: string; createdAt: Date }[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('uploadedFile')
      .select(['id', 'name', 'createdAt'])
      .where('id', 'in', ids)
      .where(accessibleBy(context.ability, 'read', 'UploadedFile'))
      .execute(),
  );
}

interface ImportArgs {
  fileIds: string[];
  replaceYear?: number | null;
}

/** What importing these files would do, down to the counts. It is the import itself, undone. */
export async function checkImport(context: Context, args: ImportArgs): Promise<ImportCheck> {
  return importUploads(context, args, false);
}

/** Imports these files, all of them or nothing. Throws `ImportRejected` when something is wrong with them. */
export async function importFiles(context: Context, args: ImportArgs): Promise<ImportCheck> {
  const check = await importUploads(context, args, true);
  if (check.errors.length > 0) throw new ImportRejected(check);
  await asViewer(context.db, context.viewer, (trx) =>
    trx.deleteFrom('uploadedFile').where('id', 'in', args.fileIds).execute(),
  );
  return check;
}

async function importUploads(
  context: Context,
  { fileIds, replaceYear }: ImportArgs,
  keep: boolean,
): Promise<ImportCheck> {
  const { db, viewer, ability } = context;
  if (!ability.can('create', rowOf('Import', { providerId: viewer.organisationId }))) throw mayNot();
  const files = await asViewer(db, viewer, (trx) =>
    trx
      .selectFrom('uploadedFile')
      .select(['name', 'bytes'])
      .where('id', 'in', fileIds)
      .where(accessibleBy(ability, 'read', 'UploadedFile'))
      .execute(),
  );
  if (files.length === 0 || files.length < new Set(fileIds).size) {
    throw new NotFoundError('file-not-found', 'One of the files is not here; send it again.');
  }
  return importSet(db, [viewer], files, { replaceYear: replaceYear ?? null, keep });
}

const mayNot = () => new ForbiddenError('forbidden', 'Only those who edit for a provider may import its data.');
const tooLarge = () => new ValidationError('files-too-large', 'The files are larger than 32 MB.');

// A set of files -----------------------------------------------------------------------------------------------------

class Undo extends Error {}

/**
 * Reads, checks and stores a set of files in one transaction, for the providers that the importers act for. With any
 * error nothing is stored; nor is it without `keep`, which shows what would be.
 *
 * @param importers one person, acting for each of the providers that are theirs to report for.
 */
export async function importSet(
  db: Db,
  importers: readonly Viewer[],
  files: { name: string; bytes: Uint8Array }[],
  { replaceYear, keep }: { replaceYear: number | null; keep: boolean },
): Promise<ImportCheck> {
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > MOST_BYTES) throw tooLarge();
  const register = await loadRegister(db, importers);
  const read = await readApart({ files, options: register.options });
  const given = tablesIn(read);
  const check: ImportCheck = {
    files: filesOf(read, given),
    errors: read.errors,
    notices: read.notices,
    counts: {},
    years: [],
  };
  const [first] = importers;
  if (check.errors.length > 0 || !first) return check;

  // In the order of their ids, so that two imports of several providers cannot wait for each other.
  const inOrder = importers.toSorted((a, b) => a.organisationId - b.organisationId);
  await asViewer(db, first, async (trx) => {
    const parts = splitByProvider(read);
    for (const viewer of inOrder) {
      const number = register.numbers.get(viewer.organisationId) ?? '';
      const part = parts.get(number) ?? (importers.length === 1 ? noRows() : undefined);
      if (!part) continue;
      await actAs(trx, viewer);
      const stored = await storeProvider(trx, {
        ...part,
        viewer,
        number,
        given,
        replaceYear,
        officeIds: register.officeIds,
      });
      check.errors.push(...stored.errors);
      check.years.push(...stored.years);
      for (const [file, counts] of Object.entries(stored.counts)) check.counts[file] = sum(check.counts[file], counts);
    }
    if (check.errors.length > 0 || !keep) throw new Undo();
  }).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  if (check.errors.length === 0 && keep) {
    await refreshRunningFigures(
      db,
      inOrder.map(({ organisationId }) => organisationId),
    );
  }
  for (const { file } of check.errors) {
    const told = check.files.find(({ name }) => name === file);
    if (told) told.errors += 1;
  }
  return check;
}

// The tables that some file was given for; an empty file is as none.
function tablesIn({ given, notices }: Outcome): Set<TableName> {
  const empty = new Set(notices.filter(({ code }) => code === 'empty-file').map(({ file }) => file.toLowerCase()));
  const definitions = dataTables();
  const names = Object.keys(definitions) as TableName[];
  return new Set(names.filter((name) => given.includes(definitions[name].file) && !empty.has(definitions[name].file)));
}

function filesOf({ tables, errorCounts }: Outcome, given: ReadonlySet<TableName>): ImportCheck['files'] {
  const definitions = dataTables();
  const rows = new Map([...given].map((name) => [definitions[name].file, tables[name].length]));
  const errors = new Map(Object.entries(errorCounts).map(([file, count]) => [file.toLowerCase(), count]));
  const names = new Set([...rows.keys(), ...errors.keys()]);
  return [...names].map((name) => ({ name, rows: rows.get(name) ?? 0, errors: errors.get(name) ?? 0 }));
}

// Everything that the files are checked against, as it stands before anything is locked; storing looks again.
async function loadRegister(db: Db, importers: readonly Viewer[]) {
  const providerIds = importers.map(({ organisationId }) => organisationId);
  return asSystem(db, async (trx) => {
    const organisations = await trx
      .selectFrom('organisation')
      .select(['id', 'number', 'kind'])
      .where((eb) => eb.or([eb('kind', '=', 'nav-office'), eb('id', '=', sql<number>`any(${providerIds})`)]))
      .execute();
    const offices = organisations.filter(({ kind }) => kind === 'nav-office');
    const providers = organisations.filter(({ kind }) => kind === 'provider');
    const programmes = await trx.selectFrom('programme').select('code').orderBy('sortOrder').execute();
    const indicators = await trx
      .selectFrom('indicatorDefinition')
      .select(['code', sql<'provider' | 'programme'>`definition->>'scope'`.as('scope')])
      .distinctOn('code')
      .orderBy('code')
      .orderBy('version', 'desc')
      .execute();
    const { rows } = await sql<{ provider: string; ids: string[] }>`
      select o.number as provider, array_agg(p.participation_id) as ids
      from participation p join organisation o on o.id = p.provider_id
      where p.provider_id = any(${providerIds}) group by o.number`.execute(trx);
    const options: ReadOptions = {
      programmes: programmes.map(({ code }) => code),
      ...(indicators.length > 0 && { indicators }),
      register: {
        providers: new Set(providers.map(({ number }) => number)),
        navOffices: new Set(offices.map(({ number }) => number)),
        participations: new Map(rows.map(({ provider, ids }) => [provider, new Set(ids)])),
      },
    };
    return {
      options,
      numbers: new Map(providers.map(({ id, number }) => [id, number])),
      officeIds: new Map(offices.map(({ id, number }) => [number, id])),
    };
  });
}

interface Part {
  tables: DataTables;
  lines: Outcome['lines'];
}

function noRows(): Part {
  const none = () => Object.fromEntries(Object.keys(emptyTables()).map((name) => [name, []]));
  return { tables: emptyTables(), lines: none() as unknown as Outcome['lines'] };
}

function splitByProvider(read: Outcome): Map<string, Part> {
  const parts = new Map<string, Part>();
  for (const name of Object.keys(read.tables) as TableName[]) {
    read.tables[name].forEach((row, index) => {
      let part = parts.get(row.provider);
      if (!part) parts.set(row.provider, (part = noRows()));
      (part.tables[name] as (typeof row)[]).push(row);
      part.lines[name].push(read.lines[name][index] ?? 0);
    });
  }
  return parts;
}

const NO_COUNTS: FileCounts = { added: 0, changed: 0, unchanged: 0, removed: 0 };
const sum = (a = NO_COUNTS, b: FileCounts): FileCounts => ({
  added: a.added + b.added,
  changed: a.changed + b.changed,
  unchanged: a.unchanged + b.unchanged,
  removed: a.removed + b.removed,
});

// One provider -------------------------------------------------------------------------------------------------------

interface Work extends Part {
  viewer: Viewer;
  number: string;
  given: ReadonlySet<TableName>;
  replaceYear: number | null;
  officeIds: ReadonlyMap<string, number>;
}

/** What one table's rows led to. `years`: of which years something changed. */
interface Stored {
  counts: FileCounts;
  errors: { line: number; code: DataErrorCode; year?: number }[];
  years: number[];
  /** Rows of other tables that went with those removed. */
  removedBeside?: Partial<Record<TableName, number>>;
}

interface Step {
  trx: Transaction<Database>;
  providerId: number;
  lockedYears: number[];
  replaceYear: number | null;
}

async function storeProvider(
  trx: Transaction<Database>,
  work: Work,
): Promise<{ counts: Record<string, FileCounts>; errors: DataError[]; years: number[] }> {
  const providerId = work.viewer.organisationId;
  await lockProvider(trx, providerId);
  const reports = await trx
    .selectFrom('report')
    .select(['year', 'state'])
    .where('providerId', '=', providerId)
    .forUpdate()
    .execute();
  const lockedYears = reports.filter(({ state }) => state === 'locked').map(({ year }) => year);
  const step: Step = { trx, providerId, lockedYears, replaceYear: work.replaceYear };

  const counts: Record<string, FileCounts> = {};
  const errors: DataError[] = [];
  const years = new Set<number>();
  const definitions = dataTables();
  const take = (name: TableName, stored: Stored) => {
    const { file } = definitions[name];
    counts[file] = sum(counts[file], stored.counts);
    for (const [child, removed] of Object.entries(stored.removedBeside ?? {}) as [TableName, number][]) {
      if (removed > 0)
        counts[definitions[child].file] = sum(counts[definitions[child].file], { ...NO_COUNTS, removed });
    }
    for (const year of stored.years) years.add(year);
    for (const { line, code, year } of stored.errors) {
      const params: DataError['params'] = year === undefined ? {} : { year };
      errors.push({ file, line, column: '-', value: '', code, params, message: describe({ code, params }, 'en') });
    }
  };
  // Participations first: placements and follow-ups need theirs.
  for (const name of Object.keys(definitions) as TableName[]) {
    if (!work.given.has(name)) continue;
    if (name === 'staffTraining') {
      take(name, await storeTraining(step, work.tables.staffTraining, work.lines.staffTraining));
    } else {
      const stored = STORED[name] as StoredTable<DataTables[typeof name][number]>;
      take(
        name,
        await storeTable(step, stored, givenRows(stored, work.tables[name], work.lines[name], work.officeIds)),
      );
    }
  }
  if (errors.length === 0) await record(step, work, [...years], counts);
  return { counts, errors, years: [...years] };
}

type Sql = RawBuilder<unknown>;

/** The rows as a table `g` in a query: an array a column, and the line that each stands on. */
function givenRows<Row>(
  { columns }: StoredTable<Row>,
  rows: readonly Row[],
  lines: readonly number[],
  officeIds: ReadonlyMap<string, number>,
): Sql {
  const arrays = columns.map(({ type, value }) => sql`${rows.map((row) => value(row, officeIds))}::${sql.raw(type)}[]`);
  const names = [...columns.map(({ name }) => name), 'line'];
  return sql`unnest(${sql.join([...arrays, sql`${lines}::integer[]`])}) as g(${sql.join(names.map((name) => sql.ref(name)))})`;
}

/** Adds and changes rows by their key; with a year to replace it then removes that year's rows that were not given. */
async function storeTable<Row>(step: Step, stored: StoredTable<Row>, given: Sql): Promise<Stored> {
  const { trx, providerId, lockedYears } = step;
  const table = sql.table(stored.table);
  const isSameRow = sql.join(
    stored.key.map((name) =>
      name === 'programme'
        ? sql`t.programme is not distinct from g.programme`
        : sql`${sql.ref(`t.${name}`)} = ${sql.ref(`g.${name}`)}`,
    ),
    sql` and `,
  );
  const hasParticipation = stored.needsParticipation
    ? sql`exists (select from participation p
        where p.provider_id = ${providerId} and p.participation_id = g.participation_id)`
    : sql`true`;

  const orphans = await sql<{
    line: number;
  }>`select g.line from ${given} where not ${hasParticipation} order by 1`.execute(trx);

  const bears = (row: 't' | 'g', year: Sql) =>
    sql`case when ${stored.bearing.on(row, year)} then ${stored.bearing.values(row, year)} end`;
  const guarded = stored.isNeverLocked ? [] : lockedYears;
  const touched = await sql<{ year: number; lines: number[] }>`
    select y.year, array_remove(array_agg(case when y.year = any(${guarded}::integer[]) then g.line end order by g.line), null) as lines
    from ${given} cross join measurement_year y
    left join ${table} t on t.provider_id = ${providerId} and ${isSameRow}
    where ${bears('t', sql`y.year`)} is distinct from ${bears('g', sql`y.year`)}
    group by y.year order by y.year`.execute(trx);

  const names = stored.columns.map(({ name }) => name);
  const others = names.filter((name) => !stored.key.includes(name));
  const columnsOf = (alias: string, which: string[]) =>
    sql.join(which.map((name) => sql.ref(alias ? `${alias}.${name}` : name)));
  const written = await sql<{ given: number; added: number; changed: number }>`
    with written as (
      insert into ${table} as t (provider_id, ${columnsOf('', names)})
      select ${providerId}, ${columnsOf('g', names)} from ${given} where ${hasParticipation}
      on conflict (provider_id, ${columnsOf('', stored.key)}) do update
        set ${sql.join(others.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))}
        where (${columnsOf('t', others)}) is distinct from (${columnsOf('excluded', others)})
      returning t.xmax = 0 as is_new
    )
    select (select count(*) from ${given}) as given, count(*) filter (where is_new) as added,
      count(*) filter (where not is_new) as changed from written`.execute(trx);
  const { given: rows, added, changed } = written.rows[0] ?? { given: 0, added: 0, changed: 0 };

  const rest = await removeRest(step, stored, given, isSameRow);
  return {
    counts: { added, changed, unchanged: rows - added - changed, removed: rest.removed },
    removedBeside: rest.beside,
    errors: [
      ...orphans.rows.map(({ line }) => ({ line, code: 'no-participation' as const })),
      ...touched.rows.flatMap(({ year, lines }) => lines.map((line) => ({ line, code: 'locked-year' as const, year }))),
      ...rest.errors,
    ],
    years: [
      ...touched.rows.map(({ year }) => year),
      ...(rest.removed > 0 && step.replaceYear ? [step.replaceYear] : []),
    ],
  };
}

/** Removes what lies in the year to replace and was not given. What also lies in a locked year stays. */
async function removeRest<Row>(
  { trx, providerId, lockedYears, replaceYear }: Step,
  { table, key, ofYear, bearing, isNeverLocked, children = [] }: StoredTable<Row>,
  given: Sql,
  isSameRow: Sql,
): Promise<Pick<Stored, 'errors'> & { removed: number; beside: Stored['removedBeside'] }> {
  if (replaceYear === null || !ofYear) return { removed: 0, beside: {}, errors: [] };
  const others = isNeverLocked ? [] : lockedYears.filter((year) => year !== replaceYear);
  const isHeld = (on: typeof bearing.on) =>
    sql`exists (select from unnest(${others}::integer[]) y where ${on('t', sql`y`)})`;
  // A participation goes with its placements and follow-ups, unless one of those is held.
  const holds = children.map(
    (child) => sql`and t.participation_id not in (select t.participation_id from ${sql.table(STORED[child].table)} t
      where t.provider_id = ${providerId} and ${isHeld(STORED[child].bearing.on)})`,
  );
  const doomed = sql`t.provider_id = ${providerId} and ${ofYear(sql`${replaceYear}::integer`)}
    and not exists (select from ${given} where ${isSameRow}) and not ${isHeld(bearing.on)} ${sql.join(holds, sql` `)}`;

  if (!isNeverLocked && lockedYears.includes(replaceYear)) {
    const { rows } = await sql`select from ${sql.table(table)} t where ${doomed} limit 1`.execute(trx);
    return {
      removed: 0,
      beside: {},
      errors: rows.length > 0 ? [{ line: 1, code: 'locked-year', year: replaceYear }] : [],
    };
  }
  const beside: Partial<Record<TableName, number>> = {};
  for (const child of children) {
    const { rows } = await sql`
      delete from ${sql.table(STORED[child].table)} c where c.provider_id = ${providerId}
        and c.participation_id in (select t.participation_id from ${sql.table(table)} t where ${doomed}) returning 1`.execute(
      trx,
    );
    beside[child] = rows.length;
  }
  const { rows } =
    await sql`delete from ${sql.table(table)} t where ${doomed} returning ${sql.ref(`t.${key[0]}`)}`.execute(trx);
  return { removed: rows.length, beside, errors: [] };
}

/**
 * Training replaces what stood for the same member of staff and calendar year. Rows have no key, so equal ones are paired
 * off, first with first; what is left over on either side is removed or added.
 */
async function storeTraining(step: Step, rows: readonly StaffTrainingRow[], lines: readonly number[]): Promise<Stored> {
  const { trx, providerId, replaceYear, lockedYears } = step;
  const given = sql`unnest(${rows.map((row) => row.staffId)}::text[], ${rows.map((row) => row.inRehabilitation)}::boolean[],
    ${rows.map((row) => formatDay(row.date))}::date[], ${rows.map((row) => row.hours)}::double precision[], ${lines}::integer[])
    as g(staff_id, in_rehabilitation, date, hours, line)`;
  const columns = sql`staff_id, in_rehabilitation, date, hours`;
  const paired = await sql<{ id: number | null; line: number | null; year: number }>`
    with given as (
      select g.*, row_number() over (partition by ${columns} order by line) as nth from ${given}
    ), stood as (
      select s.*, row_number() over (partition by ${columns} order by id) as nth from staff_training s
      where provider_id = ${providerId} and (extract(year from date) = ${replaceYear}::integer
        or (staff_id, extract(year from date)) in (select staff_id, extract(year from date) from given))
    )
    select stood.id, given.line, extract(year from date)::integer as year
    from given full join stood using (${columns}, nth) where stood.id is null or given.line is null
    order by given.line`.execute(trx);
  const gone = paired.rows.flatMap(({ id }) => id ?? []);
  const fresh = new Set(paired.rows.flatMap(({ line }) => line ?? []));
  await sql`delete from staff_training where provider_id = ${providerId} and id = any(${gone}::bigint[])`.execute(trx);
  await sql`insert into staff_training (provider_id, ${columns})
    select ${providerId}, ${columns} from ${given} where line = any(${[...fresh]}::integer[])`.execute(trx);
  return {
    counts: { added: fresh.size, changed: 0, unchanged: rows.length - fresh.size, removed: gone.length },
    errors: paired.rows
      .filter(({ year }) => lockedYears.includes(year))
      .map(({ line, year }) => ({ line: line ?? 1, code: 'locked-year', year })),
    years: [...new Set(paired.rows.map(({ year }) => year))],
  };
}

/** What follows from an import: reports that now differ from what was handed in are drafts again, and it is written down. */
async function record(
  { trx, providerId, replaceYear }: Step,
  { viewer, number }: Work,
  years: number[],
  counts: Record<string, FileCounts>,
): Promise<void> {
  await sql`
    insert into report (provider_id, year)
    select ${providerId}, year from measurement_year where year = any(${years}::integer[])
    on conflict (provider_id, year) do update
      set state = 'draft', submitted_at = null, submitted_by = null, late = false, updated_at = now()
      where report.state in ('draft', 'submitted')`.execute(trx);
  const { personId, personName } = viewer;
  const files = Object.keys(counts);
  await trx
    .insertInto('import')
    .values({ providerId, personId, personName, files, counts: JSON.stringify(counts) })
    .execute();
  await audit(trx, {
    action: 'import',
    subject: `provider ${number}`,
    concerns: providerId,
    details: { counts, replaceYear },
  });
}
