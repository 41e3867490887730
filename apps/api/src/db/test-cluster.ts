import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { askOnce } from './client.ts';
import { embeddedDatabase } from './embedded.ts';
import { migrate } from './migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated template that `testDatabase` copies. */
    templateUrl: string;
  }
}

/**
 * Vitest's global set-up: one throwaway PostgreSQL for all test files, and in it one migrated database to copy.
 * With DATABASE_URL the tests run on that server instead; its user must be able to create databases and roles.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'batt-test-'));
  const outside = process.env['DATABASE_URL'];
  // Nothing here outlives the tests, so nothing need reach the disk.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };
  const server = outside ? { url: outside, stop: async () => {} } : await embeddedDatabase(folder, { settings });
  const template = `batt_template_${process.pid}`;
  const url = new URL(server.url);
  if (!outside) await allowDatabases(url);
  await askOnce(server.url, `create database ${template}`);
  url.pathname = `/${template}`;
  await migrate(url.href);
  project.provide('templateUrl', url.href);
  return async () => {
    if (outside) await askOnce(server.url, `drop database ${template} with (force)`);
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

// Tests copy databases; the application itself never does, so its role may not.
async function allowDatabases(url: URL): Promise<void> {
  const superuser = new URL(url);
  superuser.username = 'postgres';
  await askOnce(superuser.href, 'alter role batt createdb');
}
