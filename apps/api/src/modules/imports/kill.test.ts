import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../db/as-viewer.ts';
import type { Db } from '../../db/client.ts';
import { openDatabase } from '../../db/client.ts';
import type { EmbeddedDatabase } from '../../db/embedded.ts';
import { embeddedDatabase } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { testNation } from '../../db/test-nation.ts';
import { isDatabaseAway } from '../../failures.ts';
import { importSet } from './imports.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'batt-kill-'));
const data = path.join(folder, 'data');
const files = path.join(folder, 'files');
const ROWS = 4_000;
const SLOW = 120_000;

let embedded: EmbeddedDatabase;
let db: Db;
let nation: TestNation;
beforeAll(async () => {
  embedded = await embeddedDatabase(data, { keep: true });
  await migrate(embedded.url);
  db = openDatabase(embedded.url);
  nation = await testNation(db);
  fs.mkdirSync(files);
}, SLOW);
afterAll(async () => {
  await db.close();
  await embedded.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A set of files whose rows all carry the mark of this round. */
function write(round: number): { name: string; bytes: Buffer }[] {
  const of = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index));
  const texts = {
    'participations.csv': [
      'provider,participation_id,programme,start_date,gender,birth_year',
      ...of(ROWS, (index) => `${nation.numbers.bro},p${index},AB,2024-01-01,f,${1950 + round}`),
    ],
    'placement_partners.csv': ['provider,partner', ...of(ROWS, (index) => `${nation.numbers.bro},${round} ${index}`)],
  };
  return Object.entries(texts).map(([name, lines]) => {
    fs.writeFileSync(path.join(files, name), lines.join('\n'));
    return { name, bytes: Buffer.from(lines.join('\n')) };
  });
}

/** The round that all stored rows carry; fails when they carry several, or some are missing. */
async function storedRound(): Promise<number> {
  for (const start = Date.now(); ;) {
    try {
      return await asSystem(db, async (trx) => {
        const people = await trx
          .selectFrom('participation')
          .select((eb) => ['birthYear', eb.fn.countAll<number>().as('rows')])
          .groupBy('birthYear')
          .execute();
        const partners = await trx.selectFrom('placementPartner').select('partner').execute();
        if (people.length === 0) {
          expect(partners).toEqual([]);
          return 0;
        }
        const round = (people[0]?.birthYear ?? 0) - 1950;
        expect(people).toEqual([{ birthYear: 1950 + round, rows: ROWS }]);
        expect(new Set(partners.map(({ partner }) => partner.split(' ')[0]))).toEqual(new Set([String(round)]));
        return round;
      });
    } catch (error) {
      // Only a database that is away is waited for.
      if (!isDatabaseAway(error) || Date.now() - start > 10_000) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const someTime = (most: number) => new Promise((resolve) => setTimeout(resolve, Math.random() * most));

test(
  'PostgreSQL killed while an import runs: all or nothing, and what was acknowledged is there',
  { timeout: SLOW },
  async () => {
    for (let round = 1; round <= 3; round++) {
      const before = await storedRound();
      const importing = importSet(db, [nation.viewer('bro')], write(round), { replaceYear: 2024, keep: true }).then(
        () => true,
        () => false,
      );
      await someTime(1_500);
      const pid = Number(fs.readFileSync(path.join(data, 'postgres/postmaster.pid'), 'utf8').split('\n', 1)[0]);
      process.kill(pid, 'SIGKILL');
      const acknowledged = await importing;
      const after = await storedRound();
      if (acknowledged) expect(after).toBe(round);
      else expect([before, round]).toContain(after);
    }
  },
);

test('the importing process killed: all or nothing, and the next one succeeds', { timeout: SLOW }, async () => {
  const cli = fileURLToPath(new URL('../../cli/batt.ts', import.meta.url));
  const script = `const { runnerImport } = await import('vite');
    process.argv.push('import', '--dir', ${JSON.stringify(files)}, '--as', 'manager@bro.example', '--replace-year', '2024');
    await runnerImport(${JSON.stringify(cli)}, { configFile: false, logLevel: 'silent' });`;
  const bring = () =>
    spawn(process.execPath, ['--input-type=module', '-e', script, 'batt'], {
      cwd: path.dirname(cli),
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, BATT_DATA_DIR: data, DATABASE_URL: '' },
    });
  for (let round = 11; round <= 13; round++) {
    const before = await storedRound();
    write(round);
    const child = bring();
    // It may have ended before it is killed.
    const ended = once(child, 'exit');
    await someTime(3_000);
    child.kill('SIGKILL');
    await ended;
    expect([before, round]).toContain(await storedRound());
  }
  const [code] = await once(bring(), 'exit');
  expect(code).toBe(0);
  expect(await storedRound()).toBe(13);
});
