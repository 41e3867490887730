import { afterAll, expect, test } from 'vitest';
import { asSystem } from './as-viewer.ts';
import { askOnce } from './client.ts';
import { notify, openListener } from './listen.ts';
import { testDatabase } from './test-database.ts';

const { db, url, drop } = await testDatabase();
const listener = openListener(url);
afterAll(async () => {
  await listener.close();
  await drop();
});

const heard: string[][] = [];
listener.listen('thread', (ids) => heard.push(ids));
const until = async (count: number) => {
  while (heard.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
};
// As the login itself, since one role does not see what another one's connection is about.
const asLogin = async (statement: string) => (await askOnce(url, statement)).rows.length;
const ITS_CONNECTION = `from pg_stat_activity where datname = current_database() and query like 'listen%'`;

test('says when it begins, and hears what is committed and nothing of what is rolled back', async () => {
  await until(1);
  await asSystem(db, (trx) => notify(trx, 'thread', ['a', 'b']));
  await asSystem(db, async (trx) => {
    await notify(trx, 'thread', ['never']);
    throw new Error('undo');
  }).catch(() => {});
  await asSystem(db, (trx) => notify(trx, 'publication', [2024]));
  await asSystem(db, (trx) => notify(trx, 'thread', ['c']));
  await until(3);
  expect(heard).toEqual([[], ['a', 'b'], ['c']]);
});

test('connects again when the connection is lost, and says that something may have been missed', async () => {
  heard.length = 0;
  await asLogin(`select pg_terminate_backend(pid) ${ITS_CONNECTION}`);
  await until(1);
  expect(heard).toEqual([[]]);
  await asSystem(db, (trx) => notify(trx, 'thread', ['d']));
  await until(2);
  expect(heard[1]).toEqual(['d']);
});
