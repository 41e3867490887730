import { randomUUID } from 'node:crypto';
import type { ActionName, SubjectName } from '@batt/domain/access/ability';
import { ACTIONS, defineAbilityFor, rowOf } from '@batt/domain/access/ability';
import type { Viewer } from '@batt/domain/access/viewer';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibleBy } from './accessible-by.ts';
import { asSystem, asViewer } from './as-viewer.ts';
import { askOnce, connectionConfig } from './client.ts';
import type { Database } from './tables.ts';
import { testDatabase } from './test-database.ts';
import type { TestNation } from './test-nation.ts';
import { testNation } from './test-nation.ts';

const { db, url, drop } = await testDatabase();
afterAll(drop);

let nation: TestNation;
beforeAll(async () => {
  nation = await testNation(db);
  await asSystem(db, (trx) => fillEveryTable(trx, nation));
});

type Table = keyof Database;

/** Which tables hold the rows of a subject. */
const SUBJECTS: Partial<Record<SubjectName, Table[]>> = {
  Organisation: ['organisation'],
  Person: ['person'],
  Membership: ['membership'],
  Agreement: ['agreement'],
  Programme: ['programme'],
  Indicator: ['indicatorDefinition'],
  Suitability: ['suitability'],
  MeasurementYear: ['measurementYear'],
  Publication: ['publication'],
  Report: ['report'],
  DataRow: [
    'participation',
    'externalPlacement',
    'placementPartner',
    'staffTraining',
    'healthAnswer',
    'followUp',
    'surveyCoverage',
    'indicatorValue',
  ],
  SurveyAnswer: ['surveyAnswer'],
  UploadedFile: ['uploadedFile'],
  Import: ['import'],
  Result: ['result'],
  Figure: ['figure', 'perspective'],
  Benchmark: ['benchmark'],
  Favourite: ['favourite'],
  GeneralTarget: ['generalTarget'],
  LocalTarget: ['localTarget'],
  TargetTalk: ['targetTalk'],
  TargetDraft: ['targetDraft'],
  RunningFigure: ['runningFigure'],
  Thread: ['thread'],
  ThreadStep: ['threadStep'],
  Comment: ['comment'],
  CommentEdit: ['commentEdit'],
  Meeting: ['meeting'],
  MeetingConfirmation: ['meetingConfirmation'],
  Action: ['action'],
  Notification: ['notification'],
  NotificationChoice: ['notificationChoice'],
  Practice: ['practice'],
  PracticeQuestion: ['practiceQuestion'],
  PracticeAdoption: ['practiceAdoption'],
  AuditEntry: ['auditEntry'],
};

/** For whom the wall stands further out than the rules. */
const WIDER: Partial<Record<SubjectName, (viewer: Viewer) => boolean>> = {
  // Managers see the people whose memberships they run, which the rules reach through Membership.
  Person: ({ role }) => role === 'manager',
  // The operator publishes every figure; the rules show it those of its members.
  Figure: ({ isOperator }) => isOperator,
};

/** Acts that change a row in place; the others make rows, and their policies share the same condition. */
const CHANGES: ActionName[] = [
  'update',
  'suspend',
  'close',
  'publish',
  'submit',
  'reopen',
  'extend',
  'counter',
  'agree',
  'sign',
  'comment',
  'withdraw',
  'confirm',
  'open',
  'return',
  'answer',
];

// Each row as text, so that rows can be compared across queries.
const rowsOf = async (trx: Transaction<Database>, table: Table, where = sql`true`) => {
  const { rows } = await sql<{ row: string }>`
    select to_jsonb(${sql.ref(table)})::text as row from ${sql.table(table)} where ${where}`.execute(trx);
  return rows.map(({ row }) => row).sort();
};

describe('the rules, the WHERE made from them, and row-level security agree', () => {
  for (const [subject, tables] of Object.entries(SUBJECTS) as [SubjectName, Table[]][]) {
    for (const table of tables) {
      test(`${subject} in ${table}`, async () => {
        const all = await asSystem(db, (trx) => trx.selectFrom(table).selectAll().execute());
        expect(all.length, 'a table without rows proves nothing').toBeGreaterThan(0);
        for (const viewer of nation.viewers) {
          const ability = defineAbilityFor(viewer);
          const can = (action: ActionName) => all.filter((row) => ability.can(action, rowOf(subject, row))).length;
          const whoAsks = `${viewer.personName} in ${table}`;
          for (const action of ACTIONS[subject]) {
            const byWhere = await asSystem(db, (trx) =>
              rowsOf(trx, table, sql`${accessibleBy(ability, action as never, subject)}`),
            );
            expect(byWhere.length, `${whoAsks}, WHERE for ${action}`).toBe(can(action));
          }
          // The rules name the provider; the wall also keeps from it what too few answered.
          const shown = subject === 'Result' ? sql`not hidden_from_owner` : sql`true`;
          const allowed = await asSystem(db, (trx) =>
            rowsOf(trx, table, sql`${accessibleBy(ability, 'read', subject)} and ${shown}`),
          );
          const seen = await asViewer(db, viewer, (trx) => rowsOf(trx, table));
          if (WIDER[subject]?.(viewer)) expect(seen, whoAsks).toEqual(expect.arrayContaining(allowed));
          else expect(seen, whoAsks).toEqual(allowed);
        }
      });

      test(`${subject}: whoever may change a row in ${table} can, and nobody else`, async () => {
        const all = await asSystem(db, (trx) => trx.selectFrom(table).selectAll().execute());
        for (const viewer of nation.viewers) {
          const ability = defineAbilityFor(viewer);
          const allowed = all.filter((row) =>
            CHANGES.some((action) => ability.can(action, rowOf(subject, row))),
          ).length;
          expect(await changeable(viewer, table), `${viewer.personName} in ${table}`).toBe(allowed);
        }
      });
    }
  }
});

/** A column per table that the viewers' role may write; none where nobody changes rows in place. */
const WRITABLE: Partial<Record<Table, string>> = {
  organisation: 'name',
  person: 'name',
  membership: 'role',
  agreement: 'validTo',
  programme: 'names',
  indicatorDefinition: 'definition',
  suitability: 'suits',
  measurementYear: 'deadline',
  report: 'state',
  participation: 'gender',
  externalPlacement: 'endDate',
  placementPartner: 'lastUsedDate',
  staffTraining: 'hours',
  healthAnswer: 'answer',
  followUp: 'situation',
  surveyCoverage: 'offered',
  indicatorValue: 'numerator',
  surveyAnswer: 'answer',
  generalTarget: 'value',
  localTarget: 'state',
  targetTalk: 'answerBy',
  targetDraft: 'value',
  thread: 'subject',
  comment: 'body',
  meeting: 'minutes',
  notification: 'readAt',
  notificationChoice: 'delivery',
  practice: 'title',
  practiceQuestion: 'answer',
  practiceAdoption: 'note',
  action: 'title',
};

async function changeable(viewer: Viewer, table: Table): Promise<number> {
  const column = WRITABLE[table];
  let count = 0;
  const undo = new Error('undo');
  const attempt = asViewer(db, viewer, async (trx) => {
    const target = sql.ref(column ?? Object.keys(await firstRow(table))[0]!);
    const { numAffectedRows } = await sql`update ${sql.table(table)} set ${target} = ${target}`.execute(trx);
    count = Number(numAffectedRows);
    throw undo;
  });
  await attempt.catch((error: Error) => {
    if (error !== undo && !(column === undefined && error.message.startsWith('permission denied'))) throw error;
  });
  return count;
}

const firstRow = (table: Table) =>
  asSystem(db, (trx) => trx.selectFrom(table).selectAll().limit(1).executeTakeFirstOrThrow());

describe('what only row-level security keeps', () => {
  test('a question with no viewer set fails, on an empty table too', async () => {
    for (const table of ['organisation', 'survey_count']) {
      await expect(sql`select * from ${sql.table(table)}`.execute(db.app)).rejects.toThrow('permission denied');
    }
    const client = new pg.Client({ ...connectionConfig(url), options: '-c role=batt_app' });
    await client.connect();
    await expect(client.query('select * from organisation')).rejects.toThrow('No viewer is set');
    await expect(client.query('select app.my_providers()')).rejects.toThrow('No viewer is set');
    await client.end();
  });

  test('a viewer does not stay on the connection', async () => {
    const one = { ...db, app: db.app };
    await asViewer(one, nation.viewer('bro'), (trx) => trx.selectFrom('report').selectAll().execute());
    await expect(db.app.selectFrom('report').selectAll().execute()).rejects.toThrow('permission denied');
  });

  test('a token for reading cannot write', async () => {
    const reader = { ...nation.viewer('bro'), scope: 'read' as const };
    const write = asViewer(db, reader, (trx) => trx.updateTable('report').set({ late: true }).execute());
    await expect(write).rejects.toThrow('read-only transaction');
  });

  test('what signs people in, and locked answers, are out of reach', async () => {
    for (const table of ['identity', 'invitation', 'session', 'apiToken', 'surveyCount', 'runningSum'] as const) {
      for (const viewer of nation.viewers) {
        const read = asViewer(db, viewer, (trx) => trx.selectFrom(table).selectAll().execute());
        await expect(read).rejects.toThrow('permission denied');
      }
    }
  });

  test('a figure that too few answered is hidden from the provider itself', async () => {
    const results = await asViewer(db, nation.viewer('bro'), (trx) => trx.selectFrom('result').selectAll().execute());
    expect(results.map(({ indicator }) => indicator)).toEqual(['job-acquisition']);
  });

  test('ranks are for all, without the values', async () => {
    const ranks = await asViewer(db, nation.viewer('sor', 'viewer'), (trx) =>
      sql<Record<string, unknown>>`select * from app.published_ranks(2023, 1, 'job-acquisition', 'AB')`.execute(trx),
    );
    expect(ranks.rows.map((row) => Object.keys(row))).toEqual(
      Array.from({ length: 3 }, () => [
        'providerId',
        'countyUnitId',
        'rank',
        'position',
        'rankLow',
        'rankHigh',
        'areaRankLow',
        'areaRankHigh',
        'topThree',
        'topFive',
      ]),
    );
  });

  test('how the nation lies is for all, without names, and no finer than in cells', async () => {
    const cells = await asViewer(db, nation.viewer('sor', 'viewer'), (trx) =>
      sql<Record<string, unknown>>`select * from app.published_cells(2023, 1, 'job-acquisition', 'AB', null)`.execute(
        trx,
      ),
    );
    expect(cells.rows.length).toBeGreaterThan(0);
    for (const row of cells.rows) {
      expect(Object.keys(row)).toEqual(['n', 'low', 'high', 'providers']);
      expect(Number(row.n) % 5).toBe(0);
    }
  });

  test('an agreed local target is shown with the scorecard, and nothing of the negotiation', async () => {
    const agreed = (viewer: Viewer) =>
      asViewer(db, viewer, async (trx) => {
        const { rows } = await sql<{ providerId: number }>`
          select a.provider_id from organisation o, app.agreed_targets(o.id, 2024, 2024) a`.execute(trx);
        return rows.map(({ providerId }) => providerId).sort((a, b) => a - b);
      });
    const { bro, sor } = nation.organisations;
    expect(await agreed(nation.viewer('frogner'))).toEqual([bro]);
    expect(await agreed(nation.viewer('arendal'))).toEqual([sor]);
    expect(await agreed(nation.viewer('directorate'))).toEqual([bro, sor]);
    expect(await agreed(nation.viewer('raskt'))).toEqual([]);
  });

  test('the directorate counts threads and reads none; nobody else counts them', async () => {
    for (const viewer of nation.viewers) {
      await asViewer(db, viewer, async (trx) => {
        const { rows } = await sql`select * from app.dialogue_counts(2024)`.execute(trx);
        const isDirectorate = viewer.organisationKind === 'directorate';
        expect(rows, viewer.personName).toEqual(
          isDirectorate ? [{ threads: 2, targetsAgreed: 2, targetsOpen: 0 }] : [],
        );
        if (isDirectorate) expect(await trx.selectFrom('thread').selectAll().execute()).toEqual([]);
      });
    }
  });

  test('a comment may call on one’s own people and the other organisation, never on a name that was not given', async () => {
    const { bro, frogner } = nation.organisations;
    const named = (viewer: Viewer) =>
      asViewer(db, viewer, async (trx) => {
        const { rows } = await sql<{ organisationId: number; name: string }>`
          select organisation_id, name from app.mentionable(${bro}, ${frogner})`.execute(trx);
        return rows.map(({ organisationId, name }) => `${organisationId} ${name}`).sort();
      });
    const ofBro = await named(nation.viewer('bro', 'member'));
    expect(ofBro.filter((name) => name.startsWith(`${bro} `))).toEqual([`${bro} bro manager`, `${bro} bro viewer`]);
    const written = await asSystem(db, (trx) =>
      trx
        .selectFrom('comment')
        .where('providerId', '=', bro)
        .where('counterpartId', '=', frogner)
        .select(['organisationId', 'personName'])
        .execute(),
    );
    const others = new Set([
      'Nav Frogner',
      ...written.flatMap(({ organisationId, personName }) => (organisationId === frogner ? [personName] : [])),
    ]);
    expect(ofBro.filter((name) => name.startsWith(`${frogner} `))).toEqual(
      [...others].map((name) => `${frogner} ${name}`).sort(),
    );
    for (const key of ['raskt', 'sor', 'arendal', 'oslo', 'directorate', 'operator'] as const)
      expect(await named(nation.viewer(key)), key).toEqual([]);
  });
});

describe('the catalogue', () => {
  const ask = async (question: string) =>
    (await askOnce(connectionConfig(url), question)).rows.map((row) => Object.values(row).join(' '));
  const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'migration', 'pg_toast')`;

  test('row-level security is on and forced on every table', async () => {
    const tables = `select count(*) from pg_class c join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'p') and ${OURS}`;
    expect(Number(await ask(tables))).toBeGreaterThan(35);
    expect(
      await ask(`select relname from pg_class c join pg_namespace n on n.oid = relnamespace
        where relkind in ('r', 'p', 'm', 'f') and ${OURS} and not (relrowsecurity and relforcerowsecurity)`),
    ).toEqual([]);
  });

  test('no role of ours can pass it by, and those that serve people own nothing', async () => {
    expect(await ask(`select rolname from pg_roles where rolname like 'batt%' and (rolsuper or rolbypassrls)`)).toEqual(
      [],
    );
    expect(
      await ask(`select relname from pg_class where relowner in ('batt_app'::regrole, 'batt_system'::regrole, 'batt_nobody'::regrole)
        union all select proname from pg_proc where proowner in ('batt_app'::regrole, 'batt_system'::regrole, 'batt_nobody'::regrole)`),
    ).toEqual([]);
  });

  test('views ask as the viewer', async () => {
    expect(
      await ask(`select relname from pg_class c join pg_namespace n on n.oid = relnamespace where relkind = 'v' and ${OURS}
        and not coalesce(reloptions::text like '%security_invoker=true%', false)`),
    ).toEqual([]);
  });

  test('functions have a fixed search path, and no function is for everybody', async () => {
    expect(
      await ask(`select proname from pg_proc p join pg_namespace n on n.oid = pronamespace where ${OURS}
        and not coalesce(proconfig::text like '%search_path=%', false)`),
    ).toEqual([]);
    expect(
      await ask(`select proname from pg_proc p join pg_namespace n on n.oid = pronamespace, aclexplode(coalesce(proacl, acldefault('f', proowner))) a
        where ${OURS} and a.grantee = 0`),
    ).toEqual([]);
  });

  test('nobody else has been given a table', async () => {
    expect(
      await ask(`select distinct grantee from information_schema.role_table_grants where table_schema in ('public', 'app', 'migration')
        and grantee not in ('batt_owner', 'batt_app', 'batt_system', 'batt_audit')`),
    ).toEqual([]);
  });
});

describe('planted faults are found', () => {
  const faults = {
    'security switched off': 'alter table comment disable row level security',
    'not forced': 'alter table comment no force row level security',
    'a policy too many': 'create policy open on comment for select to batt_app using (true)',
    'a policy missing': 'drop policy read on comment',
  };
  test.each(Object.entries(faults))('%s', async (_, statement) => {
    const client = new pg.Client({ ...connectionConfig(url), options: '-c role=batt_owner' });
    await client.connect();
    try {
      await client.query('begin');
      await client.query(statement);
      const forced = await client.query(
        `select relrowsecurity and relforcerowsecurity as ok from pg_class where relname = 'comment'`,
      );
      const { personId, organisationId } = nation.viewer('bro');
      await client.query(
        `select set_config('batt.person', $1, true), set_config('batt.organisation', $2, true),
            set_config('batt.role', 'manager', true), set_config('role', 'batt_app', true)`,
        [personId, organisationId],
      );
      const { rows } = await client.query('select thread_id from comment');
      expect({ forced: forced.rows[0].ok, rows: rows.length }).not.toEqual({ forced: true, rows: 1 });
    } finally {
      await client.query('rollback');
      await client.end();
    }
  });
});

/** At least one row of everything, for each side that could be mixed up with another. */
async function fillEveryTable(trx: Transaction<Database>, { organisations, viewer }: TestNation): Promise<void> {
  const { bro, raskt, sor, frogner, arendal, oslo, agder, directorate, operator } = organisations;
  const names = JSON.stringify({ nb: 'x', nn: 'x', en: 'x' });
  const providers = [
    { providerId: bro, key: 'bro', countyUnitId: oslo },
    { providerId: raskt, key: 'raskt', countyUnitId: oslo },
    { providerId: sor, key: 'sor', countyUnitId: agder },
  ] as const;
  await trx
    .insertInto('indicatorDefinition')
    .values({ code: 'job-acquisition', version: 1, fromYear: 2020, sortOrder: 1, definition: names })
    .execute();
  await trx.insertInto('suitability').values({ indicator: 'job-acquisition', programme: 'AB', suits: 'yes' }).execute();
  await trx.insertInto('publication').values({ year: 2023, revision: 1, publishedByName: 'Kari' }).execute();
  const cell = { year: 2023, revision: 1, programme: 'AB', indicatorVersion: 1 };
  await trx
    .insertInto('benchmark')
    .values({
      year: 2023,
      revision: 1,
      programme: 'AB',
      indicator: 'job-acquisition',
      providers: 3,
      ranked: 3,
      leftOut: 0,
      best: '[]',
    })
    .execute();
  for (const [index, { providerId, key, countyUnitId }] of providers.entries()) {
    const { personId, personName } = viewer(key, 'member');
    const participation = { providerId, participationId: `${key}-1` };
    await trx.insertInto('report').values({ providerId, year: 2024 }).execute();
    await trx
      .insertInto('participation')
      .values({ ...participation, programme: 'AB', startDate: '2024-01-01' })
      .execute();
    await trx
      .insertInto('externalPlacement')
      .values({ ...participation, partner: 'Kafé', startDate: '2024-02-01', followedUp: true })
      .execute();
    await trx
      .insertInto('followUp')
      .values({ ...participation, date: '2024-12-01', situation: 'unknown' })
      .execute();
    await trx.insertInto('placementPartner').values({ providerId, partner: 'Kafé' }).execute();
    await trx
      .insertInto('staffTraining')
      .values({ providerId, staffId: 's', inRehabilitation: true, date: '2024-03-01', hours: 15 })
      .execute();
    await trx.insertInto('healthAnswer').values({ providerId, year: 2024, question: 1, answer: true }).execute();
    await trx
      .insertInto('surveyCoverage')
      .values({ survey: 'nav', providerId, year: 2024, entitled: 9, offered: 8 })
      .execute();
    await trx.insertInto('indicatorValue').values({ providerId, indicator: 'own', year: 2024, numerator: 1 }).execute();
    await trx
      .insertInto('surveyAnswer')
      .values({ survey: 'nav', providerId, year: 2024, responseId: 'r', question: 1, answer: 5 })
      .execute();
    await trx
      .insertInto('surveyCount')
      .values({ survey: 'nav', providerId, year: 2023, question: 1, answer: 5, answers: 7 })
      .execute();
    await trx
      .insertInto('uploadedFile')
      .values({ organisationId: providerId, personId, name: 'a.csv', bytes: Buffer.from('a') })
      .execute();
    await trx
      .insertInto('import')
      .values({ providerId, personId, personName, files: ['a.csv'], counts: '{}' })
      .execute();
    await trx
      .insertInto('result')
      .values(
        ['job-acquisition', 'participant-survey'].map((indicator, hidden) => ({
          ...cell,
          providerId,
          indicator,
          status: 'ok' as const,
          value: 50,
          n: 10,
          hiddenFromOwner: hidden === 1,
        })),
      )
      .execute();
    await trx
      .insertInto('runningFigure')
      .values({
        providerId,
        countyUnitId,
        programme: 'AB',
        indicator: 'job-acquisition',
        year: 2024,
        asOf: '2024-06-30',
        value: 40,
        atLeast: 10,
      })
      .execute();
    await trx
      .insertInto('runningSum')
      .values({ providerId, programme: 'AB', indicator: 'job-acquisition', year: 2024, numerator: 5, n: 12 })
      .execute();
    for (const state of ['draft', 'submitted', 'returned', 'published', 'withdrawn'] as const) {
      const { id: practiceId } = await trx
        .insertInto('practice')
        .values({ providerId, title: 'Jobbsøk i gruppe', state })
        .returning('id')
        .executeTakeFirstOrThrow();
      const asker = viewer('frogner');
      const question = { practiceId, providerId, organisationId: asker.organisationId, personId: asker.personId };
      await trx
        .insertInto('practiceQuestion')
        .values([
          { ...question, body: 'Hvordan?' },
          { ...question, body: 'Hvorfor?', state: 'answered', answer: 'Fordi.' },
        ])
        .execute();
      await trx
        .insertInto('practiceIndicator')
        .values({ practiceId, providerId, indicator: 'job-acquisition', programme: 'AB' })
        .execute();
      await trx.insertInto('practiceAdoption').values({ practiceId, providerId, adoptedOn: '2024-05-01' }).execute();
    }
    await trx
      .insertInto('notification')
      .values({
        personId,
        organisationId: providerId,
        topic: 'targets',
        kind: 'proposed',
        path: '/targets',
        thing: 'targets',
      })
      .execute();
    await trx
      .insertInto('notificationChoice')
      .values({ personId, organisationId: providerId, topic: 'targets', delivery: 'never' })
      .execute();
    await trx
      .insertInto('figure')
      .values({
        ...cell,
        providerId,
        countyUnitId,
        indicator: 'job-acquisition',
        status: 'ok',
        value: 50,
        n: 10,
        rank: index + 1,
        position: index + 1,
        verdict: 'none',
      })
      .execute();
    const inYear = { year: 2023, revision: 1, providerId, countyUnitId };
    await trx
      .insertInto('providerProfile')
      .values({ ...inYear, programmes: ['AB'] })
      .execute();
    await trx
      .insertInto('peer')
      .values({ ...inYear, peerId: bro, position: 1, reasons: '["size"]' })
      .execute();
    await trx
      .insertInto('favourite')
      .values({ organisationId: providerId, list: 'Like us', providerId: bro })
      .execute();
    await trx
      .insertInto('perspective')
      .values({
        year: cell.year,
        revision: cell.revision,
        providerId,
        countyUnitId,
        survey: 'nav',
        question: 1,
        n: 9,
        value: 4.5,
      })
      .execute();
  }
  for (const [ownerId, level] of [
    [directorate, 'national'],
    [oslo, 'county'],
    [agder, 'county'],
  ] as const) {
    for (const state of ['draft', 'published'] as const) {
      await trx
        .insertInto('generalTarget')
        .values({ level, ownerId, state, indicator: `job-${state}`, programme: 'AB', year: 2024, value: 40 })
        .execute();
    }
  }
  const pairs = [
    { navOfficeId: frogner, providerId: bro, countyUnitId: oslo, author: viewer('bro') },
    { navOfficeId: arendal, providerId: sor, countyUnitId: agder, author: viewer('sor') },
  ];
  for (const { author, ...sides } of pairs) {
    const { id: targetId } = await trx
      .insertInto('localTarget')
      .values({
        ...sides,
        indicator: 'job-acquisition',
        programme: 'AB',
        year: 2024,
        state: 'agreed',
        value: 40,
        agreedValue: 40,
        agreedAt: new Date(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const by = { organisationId: sides.providerId, personId: author.personId, personName: author.personName };
    const { navOfficeId, providerId } = sides;
    await trx
      .insertInto('targetStep')
      .values({ targetId, seq: 1, navOfficeId, providerId, round: 1, kind: 'agree', ...by, personRole: 'manager' })
      .execute();
    const thread = { providerId, counterpartId: navOfficeId };
    const threadId = randomUUID();
    await trx
      .insertInto('thread')
      .values({ id: threadId, ...thread, subject: 'Mål', year: 2024, createdBy: author.personId })
      .execute();
    const { id: commentId } = await trx
      .insertInto('comment')
      .values({ threadId, ...thread, seq: 1, ...by, body: 'Hei' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('commentEdit')
      .values({ commentId, ...thread, seq: 1, body: 'Hallo' })
      .execute();
    await trx
      .insertInto('threadStep')
      .values({ threadId, ...thread, seq: 1, kind: 'resolved', ...by })
      .execute();
    const meeting = { ...thread, programme: 'AB', year: 2023, heldOn: '2024-09-01', updatedByName: author.personName };
    const { id: meetingId } = await trx
      .insertInto('meeting')
      .values({ ...meeting, createdBy: author.personId })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('meetingConfirmation')
      .values({ meetingId, ...thread, ...by, version: 1 })
      .execute();
    const talk = { navOfficeId, providerId, year: 2024 };
    await trx
      .insertInto('targetTalk')
      .values({ ...talk, countyUnitId: sides.countyUnitId, answerBy: '2024-02-01', setByName: 'Siri' })
      .execute();
    for (const organisationId of [navOfficeId, providerId]) {
      const draft = { ...talk, indicator: 'job-acquisition', programme: 'AB', kind: 'counter' as const, value: 30 };
      await trx
        .insertInto('targetDraft')
        .values({ ...draft, organisationId, answersVersion: 1, updatedBy: author.personId, updatedByName: 'Siri' })
        .execute();
    }
    await trx
      .insertInto('action')
      .values({ threadId, ...thread, title: 'Ring', ownerOrganisationId: providerId })
      .execute();
    await trx.insertInto('threadRead').values({ threadId, personId: author.personId, seq: 1 }).execute();
  }
  for (const [organisationId, concernsId] of [
    [bro, null],
    [operator, sor],
  ] as const) {
    await sql`select set_config('batt.organisation', ${String(organisationId)}, true),
      app.audit('submit-report', 'x', ${concernsId}, '{}'::jsonb)`.execute(trx);
  }
}
