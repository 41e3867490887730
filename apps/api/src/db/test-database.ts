import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { Db } from './client.ts';
import { askOnce, openDatabase } from './client.ts';

/** A database of one test file: migrated, empty, on a real PostgreSQL. Call `drop` in `afterAll`. */
export async function testDatabase(): Promise<{ db: Db; url: string; drop: () => Promise<void> }> {
  const template = new URL(inject('templateUrl'));
  const url = new URL(template);
  url.pathname = `/batt_test_${randomBytes(6).toString('hex')}`;
  const name = url.pathname.slice(1);
  await onServer(template, `create database ${name} template ${template.pathname.slice(1)}`);
  const db = openDatabase(url.href);
  return {
    db,
    url: url.href,
    async drop() {
      await db.close();
      await onServer(template, `drop database ${name} with (force)`);
    },
  };
}

// A template must have nobody in it while it is copied, so the command is given from another database.
async function onServer(template: URL, statement: string): Promise<void> {
  const url = new URL(template);
  url.pathname = '/postgres';
  await askOnce(url.href, statement);
}
