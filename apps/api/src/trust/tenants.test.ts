import { rulesFor } from '@batt/domain/access/ability';
import type { ActionName, AppAbility, SubjectName } from '@batt/domain/access/ability';
import { createMongoAbility } from '@casl/ability';
import pino from 'pino';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../config.ts';
import { Context } from '../context.ts';
import { askOnce, connectionConfig } from '../db/client.ts';
import { openListener } from '../db/listen.ts';
import { testDatabase } from '../db/test-database.ts';
import { createServer } from '../server.ts';
import { answersToThoseWhoMay, ask, crawl, foreignIn, leaksIn } from './tenants.ts';
import type { Way } from './tenants.ts';
import { makeWorld } from './world.ts';
import type { Asker, World } from './world.ts';

const isFull = process.env['TRUST'] === 'full';

const { db, url, drop } = await testDatabase();
const listener = openListener(url);
const app = await createServer(readConfig({}), { db, listener });
// The server writes its log where people can read it; here it is read.
const log: string[] = [];
Object.assign(app.log, { [pino.symbols.streamSym]: { write: (line: string) => log.push(line) } });
const world = await makeWorld(db, app);

afterAll(async () => {
  await app.close();
  await listener.close();
  await drop();
});

const askerNamed = (pattern: RegExp): Asker => {
  const found = world.askers.find(({ name }) => pattern.test(name));
  if (!found) throw new Error(`Nobody is called ${pattern}.`);
  return found;
};

// As many as tell one wall from none, and few enough to crawl once for each planted fault.
const few = {
  ...world,
  askers: [
    askerNamed(new RegExp(`^manager of provider ${world.facts.numbers.provider[1]}`)),
    askerNamed(new RegExp(`^viewer of provider ${world.facts.numbers.provider[2]}`)),
    askerNamed(new RegExp(`^manager of nav-office ${world.facts.numbers.navOffice[2]}`)),
  ],
};

// Two of three, which takes them across kinds, roles and ways of signing in.
const sample = { ...world, askers: world.askers.filter((_, index) => index % 3 < 2) };

test(
  'nobody learns what is another’s, and what is foreign answers as if it did not exist',
  { timeout: 3_600_000 },
  async () => {
    const { probes, findings } = await crawl(isFull ? world : sample, isFull ? 15 : 1);
    process.stdout.write(`tenants: ${probes} probes, ${findings.length} findings\n`);
    expect(findings).toEqual([]);
    expect(probes).toBeGreaterThan(isFull ? 100_000 : 5_000);
  },
);

describe('the log', () => {
  const secretsIn = (lines: readonly string[]) => {
    const text = lines.join('');
    const keys = world.askers.flatMap(({ headers: { accept: _accept, ...signedIn } }) =>
      Object.values(signedIn).map((value) => value.replace(/^\w+[= ]/, '')),
    );
    return [...leaksIn(world, text, null), ...keys.filter((key) => text.includes(key))];
  };

  test('of all this names nobody and tells nothing that was asked, written or signed in with', async () => {
    expect(log.length).toBeGreaterThan(1_000);
    expect(secretsIn(log)).toEqual([]);
    const { headers } = askerNamed(/^manager of provider/);
    const key = headers['cookie']?.replace('session=', '') ?? '';
    expect(secretsIn([`{"msg":"answered","id":"${key}"}`])).toEqual([key]);
    expect(secretsIn(['{"msg":"canary0x"}'])).toEqual(['thread subject']);
  });

  test('has no text that the database could not take, and no identity number', async () => {
    const asker = askerNamed(/^manager of nav-office/);
    const start = (body: string) =>
      ask(world, {
        asker,
        query:
          'mutation ($input: StartThreadInput!) { startThread(input: $input) { __typename ... on UserError { code } } }',
        variables: { input: { provider: world.facts.numbers.provider[0], subject: 'Hei', body } },
      });
    const withNumber = await start('17054026641 canary1x');
    expect(withNumber.data.startThread).toEqual({ __typename: 'ValidationError', code: 'identity-number' });
    const withNul = await start('canary1x \u0000');
    expect(withNul.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(withNumber.text + withNul.text).not.toContain('canary1x');
    expect(log.filter((line) => /17054026641|canary1x/.test(line))).toEqual([]);
  });
});

describe('the crawl finds a fault that is planted in both walls, and either wall alone holds', () => {
  const faults: Record<string, { tables: string[]; subjects: SubjectName[]; actions?: ActionName[]; way?: Way }> = {
    threads: {
      tables: ['thread', 'thread_step', 'comment', 'comment_edit', 'action'],
      subjects: ['Thread', 'ThreadStep', 'Comment', 'CommentEdit', 'Action'],
    },
    meetings: { tables: ['meeting', 'meeting_confirmation'], subjects: ['Meeting', 'MeetingConfirmation'] },
    'survey themes': { tables: ['perspective'], subjects: ['Figure'] },
    'published figures': { tables: ['figure'], subjects: ['Figure'] },
    'true figures': { tables: ['result', 'figure'], subjects: ['Result', 'Figure'] },
    negotiations: { tables: ['local_target', 'target_step'], subjects: ['LocalTarget'] },
    'drafts of targets': { tables: ['general_target'], subjects: ['GeneralTarget'] },
    'unsent answers': { tables: ['target_draft'], subjects: ['TargetDraft'] },
    reports: { tables: ['report'], subjects: ['Report'] },
    imports: { tables: ['import', 'report'], subjects: ['Import', 'Report'] },
    people: { tables: ['person', 'membership'], subjects: ['Person', 'Membership'] },
    agreements: { tables: ['agreement'], subjects: ['Agreement'] },
    'uploaded files': { tables: ['uploaded_file'], subjects: ['UploadedFile'] },
    'audit log': { tables: ['audit_entry'], subjects: ['AuditEntry'] },
    notifications: { tables: ['notification'], subjects: ['Notification'] },
    practices: { tables: ['practice', 'practice_question'], subjects: ['Practice', 'PracticeQuestion'] },
    'what a role may do': {
      tables: ['thread', 'comment'],
      subjects: ['Thread', 'Comment'],
      actions: ['create', 'update'],
    },
    'talks in lists': {
      tables: ['local_target', 'target_talk'],
      subjects: ['LocalTarget', 'TargetTalk'],
      way: 'lists',
    },
    'how a year goes in lists': { tables: ['running_figure'], subjects: ['RunningFigure'], way: 'lists' },
    'favourites in files': { tables: ['favourite'], subjects: ['Favourite'], way: 'downloads' },
    'a file beside one’s own': { tables: ['uploaded_file'], subjects: ['UploadedFile'], way: 'besides' },
  };
  const tables = [...new Set(Object.values(faults).flatMap((fault) => fault.tables))];

  const asOwner = (statement: string) => askOnce(connectionConfig(url, 'batt_owner'), statement);
  const openWall = async (names: readonly string[]) => {
    for (const name of names) await asOwner(`create policy fault on ${name} for all to batt_app using (true)`);
  };
  const widenRules = (subjects: readonly SubjectName[], actions: readonly ActionName[] = ['read']) => {
    vi.spyOn(Context.prototype, 'ability', 'get').mockImplementation(function (this: Context) {
      const more = subjects.map((subject) => ({ action: [...actions], subject }));
      return createMongoAbility<AppAbility>([...rulesFor(this.viewer), ...more]);
    });
  };
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const name of tables) await asOwner(`drop policy if exists fault on ${name}`);
  });

  test('the rules without row-level security', async () => {
    await openWall(tables);
    expect((await crawl(few, 1)).findings).toEqual([]);
  });

  test('row-level security without the rules', async () => {
    widenRules(Object.values(faults).flatMap(({ subjects }) => subjects));
    // It knows nothing of roles, nor that a report which has no row is one; it has to keep what stands in the rows.
    expect((await crawl(few, 1)).findings.filter((finding) => finding.includes('reads a foreign'))).toEqual([]);
  });

  test.each(Object.entries(faults))('%s', async (_name, fault) => {
    await openWall(fault.tables);
    widenRules(fault.subjects, fault.actions);
    const { findings } = await crawl(few, fault.way ? 12 : 1, fault.way && [fault.way]);
    expect(findings).not.toEqual([]);
  });
});

describe('the crawl finds a fault that is planted in an answer', () => {
  const within = (send: World['send'], way: Way) => crawl({ ...few, send }, way === 'downloads' ? 8 : 1, [way]);

  test.each([
    ['/files/agreed-targets/', '.pdf'],
    ['/files/comparison', '.csv'],
    ['/files/comparison', '.xlsx'],
    ['/files/ranking', '.csv'],
    ['/files/ranking', '.xlsx'],
  ])('%s… %s is handed over whoever asks', async (from, to) => {
    const side = askerNamed(new RegExp(`^viewer of provider ${world.facts.numbers.provider[0]}`));
    const { findings } = await within((request) => {
      const isIt = request.url.startsWith(from) && request.url.endsWith(to);
      return world.send(isIt ? { ...request, headers: side.headers } : request);
    }, 'downloads');
    expect(findings).toContainEqual(expect.stringContaining('reads a foreign'));
  });

  test.each(['downloads', 'questions', 'mutations'] as const)(
    'a header tells that something is there: %s',
    async (way) => {
      const { findings } = await within(async (request) => {
        const response = await world.send(request);
        if (!JSON.stringify(request).includes('9999')) response.headers['x-found'] = 'yes';
        return response;
      }, way);
      expect(findings).toContainEqual(expect.stringContaining('not as none'));
    },
  );
});

test('only those who edit for a provider send in files', async () => {
  for (const { name, headers, organisation, role, mayWrite } of world.askers) {
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/files?name=participations.csv',
      headers: { 'content-type': 'application/octet-stream', 'x-batt-request': '1', ...headers },
      payload: Buffer.from('provider\n'),
    });
    const may = organisation?.kind === 'provider' && role !== 'viewer' && mayWrite;
    expect({ name, statusCode }).toEqual({ name, statusCode: !organisation ? 401 : may ? 200 : 403 });
    expect(leaksIn(world, body, null)).toEqual([]);
  }
});

test('who follows threads hears of one’s own, and nothing once the membership has ended', async () => {
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const [provider, office] = [world.facts.numbers.provider[0], world.facts.numbers.navOffice[0]];
  const manager = askerNamed(new RegExp(`^manager of nav-office ${office}`));
  const viewer = askerNamed(new RegExp(`^viewer of nav-office ${office}`));
  const mutate = async (name: string, input: Record<string, unknown>, selection: string) => {
    const query = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { done: ${name}(input: $input) { __typename ${selection} } }`;
    const { data } = await ask(world, { asker: manager, query, variables: { input } });
    expect(data.done.__typename).toMatch(/Success$/);
    return data.done;
  };
  const started = await mutate(
    'startThread',
    { provider, subject: 'Hei', body: 'Først' },
    '... on StartThreadSuccess { thread { id } }',
  );
  const threadId: string = started.thread.id;

  const streams = new Map<Asker, { text: string; ended: boolean }[]>();
  const open = async (asker: Asker, query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { ...asker.headers, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables }),
    });
    const heard = { text: '', ended: false };
    streams.set(asker, [...(streams.get(asker) ?? []), heard]);
    if (!response.ok) return Object.assign(heard, { ended: true });
    void (async () => {
      for await (const chunk of response.body ?? []) heard.text += Buffer.from(chunk).toString();
      heard.ended = true;
    })();
    return heard;
  };
  const follow = (asker: Asker, id: string | null, after: string | null = null) =>
    open(
      asker,
      `subscription ($id: ID, $after: String) {
        threadEvents(threadId: $id, after: $after) { kind thread { id subject } comment { id body } } }`,
      { id, after },
    );
  const listen = (asker: Asker) =>
    open(asker, 'subscription { notificationArrived { unread notification { id words(locale: NB) path } } }');
  const others = world.askers.filter(
    ({ name, organisation }) =>
      /^(viewer|manager|nobody|suspended|ended|expired|idle)/.test(name) &&
      organisation?.number !== provider &&
      organisation?.number !== office,
  );
  // Whoever was away for long hears of everything that is theirs.
  const LONG_AGO = '2020-01-01T00:00:00.000Z';
  for (const asker of others)
    await Promise.all([
      follow(asker, null),
      follow(asker, threadId),
      follow(asker, null, LONG_AGO),
      follow(asker, threadId, LONG_AGO),
      listen(asker),
    ]);
  const kept = await follow(manager, threadId);
  const lost = [await follow(viewer, null), await listen(viewer)];

  await mutate('addComment', { threadId, body: 'Hemmelig' }, '');
  await vi.waitFor(() =>
    expect([kept.text, lost[0]?.text]).toEqual([
      expect.stringContaining('Hemmelig'),
      expect.stringContaining('Hemmelig'),
    ]),
  );
  const membership = world.facts.memberships.find(({ personId }) => personId === viewer.personId);
  await mutate('endMembership', { membershipId: Buffer.from(`Membership:${membership?.id}`).toString('base64') }, '');
  await vi.waitFor(() => expect(lost.every(({ ended }) => ended)).toBe(true));
  await mutate('addComment', { threadId, body: 'Etterpå' }, '');
  await vi.waitFor(() => expect(kept.text).toContain('Etterpå'));
  for (const { text } of lost) expect(text).not.toContain('Etterpå');
  const caughtUp: string[] = [];
  for (const [asker, heard] of streams) {
    const text = heard.map((stream) => stream.text).join('');
    if (text.includes('"kind":"CHANGED"')) caughtUp.push(asker.name);
    expect({ name: asker.name, leaks: leaksIn(world, text, asker), foreign: foreignIn(world, text, asker) }).toEqual({
      name: asker.name,
      leaks: [],
      foreign: [],
    });
    if (others.includes(asker)) expect(text).not.toMatch(new RegExp(`Hemmelig|Etterpå|${threadId}`));
    if (!asker.organisation) expect(text).toBe('');
  }
  expect(caughtUp.length).toBeGreaterThan(5);
});

test('what is refused to others is done for those who may', async () => {
  const answers = await answersToThoseWhoMay(world);
  // A year that is there already is a conflict only for who may open one.
  const isDone = (said: Set<string>) => [...said].some((name) => name.endsWith('Success') || name === 'ConflictError');
  expect([...answers].filter(([, said]) => !isDone(said))).toEqual([]);
  expect(answers.size).toBeGreaterThan(30);
});
