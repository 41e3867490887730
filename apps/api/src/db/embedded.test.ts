import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { askOnce } from './client.ts';
import { embeddedDatabase } from './embedded.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'batt-embedded-'));
const started: { stop(): Promise<void> }[] = [];
const start = async (options?: { keep: boolean }) => {
  const embedded = await embeddedDatabase(folder, options);
  started.push(embedded);
  return embedded;
};
afterEach(async () => {
  for (const embedded of started.splice(0)) await embedded.stop();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const SLOW = 60_000;
const pidFile = path.join(folder, 'postgres/postmaster.pid');
const postmaster = () => Number(fs.readFileSync(pidFile, 'utf8').split('\n', 1)[0]);

const socketsOf = (url: string) => new URL(url).searchParams.get('host') ?? '';

const ask = async (url: string, statement: string) => (await askOnce(url, statement)).rows;

/** Asks until there is an answer: how long is "by itself"? */
async function askSoon(url: string, statement: string, limitMs = 10_000) {
  for (const start = Date.now(); ;) {
    try {
      return await ask(url, statement);
    } catch (error) {
      if (Date.now() - start > limitMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

test('several that start at once share one cluster; only who started it stops it', { timeout: SLOW }, async () => {
  const [one, two] = await Promise.all([start(), start()]);
  expect(one.url).toBe(two.url);
  const pid = postmaster();
  const later = await start();
  expect(postmaster()).toBe(pid);
  await later.stop();
  expect(await ask(one.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await Promise.all([one.stop(), two.stop()]);
  expect(fs.existsSync(pidFile)).toBe(false);
  expect(fs.existsSync(socketsOf(one.url))).toBe(false);
});

test(
  'the application is no superuser, nobody else may enter, and texts sort as in Norwegian',
  { timeout: SLOW },
  async () => {
    const { url } = await start();
    expect(await ask(url, 'select rolsuper, rolbypassrls from pg_roles where rolname = current_user')).toEqual([
      { rolsuper: false, rolbypassrls: false },
    ]);
    expect(fs.statSync(socketsOf(url)).mode & 0o777).toBe(0o700);
    const words = await ask(
      url,
      `select w from unnest(array['åre', 'zebra', 'øre', 'aare', 'ære', 'arm']) w order by w`,
    );
    expect(words.map(({ w }) => w)).toEqual(['arm', 'zebra', 'ære', 'øre', 'åre', 'aare']);
    expect(await ask(url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  },
);

test('a process number left behind that now belongs to another program is no obstacle', { timeout: SLOW }, async () => {
  fs.writeFileSync(pidFile, `${process.pid}\n${path.dirname(pidFile)}\n0\n5432\n/nowhere\n\n`);
  const { url } = await start();
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('killed outright it comes back by itself, with all that was acknowledged', { timeout: SLOW }, async () => {
  const { url } = await start({ keep: true });
  await ask(url, 'create table kept (n integer)');
  for (let round = 1; round <= 3; round++) {
    await ask(url, `insert into kept values (${round})`);
    process.kill(postmaster(), 'SIGKILL');
    expect(await askSoon(url, 'select count(*)::integer as n from kept')).toEqual([{ n: round }]);
  }
});

test('who was attached starts it anew when the one that started it leaves', { timeout: SLOW }, async () => {
  const starter = await start();
  const server = await start({ keep: true });
  await starter.stop();
  expect(await askSoon(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect(fs.existsSync(pidFile)).toBe(false);
});
