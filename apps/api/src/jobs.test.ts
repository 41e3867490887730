import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import pino from 'pino';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asSystem } from './db/as-viewer.ts';
import { testDatabase } from './db/test-database.ts';
import { testNation } from './db/test-nation.ts';
import type { TestNation } from './db/test-nation.ts';
import { createJobs } from './jobs.ts';
import { openMailer } from './modules/notifications/mail.ts';
import { remind } from './modules/notifications/notifications.ts';
import type { Notice } from './modules/notifications/notifications.ts';
import type { Topic } from '@batt/domain/notifications/kinds';

const ORIGIN = 'https://batt.example.no';
const { db, drop } = await testDatabase();
let nation: TestNation;
let post: Awaited<ReturnType<typeof postOffice>>;
const log = pino({ enabled: false });

beforeAll(async () => {
  nation = await testNation(db);
  post = await postOffice();
});
afterAll(async () => {
  await post.close();
  await drop();
});
beforeEach(async () => {
  post.letters.length = 0;
  await asSystem(db, async (trx) => {
    for (const table of ['notification', 'notificationChoice', 'targetTalk', 'localTarget'] as const) {
      await trx.deleteFrom(table).execute();
    }
  });
});

/** A mail server on this machine that keeps what it is given. */
async function postOffice(port = 0) {
  const letters: { to: string[]; source: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, done) {
      const code = { nobody: 550, full: 452 }[address.split('@')[0] ?? ''];
      done(code ? Object.assign(new Error('Not here'), { responseCode: code }) : undefined);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        letters.push({ to, source: Buffer.concat(parts).toString() });
        done();
      });
    },
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    letters,
    port: taken,
    url: `smtp://127.0.0.1:${taken}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The head of a letter, and its plain text as a person reads it. */
function read(source: string): { head: string; text: string } {
  const [head = '', ...rest] = source.replaceAll('\r\n', '\n').split('\n\n');
  const part = rest.join('\n\n').split('text/plain')[1] ?? '';
  const body = part.slice(part.indexOf('\n\n') + 2).split('\n--')[0] ?? '';
  const decoded = (text: string) =>
    Buffer.from(
      text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString();
  return {
    head: head
      .replace(/\?=\s+=\?UTF-8\?Q\?/g, '')
      .replace(/=\?UTF-8\?Q\?(.*?)\?=/g, (_, words: string) => decoded(words.replaceAll('_', ' '))),
    text: decoded(body.replaceAll('=\n', '')),
  };
}

const jobsAt = (url: string) => createJobs({ db, log, mailer: openMailer(url, ORIGIN) });
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

/** Tells one person of Bro, at a given time. */
async function told<T extends Topic>(notice: Omit<Notice<T>, 'to'>, at = new Date()): Promise<void> {
  await asSystem(db, async (trx) => {
    await remind(trx, [{ ...notice, to: nation.organisations.bro } as Notice<T>]);
    await trx.deleteFrom('notification').where('personId', '<>', nation.viewer('bro', 'member').personId).execute();
    await trx.updateTable('notification').set({ createdAt: at }).where('thing', '=', notice.thing).execute();
  });
}

const published = {
  topic: 'reporting',
  kind: 'published',
  thing: 'year:2023',
  path: '/scorecard?year=2023',
  details: { year: 2023 },
} as const;
const comment = (id: number, subject = 'Kurs') =>
  ({
    topic: 'dialogue',
    kind: 'comment',
    thing: `thread:${id}`,
    path: `/threads/${id}`,
    details: { who: 'Nav Frogner', person: 'Kari Nordli', subject },
  }) as const;

/** A Wednesday, so that mornings and Mondays are told apart; within the days that news is sent. */
const WEDNESDAY = (time: string) => new Date(`2026-11-18T${time}+01:00`);

describe('e-mail', () => {
  test('at once, but gathered for two minutes', async () => {
    const jobs = jobsAt(post.url);
    await told(published);
    await jobs.tick(later(1));
    expect(post.letters).toHaveLength(0);
    await jobs.tick(later(3));
    expect(post.letters.map(({ to }) => to)).toEqual([['member@bro.example']]);
    const { head, text } = read(post.letters[0]?.source ?? '');
    expect(head).toContain('Subject: Tallene for 2023 er publisert');
    expect(head).toContain('<noreply@batt.example.no>');
    expect(head).toContain('List-Unsubscribe: <https://batt.example.no/inbox/choices>');
    expect(text).toContain('- Tallene for 2023 er publisert\n  https://batt.example.no/scorecard?year=2023');
    expect(text).toContain('https://batt.example.no/inbox/choices');
    await jobs.tick(later(60));
    expect(post.letters).toHaveLength(1);
  });

  test('a day’s news in the morning, in one letter by topic', async () => {
    const jobs = jobsAt(post.url);
    await told(comment(1), WEDNESDAY('15:00:00'));
    await told(comment(2, 'Mål'), WEDNESDAY('16:00:00'));
    await told(
      {
        topic: 'targets',
        kind: 'sent',
        thing: 'talk:1',
        path: '/talk/1/2',
        details: { who: 'Nav Frogner', year: 2027 },
      },
      WEDNESDAY('16:30:00'),
    );
    await jobs.tick(new Date('2026-11-19T06:59:00+01:00'));
    expect(post.letters).toHaveLength(0);
    await jobs.tick(new Date('2026-11-19T07:00:30+01:00'));
    expect(post.letters).toHaveLength(1);
    const { head, text } = read(post.letters[0]?.source ?? '');
    expect(head).toContain('Subject: 3 nye varsler for Bro AS');
    expect(text).toMatch(
      /Resultatmål\n- Nav Frogner har svart.*\n.*\n\nTråder\n- Nytt innlegg.*«Kurs».*\n.*\n- Nytt innlegg.*«Mål»/,
    );
    await jobs.tick(new Date('2026-11-20T07:00:30+01:00'));
    expect(post.letters).toHaveLength(1);
  });

  test('a week’s news on Monday, and nothing for who wants none', async () => {
    const jobs = jobsAt(post.url);
    await told(
      {
        topic: 'practices',
        kind: 'published',
        thing: 'practice:1',
        path: '/practices/1',
        details: { subject: 'Kurs' },
      },
      WEDNESDAY('12:00:00'),
    );
    await choose('dialogue', 'never');
    await told(comment(1), WEDNESDAY('12:00:00'));
    await jobs.tick(new Date('2026-11-22T23:00:00+01:00'));
    expect(post.letters).toHaveLength(0);
    await jobs.tick(new Date('2026-11-23T07:01:00+01:00'));
    expect(post.letters).toHaveLength(1);
    expect(read(post.letters[0]?.source ?? '').head).toContain('Subject: Praksisen «Kurs» er publisert');
  });

  test('the morning is Oslo’s, in summer and in winter', async () => {
    const jobs = jobsAt(post.url);
    await told(comment(1), new Date('2026-10-24T20:00:00+02:00'));
    // Clocks were set back in this night.
    await jobs.tick(new Date('2026-10-25T06:30:00+01:00'));
    expect(post.letters).toHaveLength(0);
    await jobs.tick(new Date('2026-10-25T07:01:00+01:00'));
    expect(post.letters).toHaveLength(1);
  });

  test('in the language of the reader', async () => {
    for (const [locale, subject] of [
      ['nn', 'Tala for 2023 er publiserte'],
      ['en', 'The figures for 2023 are published'],
    ] as const) {
      await person({ locale });
      await told({ ...published, thing: locale });
      await jobsAt(post.url).tick(later(3));
      expect(read(post.letters.at(-1)?.source ?? '').head).toContain(`Subject: ${subject}`);
    }
    await person({ locale: 'nb' });
  });

  test('not for what was read, nor to who left or is suspended', async () => {
    const { personId } = nation.viewer('bro', 'member');
    await told(published);
    await asSystem(db, (trx) => trx.updateTable('notification').set({ readAt: new Date() }).execute());
    await jobsAt(post.url).tick(later(3));
    await asSystem(db, (trx) => trx.updateTable('notification').set({ readAt: null }).execute());
    await person({ suspendedAt: new Date() });
    await jobsAt(post.url).tick(later(3));
    await person({ suspendedAt: null });
    const ended = (endedAt: Date | null) =>
      asSystem(db, (trx) => trx.updateTable('membership').set({ endedAt }).where('personId', '=', personId).execute());
    await ended(new Date());
    await jobsAt(post.url).tick(later(3));
    expect(post.letters).toHaveLength(0);
    await ended(null);
    await jobsAt(post.url).tick(later(3));
    expect(post.letters).toHaveLength(1);
  });

  test('two processes at once send one letter', async () => {
    for (let round = 0; round < 5; round++) {
      post.letters.length = 0;
      await told({ ...published, thing: `year:${round}` });
      const processes = [jobsAt(post.url), jobsAt(post.url), jobsAt(post.url)];
      await Promise.all(processes.map((jobs) => jobs.tick(later(3))));
      expect(post.letters).toHaveLength(1);
    }
  });

  test('a mail server that is away is tried again after a pause, and nothing is lost', async () => {
    const away = await postOffice();
    await away.close();
    const jobs = jobsAt(away.url);
    await told(published);
    await jobs.tick(later(3));
    const back = await postOffice(away.port);
    // The first pause is a minute.
    await jobs.tick(later(3.5));
    expect(back.letters).toHaveLength(0);
    await jobs.tick(later(4.5));
    expect(back.letters).toHaveLength(1);
    await back.close();
  });

  test('an address that does not exist is given up, and the others get theirs', async () => {
    await asSystem(db, (trx) => remind(trx, [{ ...published, to: nation.organisations.bro }]));
    await person({ email: 'nobody@bro.example' });
    const jobs = jobsAt(post.url);
    await jobs.tick(later(3));
    expect(post.letters.flatMap(({ to }) => to).toSorted()).toEqual(['manager@bro.example', 'viewer@bro.example']);
    await person({ email: 'member@bro.example' });
    await jobs.tick(later(5));
    expect(post.letters).toHaveLength(2);
  });

  test('an address that takes nothing for now holds up nobody, and is tried again', async () => {
    await asSystem(db, (trx) => remind(trx, [{ ...published, to: nation.organisations.bro }]));
    await person({ email: 'full@bro.example' });
    const jobs = jobsAt(post.url);
    await jobs.tick(later(3));
    await jobs.tick(later(4));
    expect(post.letters.flatMap(({ to }) => to).toSorted()).toEqual(['manager@bro.example', 'viewer@bro.example']);
    await person({ email: 'member@bro.example' });
    await jobs.tick(later(5));
    expect(post.letters.at(-1)?.to).toEqual(['member@bro.example']);
  });

  test('a letter that a crash sends twice has one Message-ID', async () => {
    await told(published);
    await jobsAt(post.url).tick(later(3));
    // As if the process had ended before it noted the letter.
    await asSystem(db, (trx) => trx.updateTable('notification').set({ mailedAt: null }).execute());
    await jobsAt(post.url).tick(later(4));
    const ids = post.letters.map(({ source }) => /^Message-ID: (.*)$/im.exec(source)?.[1]);
    expect(ids).toEqual([expect.stringMatching(/^<[0-9a-f]{32}@batt\.example\.no>/), ids[0]]);
  });

  test('the log names no receiver', async () => {
    const lines: string[] = [];
    await told(published);
    const closed = await postOffice();
    await closed.close();
    for (const [url, email] of [
      [post.url, 'nobody@bro.example'],
      [closed.url, 'member@bro.example'],
    ] as const) {
      await person({ email });
      await createJobs({
        db,
        log: pino({}, { write: (line: string) => lines.push(line) }),
        mailer: openMailer(url, ORIGIN),
      }).tick(later(3));
      await asSystem(db, (trx) => trx.updateTable('notification').set({ mailedAt: null }).execute());
    }
    await person({ email: 'member@bro.example' });
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('@bro.example');
  });

  test('no name can add a header or a receiver', async () => {
    const evil = 'Kari\r\nBcc: evil@example.com\r\n\r\nHei <b>';
    await person({ name: evil });
    await asSystem(db, (trx) =>
      trx
        .updateTable('organisation')
        .set({ name: `Bro\nBcc: evil@example.com` })
        .where('id', '=', nation.organisations.bro)
        .execute(),
    );
    await choose('dialogue', 'now');
    await told({ ...comment(1), details: { who: evil, person: evil, subject: `a\r\nBcc: evil@example.com` } });
    await jobsAt(post.url).tick(later(3));
    await told({ ...comment(2), thing: 'thread:2' });
    await told({ ...comment(3), thing: 'thread:3' });
    await jobsAt(post.url).tick(later(3));
    expect(post.letters).toHaveLength(2);
    for (const { to, source } of post.letters) {
      expect(to).toEqual(['member@bro.example']);
      const [head = ''] = source.split('\r\n\r\n');
      expect(head).not.toMatch(/^bcc:/im);
      expect(source.slice(source.indexOf('text/html'))).not.toContain('<b>');
    }
    await person({ name: 'bro member' });
    await asSystem(db, (trx) =>
      trx.updateTable('organisation').set({ name: 'Bro AS' }).where('id', '=', nation.organisations.bro).execute(),
    );
  });

  test('without a mail server nothing is sent, and what is old by then is not sent later', async () => {
    await told(published, new Date(Date.now() - 20 * 86_400_000));
    await createJobs({ db, log, mailer: undefined }).tick(later(3));
    await jobsAt(post.url).tick(later(3));
    expect(post.letters).toHaveLength(0);
  });
});

describe('deadlines', () => {
  const kinds = async () =>
    asSystem(db, (trx) =>
      trx
        .selectFrom('notification')
        .innerJoin('organisation', 'organisation.id', 'notification.organisationId')
        .where('personId', 'in', [nation.viewer('bro', 'member').personId, nation.viewer('frogner', 'member').personId])
        .select(['organisation.name', 'notification.kind', 'path', 'details'])
        .orderBy('notification.id')
        .execute(),
    );
  const tick = (at: string) => createJobs({ db, log, mailer: undefined }).tick(new Date(at));

  test('of a talk: a week before and the day after, to both sides, while it is open', async () => {
    const { bro, frogner, oslo } = nation.organisations;
    await asSystem(db, async (trx) => {
      await trx
        .insertInto('targetTalk')
        .values({
          navOfficeId: frogner,
          providerId: bro,
          countyUnitId: oslo,
          year: 2027,
          answerBy: '2027-01-20',
          setByName: 'K',
        })
        .execute();
      await trx
        .insertInto('localTarget')
        .values({
          navOfficeId: frogner,
          providerId: bro,
          countyUnitId: oslo,
          indicator: 'job-acquisition',
          programme: 'AB',
          year: 2027,
          state: 'proposed',
          value: 30,
          turn: 'provider',
        })
        .execute();
    });
    await tick('2027-01-12T12:00:00+01:00');
    await tick('2027-01-13T06:00:00+01:00');
    expect(await kinds()).toEqual([]);
    await tick('2027-01-13T07:30:00+01:00');
    await tick('2027-01-14T07:30:00+01:00');
    const details = { year: 2027, date: '2027-01-20', count: 7 };
    const path = `/talk/${nation.numbers.bro}/0312?year=2027`;
    expect(await kinds()).toEqual([
      { name: 'Bro AS', kind: 'deadline', path, details: { ...details, who: 'Nav Frogner' } },
      { name: 'Nav Frogner', kind: 'deadline', path, details: { ...details, who: 'Bro AS' } },
    ]);
    // The server was down on the day after; what it missed still helps two days later.
    await tick('2027-01-22T08:00:00+01:00');
    expect((await kinds()).map((row) => row.details.count)).toEqual([-1, -1]);
    await asSystem(db, (trx) => trx.deleteFrom('notification').execute());
    await asSystem(db, (trx) => trx.updateTable('localTarget').set({ state: 'agreed' }).execute());
    await tick('2027-01-22T08:00:00+01:00');
    expect(await kinds()).toEqual([]);
  });

  test('of a report: two weeks and three days before, to providers that have not submitted', async () => {
    const counts = async () => (await kinds()).map(({ kind, details }) => [kind, details.date, details.count]);
    await tick('2024-12-31T08:00:00+01:00');
    expect(await counts()).toEqual([]);
    await tick('2025-01-01T08:00:00+01:00');
    await tick('2025-01-05T08:00:00+01:00');
    expect(await counts()).toEqual([['deadline-soon', '2025-01-15', 14]]);
    await tick('2025-01-12T08:00:00+01:00');
    expect(await counts()).toEqual([['deadline-soon', '2025-01-15', 3]]);
    await asSystem(db, async (trx) => {
      await trx.deleteFrom('notification').execute();
      await trx
        .insertInto('report')
        .values({ providerId: nation.organisations.bro, year: 2024, state: 'submitted' })
        .execute();
    });
    await tick('2025-01-12T08:00:00+01:00');
    expect(await counts()).toEqual([]);
    await asSystem(db, (trx) => trx.deleteFrom('report').execute());
  });
});

test('what nobody needs any more goes, and nothing else', async () => {
  const viewer = nation.viewer('bro', 'member');
  const { personId, organisationId } = viewer;
  const days = (count: number) => sql<Date>`now() - make_interval(days => ${count})`;
  await asSystem(db, async (trx) => {
    for (const age of [0, 2]) {
      await trx
        .insertInto('uploadedFile')
        .values({ organisationId, personId, name: `${age}`, bytes: Buffer.from(''), createdAt: days(age) as never })
        .execute();
    }
    for (const age of [1, 91]) {
      await trx
        .insertInto('session')
        .values({ idHash: Buffer.from(`${age}`), personId, organisationId, expiresAt: days(age) as never })
        .execute();
      await trx
        .insertInto('invitation')
        .values({ codeHash: Buffer.from(`${age}`), personId, expiresAt: days(age - 5) as never })
        .execute();
    }
    for (const [thing, read, created] of [
      ['read long ago', 91, 100],
      ['read', 1, 100],
      ['unread', null, 200],
      ['unread for ever', null, 400],
    ] as const) {
      await trx
        .insertInto('notification')
        .values({
          personId,
          organisationId,
          topic: 'dialogue',
          kind: 'comment',
          path: '/',
          thing,
          readAt: read === null ? null : days(read),
          createdAt: days(created) as never,
        })
        .execute();
    }
  });
  for (const jobs of [createJobs({ db, log, mailer: undefined }), createJobs({ db, log, mailer: undefined })]) {
    await jobs.tick(new Date());
  }
  await asSystem(db, async (trx) => {
    const files = await trx.selectFrom('uploadedFile').select('name').execute();
    expect(files).toEqual([{ name: '0' }]);
    const sessions = await trx.selectFrom('session').select('idHash').execute();
    expect(sessions).toEqual([{ idHash: Buffer.from('1') }]);
    const invitations = await trx.selectFrom('invitation').select('codeHash').execute();
    expect(invitations).toEqual([{ codeHash: Buffer.from('1') }]);
    const left = await trx.selectFrom('notification').select('thing').orderBy('thing').execute();
    expect(left.map(({ thing }) => thing)).toEqual(['read', 'unread']);
  });
});

test('a stop waits for what is under way, and nothing begins after it', async () => {
  await told(published);
  const jobs = jobsAt(post.url);
  const running = jobs.tick(later(3));
  await jobs.stop();
  await running;
  const sent = post.letters.length;
  await jobs.tick(later(10));
  expect(post.letters).toHaveLength(sent);
});

async function person(change: {
  name?: string;
  email?: string;
  locale?: 'nb' | 'nn' | 'en';
  suspendedAt?: Date | null;
}) {
  const { personId } = nation.viewer('bro', 'member');
  await asSystem(db, (trx) => trx.updateTable('person').set(change).where('id', '=', personId).execute());
}

async function choose(topic: Topic, delivery: 'now' | 'never'): Promise<void> {
  const { personId, organisationId } = nation.viewer('bro', 'member');
  await asSystem(db, (trx) =>
    trx.insertInto('notificationChoice').values({ personId, organisationId, topic, delivery }).execute(),
  );
}
