import { setImmediate } from 'node:timers/promises';
import { FEWEST } from '@batt/domain/benchmarks/compare';
import { emptyTables } from '@batt/domain/data-files/rows';
import type { DataTables, SurveyAnswerRow, TableName } from '@batt/domain/data-files/rows';
import { dataTables } from '@batt/domain/data-files/tables';
import { ConflictError } from '@batt/domain/errors';
import { calculate } from '@batt/domain/indicators/engine';
import type { Result } from '@batt/domain/indicators/result';
import { deadlineOf, formatDay, lastDayOf } from '@batt/domain/periods';
import { isFollowed } from '@batt/domain/targets/progress';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { DEMO_ISSUER } from '../../auth/sign-in.ts';
import { storePublication } from '../../modules/benchmarks/publication.ts';
import { definitionsFor, installCatalogue } from '../../modules/indicators/indicators.ts';
import { storeRunningFigures } from '../../modules/targets/progress.ts';
import { asSystem } from '../as-viewer.ts';
import type { Db } from '../client.ts';
import type { Database, FileCounts } from '../tables.ts';
import { generateThreads } from './dialogue.ts';
import { providerHistory } from './history.ts';
import { generateMeetings, storeMeetings } from './meetings.ts';
import { DEMO_DAY, generateNation, OPEN_YEAR, OPERATOR } from './nation.ts';
import type { Nation, NationOptions } from './nation.ts';
import { storeNotifications } from './notifications.ts';
import { People } from './people.ts';
import { storePractices } from './practices.ts';
import { Random } from './random.ts';
import { generateTalks, storeTalks } from './talks.ts';
import { generateTargets, storeTargets, workingHours } from './targets.ts';

type Trx = Transaction<Database>;

export interface SeedOptions extends NationOptions {
  /** Called now and then with the share that is done and what is being done. */
  onProgress?: (fraction: number, text: string) => void;
}

/**
 * Fills an empty database with the demo nation, in one transaction. Rows go in as providers report them; what is
 * published the engine and the publication work out from those rows, as they do for real ones.
 *
 * @throws ConflictError when there are organisations already.
 */
export async function seedDemo(db: Db, { onProgress = () => {}, ...options }: SeedOptions = {}): Promise<void> {
  const nation = generateNation(options);
  await asSystem(db, async (trx) => {
    const known = await trx.selectFrom('organisation').select('id').limit(1).executeTakeFirst();
    if (known)
      throw new ConflictError(
        'database-not-empty',
        'The database has organisations already; the demo data want an empty one.',
      );
    onProgress(0, 'Organisations, people and agreements');
    await installCatalogue(trx);
    const ids = await storeOrganisations(trx, nation);
    const people = new People(nation);
    const targets = generateTargets(nation, people);
    const threads = generateThreads(nation, people, targets.local);
    const meetings = generateMeetings(nation, people);
    const talks = generateTalks(nation, people, targets.local);
    await storePeople(trx, people, ids, new Random(`batt/${nation.seed}/memberships`));
    await storeCycle(trx, nation, people, ids);
    await storeImports(trx, nation, people, ids);
    const results = await storeRows(trx, nation, ids, (share) =>
      onProgress(0.05 + 0.7 * share, 'What the providers report'),
    );
    for (const [index, year] of nation.publishedYears.entries()) {
      onProgress(0.75 + (0.2 * index) / nation.publishedYears.length, `Publishing ${year}`);
      const { id, name } = people.at(OPERATOR, 'manager');
      const publishedAt = new Date(Date.UTC(year + 1, 1, 26, 9));
      await storePublication(trx, {
        year,
        results: results.get(year) ?? [],
        publishedBy: { id, name },
        reason: null,
        publishedAt,
      });
      // Locking is marked with the time at which it happens; here it happened then.
      await trx
        .updateTable('report')
        .set({ updatedAt: publishedAt })
        .where('year', '=', year)
        .where('state', '=', 'locked')
        .execute();
    }
    onProgress(0.95, 'Targets and threads');
    await storeRunningFigures(trx, {
      providerIds: nation.providers.map(({ number }) => idOf(ids, number)),
      year: OPEN_YEAR,
      asOf: formatDay(DEMO_DAY),
      indicators: await definitionsFor(trx, OPEN_YEAR),
      results: results.get(OPEN_YEAR) ?? [],
    });
    await storeTargets(trx, targets, nation, (number) => idOf(ids, number));
    await storeTalks(trx, talks, nation, (number) => idOf(ids, number));
    await storeThreads(trx, threads, nation, ids);
    await storeMeetings(trx, meetings, (number) => idOf(ids, number));
    await storePractices(trx, nation, people, ids);
    await storeNotifications(trx);
    onProgress(1, 'Done');
  });
}

/** Database ids of organisations by number. */
type Ids = Map<string, number>;

function idOf(ids: Ids, number: string): number {
  const id = ids.get(number);
  if (id === undefined) throw new Error(`No organisation ${number} in the demo nation.`);
  return id;
}

async function storeOrganisations(trx: Trx, nation: Nation): Promise<Ids> {
  const ids: Ids = new Map();
  const above = nation.organisations.filter(({ countyUnit }) => countyUnit === null);
  const below = nation.organisations.filter(({ countyUnit }) => countyUnit !== null);
  for (const group of [above, below]) {
    const rows = await trx
      .insertInto('organisation')
      .values(
        group.map(({ kind, number, name, countyUnit, isOperator, validFrom, validTo }) => ({
          kind,
          number,
          name,
          countyUnitId: countyUnit === null ? null : idOf(ids, countyUnit),
          isOperator,
          validFrom: formatDay(validFrom),
          validTo: validTo === null ? null : formatDay(validTo),
        })),
      )
      .returning(['id', 'number'])
      .execute();
    for (const { id, number } of rows) ids.set(number, id);
  }
  for (const { number, successor } of nation.organisations) {
    if (successor === null || !ids.has(successor)) continue;
    await trx
      .updateTable('organisation')
      .set({ successorId: idOf(ids, successor) })
      .where('id', '=', idOf(ids, number))
      .execute();
  }
  const memberships = nation.providers.flatMap(({ number, associations }) =>
    associations.map((association) => ({ providerId: idOf(ids, number), associationId: idOf(ids, association) })),
  );
  await trx.insertInto('providerAssociation').values(memberships).execute();
  return ids;
}

async function storePeople(trx: Trx, people: People, ids: Ids, random: Random): Promise<void> {
  const createdAt = new Date(Date.UTC(2024, 7, 19, 7));
  const suspendedAt = new Date(Date.UTC(2026, 8, 1, 8));
  await trx
    .insertInto('person')
    .values(
      people.all.map(({ id, email, name, locale, suspended }) => ({
        id,
        email,
        name,
        locale,
        createdAt,
        suspendedAt: suspended ? suspendedAt : null,
      })),
    )
    .execute();
  await trx
    .insertInto('identity')
    .values(
      people.all.flatMap(({ id, subject }) =>
        subject === null ? [] : [{ issuer: DEMO_ISSUER, subject, personId: id }],
      ),
    )
    .execute();
  await trx
    .insertInto('membership')
    .values(
      people.all.flatMap((person) =>
        person.memberships.map(({ organisation, role }) => ({
          id: random.uuid(),
          personId: person.id,
          organisationId: idOf(ids, organisation),
          role,
          createdAt,
        })),
      ),
    )
    .execute();
}

/** Agreements, years and which reports were sent when. */
async function storeCycle(trx: Trx, nation: Nation, people: People, ids: Ids): Promise<void> {
  const random = new Random(`batt/${nation.seed}/cycle`);
  await insertRows(
    trx,
    'agreement',
    { id: 'uuid', navOfficeId: 'int', providerId: 'int', programme: 'text', validFrom: 'day', validTo: 'day' },
    nation.providers.flatMap(({ number, agreements }) =>
      agreements.map(({ navOffice, programme, validFrom, validTo }) => [
        random.uuid(),
        idOf(ids, navOffice),
        idOf(ids, number),
        programme,
        validFrom,
        validTo,
      ]),
    ),
  );
  await trx
    .insertInto('measurementYear')
    .values(
      [...nation.publishedYears, OPEN_YEAR].map((year) => ({
        year,
        state: year === OPEN_YEAR ? ('open' as const) : ('closed' as const),
        deadline: deadlineOf(year),
        closedAt: year === OPEN_YEAR ? null : new Date(deadlineOf(year).getTime() + 20 * 86_400_000),
      })),
    )
    .execute();
  const main = nation.providers[0];
  await trx
    .insertInto('report')
    .values(
      nation.providers.flatMap((provider) =>
        provider.reports.map(({ year, state, submittedOn, late }) => {
          const submittedAt = submittedOn === null ? null : workingHours(submittedOn, random);
          return {
            providerId: idOf(ids, provider.number),
            year,
            // The publication locks what was submitted.
            state: state === 'locked' ? ('submitted' as const) : state,
            submittedAt,
            submittedBy: submittedAt && provider === main ? people.at(provider.number, 'manager').id : null,
            late,
            updatedAt: submittedAt ?? workingHours(Math.min(lastDayOf(year), DEMO_DAY - 6), random),
          };
        }),
      ),
    )
    .execute();
}

/**
 * What the providers have reported, and what the engine makes of each published year. The answers of a published year
 * are only ever in memory: they are counted, as locking does it, and go nowhere.
 */
async function storeRows(
  trx: Trx,
  nation: Nation,
  ids: Ids,
  onShare: (share: number) => void,
): Promise<Map<number, Result[]>> {
  const years = [...nation.publishedYears, OPEN_YEAR];
  const definitions = new Map(
    await Promise.all(years.map(async (year) => [year, await definitionsFor(trx, year)] as const)),
  );
  // Of the open year only what can be followed while it runs.
  definitions.set(OPEN_YEAR, (definitions.get(OPEN_YEAR) ?? []).filter(isFollowed));
  const results = new Map<number, Result[]>(years.map((year) => [year, []]));
  const writer = new RowWriter(trx);
  for (const [index, provider] of nation.providers.entries()) {
    const history = providerHistory(nation, provider);
    addRows(writer, history.stored, idOf(ids, provider.number), ids);
    results.get(OPEN_YEAR)?.push(...calculate(definitions.get(OPEN_YEAR) ?? [], history.stored, OPEN_YEAR));
    for (const { year, state } of provider.reports) {
      if (state !== 'locked') continue;
      const reported = history.reported(year);
      results.get(year)?.push(...calculate(definitions.get(year) ?? [], reported, year));
      addSurveyCounts(writer, reported.surveyAnswers, idOf(ids, provider.number));
    }
    // Lets the rows before leave for the database while the next ones are made.
    await setImmediate();
    await writer.flushIfLarge();
    if (index % 10 === 0) onShare(index / nation.providers.length);
  }
  await writer.flush();
  return results;
}

/** What changed each time that the demo's own provider sent its files in: what it has reported beside what it had before. */
async function storeImports(trx: Trx, nation: Nation, people: People, ids: Ids): Promise<void> {
  const provider = nation.providers[0];
  if (!provider) return;
  const random = new Random(`batt/${nation.seed}/imports`);
  const history = providerHistory(nation, provider);
  const { id, name } = people.at(provider.number, 'member');
  let before = emptyTables();
  for (const { year, submittedOn } of provider.reports) {
    const after = history.reported(year);
    const counts: Record<string, FileCounts> = {};
    for (const [table, { file, key }] of Object.entries(dataTables())) {
      const rows = after[table as TableName];
      if (rows.length > 0) counts[file] = countChanges(key, before[table as TableName], rows);
    }
    const importedAt = workingHours(submittedOn === null ? DEMO_DAY - 6 : submittedOn - 4, random);
    const who = { providerId: idOf(ids, provider.number), personId: id, personName: name };
    const files = Object.keys(counts);
    await trx
      .insertInto('import')
      .values({ id: random.uuid(), ...who, importedAt, files, counts: JSON.stringify(counts) })
      .execute();
    before = after;
  }
}

/** Rows without a key are only ever added. */
function countChanges(key: readonly string[], before: readonly object[], after: readonly object[]): FileCounts {
  const keyOf = (row: object) => JSON.stringify(Object.entries(row).filter(([field]) => key.includes(field)));
  const known = new Map(key.length === 0 ? [] : before.map((row) => [keyOf(row), JSON.stringify(row)] as const));
  const counts: FileCounts = { added: 0, changed: 0, unchanged: 0, removed: 0 };
  for (const row of after) {
    const former = known.get(keyOf(row));
    counts[former === undefined ? 'added' : former === JSON.stringify(row) ? 'unchanged' : 'changed']++;
  }
  return counts;
}

type ColumnType = 'int' | 'smallint' | 'text' | 'bool' | 'float8' | 'uuid' | 'day' | 'timestamptz';
type Cell = string | number | boolean | null;

/** The tables of rows, in the order in which they may be filled. */
const ROW_TABLES = {
  participation: {
    providerId: 'int',
    participationId: 'text',
    programme: 'text',
    navOfficeId: 'int',
    startDate: 'day',
    endDate: 'day',
    endReason: 'text',
    firstWorkday: 'day',
    employedDate: 'day',
    formalQualification: 'text',
    gender: 'text',
    birthYear: 'smallint',
    workAbility: 'text',
    basicSkills: 'text',
    minorityBackground: 'bool',
  },
  externalPlacement: {
    providerId: 'int',
    participationId: 'text',
    partner: 'text',
    startDate: 'day',
    endDate: 'day',
    followedUp: 'bool',
  },
  placementPartner: { providerId: 'int', partner: 'text', agreementDate: 'day', lastUsedDate: 'day' },
  staffTraining: { providerId: 'int', staffId: 'text', inRehabilitation: 'bool', date: 'day', hours: 'float8' },
  healthAnswer: { providerId: 'int', year: 'int', programme: 'text', question: 'smallint', answer: 'bool' },
  followUp: { providerId: 'int', participationId: 'text', date: 'day', situation: 'text' },
  surveyCoverage: {
    survey: 'text',
    providerId: 'int',
    programme: 'text',
    year: 'int',
    entitled: 'int',
    offered: 'int',
  },
  surveyAnswer: {
    providerId: 'int',
    survey: 'text',
    programme: 'text',
    year: 'int',
    responseId: 'text',
    question: 'smallint',
    answer: 'smallint',
  },
  surveyCount: {
    providerId: 'int',
    survey: 'text',
    programme: 'text',
    year: 'int',
    question: 'smallint',
    answer: 'smallint',
    answers: 'int',
  },
} as const satisfies Partial<Record<keyof Database, Record<string, ColumnType>>>;
type RowTable = keyof typeof ROW_TABLES;

/** Rows on their way to the database: collected, and sent a table at a time while the next are collected. */
class RowWriter {
  readonly #trx: Trx;
  #waiting = new Map<RowTable, Cell[][]>();
  #count = 0;
  #sending: Promise<void> = Promise.resolve();

  constructor(trx: Trx) {
    this.#trx = trx;
  }

  add(table: RowTable, row: Cell[]): void {
    const rows = this.#waiting.get(table) ?? [];
    if (rows.length === 0) this.#waiting.set(table, rows);
    rows.push(row);
    this.#count++;
  }

  async flushIfLarge(): Promise<void> {
    if (this.#count < 30_000) return;
    await this.#sending;
    this.#sending = this.#send();
    // A failure is told by whoever awaits next.
    this.#sending.catch(() => {});
  }

  async flush(): Promise<void> {
    await this.#sending;
    await this.#send();
  }

  async #send(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = new Map();
    this.#count = 0;
    for (const [table, columns] of Object.entries(ROW_TABLES) as [RowTable, Record<string, ColumnType>][]) {
      await insertRows(this.#trx, table, columns, batch.get(table) ?? []);
    }
  }
}

/**
 * One statement for any number of rows: an array a column. A day goes as a number, which is cheaper than a date's text.
 */
async function insertRows(
  trx: Trx,
  table: keyof Database,
  columns: Record<string, ColumnType>,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const types = Object.values(columns);
  const arrays = types.map(
    (type, column) =>
      sql`${arrayText(rows.map((row) => row[column] ?? null))}::${sql.raw(type === 'day' ? 'int' : type)}[]`,
  );
  const values = types.map((type, column) =>
    type === 'day' ? sql`date '1970-01-01' + ${sql.ref(`c${column}`)}` : sql.ref(`c${column}`),
  );
  await sql`
    insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
    select ${sql.join(values)}
    from unnest(${sql.join(arrays)}) as given (${sql.join(names.map((_, column) => sql.ref(`c${column}`)))})
  `.execute(trx);
}

/** An array as PostgreSQL reads it; the driver would take each value through several functions. */
function arrayText(values: Cell[]): string {
  const cells = values.map((value) => {
    if (value === null) return 'NULL';
    return typeof value === 'string' ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : String(value);
  });
  return `{${cells.join(',')}}`;
}

function addRows(writer: RowWriter, tables: DataTables, providerId: number, ids: Ids): void {
  for (const row of tables.participations) {
    const navOffice = row.navOffice === null ? null : idOf(ids, row.navOffice);
    const person = [row.gender, row.birthYear, row.workAbility, row.basicSkills, row.minorityBackground];
    const course = [
      row.startDate,
      row.endDate,
      row.endReason,
      row.firstWorkday,
      row.employedDate,
      row.formalQualification,
    ];
    writer.add('participation', [providerId, row.participationId, row.programme, navOffice, ...course, ...person]);
  }
  for (const row of tables.externalPlacements) {
    writer.add('externalPlacement', [
      providerId,
      row.participationId,
      row.partner,
      row.startDate,
      row.endDate,
      row.followedUp,
    ]);
  }
  for (const row of tables.placementPartners)
    writer.add('placementPartner', [providerId, row.partner, row.agreementDate, row.lastUsedDate]);
  for (const row of tables.staffTraining)
    writer.add('staffTraining', [providerId, row.staffId, row.inRehabilitation, row.date, row.hours]);
  for (const row of tables.healthChecklist)
    writer.add('healthAnswer', [providerId, row.year, row.programme, row.question, row.answer]);
  for (const row of tables.followUps)
    writer.add('followUp', [providerId, row.participationId, row.date, row.situation]);
  for (const row of tables.surveyCoverage)
    writer.add('surveyCoverage', [row.survey, providerId, row.programme, row.year, row.entitled, row.offered]);
  for (const row of tables.surveyAnswers) {
    writer.add('surveyAnswer', [
      providerId,
      row.survey,
      row.programme,
      row.year,
      row.responseId,
      row.question,
      row.answer,
    ]);
  }
}

/**
 * What locking leaves of answers (`lockReports`): how many gave each answer, in surveys that enough people answered.
 */
function addSurveyCounts(writer: RowWriter, answers: SurveyAnswerRow[], providerId: number): void {
  const surveys = new Map<string, { row: SurveyAnswerRow; respondents: Set<string>; counts: number[] }>();
  let survey: { row: SurveyAnswerRow; respondents: Set<string>; counts: number[] } | undefined;
  for (const row of answers) {
    // Answers to one survey follow each other.
    if (survey?.row.survey !== row.survey || survey.row.programme !== row.programme) {
      const key = `${row.survey}/${row.programme}`;
      survey = surveys.get(key) ?? { row, respondents: new Set(), counts: [] };
      surveys.set(key, survey);
    }
    const cell = 10 * row.question + row.answer;
    survey.counts[cell] = (survey.counts[cell] ?? 0) + 1;
    const isCounted = row.answer >= 1 && row.answer <= 6 && !(row.survey === 'participant' && row.question === 9);
    if (isCounted) survey.respondents.add(row.responseId);
  }
  for (const { row, respondents, counts } of surveys.values()) {
    if (respondents.size < FEWEST) continue;
    for (const [cell, count] of counts.entries()) {
      if (!count) continue;
      const [question, answer] = [Math.floor(cell / 10), cell % 10];
      writer.add('surveyCount', [providerId, row.survey, row.programme, row.year, question, answer, count]);
    }
  }
}

async function storeThreads(
  trx: Trx,
  threads: ReturnType<typeof generateThreads>,
  { organisations }: Nation,
  ids: Ids,
): Promise<void> {
  const sides = (thread: (typeof threads)[number]) => ({
    providerId: idOf(ids, thread.provider),
    counterpartId: idOf(ids, thread.counterpart),
  });
  await trx
    .insertInto('thread')
    .values(
      threads.flatMap((thread) => {
        const { id, subject, about, indicator, programme, year, targetId, surveyTheme, steps, comments } = thread;
        const [first, last] = [comments[0], comments.at(-1)];
        if (!first || !last) return [];
        const resolvedAt = steps.length % 2 ? (steps.at(-1)?.at ?? null) : null;
        const times = { createdAt: first.at, updatedAt: resolvedAt ?? last.at, resolvedAt };
        const subjects = { subject, about, indicator, programme, year, targetId, surveyTheme };
        return [{ id, ...sides(thread), ...subjects, createdBy: first.person.id, ...times }];
      }),
    )
    .execute();
  await trx
    .insertInto('threadStep')
    .values(
      threads.flatMap((thread) =>
        thread.steps.map(({ at, organisation, person }, index) => ({
          threadId: thread.id,
          seq: index + 1,
          ...sides(thread),
          kind: index % 2 ? ('reopened' as const) : ('resolved' as const),
          organisationId: idOf(ids, organisation),
          personId: person.id,
          personName: person.name,
          createdAt: at,
        })),
      ),
    )
    .execute();
  const names = new Map(organisations.map(({ number, name }) => [number, name]));
  await trx
    .insertInto('comment')
    .values(
      threads.flatMap((thread) =>
        thread.comments.map(({ id, organisation, person, body, at, mentions, edited }, index) => ({
          id,
          threadId: thread.id,
          ...sides(thread),
          seq: index + 1,
          organisationId: idOf(ids, organisation),
          personId: person.id,
          personName: person.name,
          body,
          mentions: JSON.stringify(
            mentions.map((mention) => ({
              organisationId: idOf(ids, mention.organisation),
              personId: mention.person?.id ?? null,
              name: mention.person?.name ?? names.get(mention.organisation),
            })),
          ),
          createdAt: at,
          editedAt: edited?.at ?? null,
        })),
      ),
    )
    .execute();
  await trx
    .insertInto('commentEdit')
    .values(
      threads.flatMap((thread) =>
        thread.comments.flatMap(({ id, edited }) =>
          edited ? [{ commentId: id, ...sides(thread), seq: 1, body: edited.body, replacedAt: edited.at }] : [],
        ),
      ),
    )
    .execute();
  await trx
    .insertInto('threadRead')
    .values(
      threads.flatMap(({ id, reads }) => reads.map(({ person, seq }) => ({ threadId: id, personId: person.id, seq }))),
    )
    .execute();
  await trx
    .insertInto('action')
    .values(
      threads.flatMap((thread) =>
        thread.actions.map(({ id, title, owner, ownerName, dueDate, state, at }) => ({
          id,
          threadId: thread.id,
          ...sides(thread),
          title,
          indicator: thread.indicator,
          programme: thread.programme,
          year: thread.year,
          ownerOrganisationId: idOf(ids, owner),
          ownerName,
          dueDate,
          state,
          doneAt: state === 'done' ? new Date(Math.min(at.getTime(), Date.parse(dueDate ?? '') || Infinity)) : null,
          createdAt: at,
          updatedAt: at,
        })),
      ),
    )
    .execute();
}
