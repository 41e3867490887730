// How fast the engine is: `pnpm bench engine`. Prints, for a national year and for ten, what the indicators cost beside a bare
// loop that sums one field over the same rows; for one year also what reading the files costs, and the whole `batt calculate`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDataFiles } from '@batt/domain/data-files/read';
import {
  ACTIVE_END_REASONS,
  FORMAL_QUALIFICATIONS,
  PROGRAMMES,
  WORK_END_REASONS,
  emptyTables,
} from '@batt/domain/data-files/rows';
import type { DataTables, TableName } from '@batt/domain/data-files/rows';
import { writeDataFile } from '@batt/domain/data-files/write';
import { dataTables } from '@batt/domain/data-files/tables';
import { isOrganisationNumber } from '@batt/domain/identity-numbers';
import { CATALOGUE } from '@batt/domain/indicators/catalogue';
import { calculate } from '@batt/domain/indicators/engine';
import { firstDayOf } from '@batt/domain/periods';

const YEAR = 2024;
const PROVIDERS = 350;
const PARTICIPATIONS_A_YEAR = 40_000;

for (const years of [1, 10]) {
  const nation = generate(years);
  const rowCount = Object.values(nation).reduce((sum, rows) => sum + rows.length, 0);
  const [bare, engine] = fastest(
    15,
    () => sumOneField(nation),
    () => calculate(CATALOGUE, nation, YEAR),
  );
  const rate = Math.round(rowCount / engine) * 1000;
  process.stdout.write(
    `${years === 1 ? 'one national year' : `${years} national years`}: ${rowCount} rows\n` +
      `  engine    ${engine.toFixed(1)} ms, ${rate} rows/s\n` +
      `  bare loop ${bare.toFixed(1)} ms\n` +
      `  ratio     ${(engine / bare).toFixed(1)}\n`,
  );
  if (years === 1) {
    const definitions = dataTables();
    const files = (Object.keys(definitions) as TableName[]).map((name) => ({
      name: definitions[name].file,
      bytes: Buffer.from(writeDataFile(name, nation[name])),
    }));
    const [reading] = fastest(3, () => readDataFiles(files));
    process.stdout.write(`  reading   ${reading.toFixed(0)} ms, ${Math.round(rowCount / reading) * 1000} rows/s\n`);
    const whole = wholeCommand(files);
    process.stdout.write(`  batt calculate ${whole.milliseconds.toFixed(0)} ms, ${whole.megabytes.toFixed(0)} MB\n`);
  }
}

/** `batt calculate` as its own process on the files, as somebody at a terminal waits for it: the middle of five runs. */
function wholeCommand(files: readonly { name: string; bytes: Uint8Array }[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'batt-bench-'));
  try {
    for (const { name, bytes } of files) writeFileSync(path.join(folder, name), bytes);
    const batt = fileURLToPath(new URL('batt.js', import.meta.url));
    const tellMemory = 'process.on("exit", () => process.stderr.write(`${process.resourceUsage().maxRSS}`))';
    const runs = Array.from({ length: 5 }, () => {
      const start = performance.now();
      const argv = [
        '--import',
        `data:text/javascript,${tellMemory}`,
        batt,
        'calculate',
        '--dir',
        folder,
        '--year',
        String(YEAR),
      ];
      const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 1 << 28 });
      if (status !== 0) throw new Error(`batt calculate ended with ${status}: ${stderr.slice(0, 500)}`);
      return { milliseconds: performance.now() - start, megabytes: Number(/\d+$/.exec(stderr)?.[0]) / 1024 };
    });
    return runs.sort((a, b) => a.milliseconds - b.milliseconds)[2] ?? { milliseconds: NaN, megabytes: NaN };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The shortest time of each work in milliseconds, over rounds in which they take turns, so that a busy machine is busy for all. */
function fastest<Works extends (() => unknown)[]>(rounds: number, ...works: Works): { [Index in keyof Works]: number } {
  const best = works.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) {
      globalThis.gc?.();
      const start = performance.now();
      work();
      best[index] = Math.min(best[index] ?? Infinity, performance.now() - start);
    }
  }
  return best as { [Index in keyof Works]: number };
}

/** What no calculation can do without: every row of every table touched once. */
function sumOneField(tables: DataTables): number {
  let sum = 0;
  for (const row of tables.participations) sum += row.startDate;
  for (const row of tables.externalPlacements) sum += row.startDate;
  for (const row of tables.placementPartners) sum += row.lastUsedDate ?? 0;
  for (const row of tables.staffTraining) sum += row.hours;
  for (const row of tables.healthChecklist) sum += row.question;
  for (const row of tables.surveyAnswers) sum += row.answer;
  return sum;
}

/** A nation that never was, the same each time: rows in the proportions of a real year, provider by provider. */
function generate(years: number): DataTables {
  const random = randomNumbers(2024);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const upTo = (limit: number) => Math.floor(random() * limit);
  const endReasons = [...WORK_END_REASONS, ...ACTIVE_END_REASONS, 'dropped_out', 'completed_unemployed'];
  const tables = emptyTables();
  const perProvider = PARTICIPATIONS_A_YEAR / PROVIDERS;
  for (const [index, provider] of organisationNumbers(PROVIDERS).entries()) {
    for (let year = YEAR - years + 1; year <= YEAR; year++) {
      const newYear = firstDayOf(year);
      const end = Math.floor((index + 1) * perProvider);
      for (let person = Math.floor(index * perProvider); person < end; person++) {
        const participationId = `${year}-${person}`;
        const programme = pick(PROGRAMMES);
        const startDate = newYear - 200 + upTo(500);
        const hasEnded = random() < 0.7;
        tables.participations.push({
          provider,
          participationId,
          programme,
          navOffice: String(101 + upTo(260)).padStart(4, '0'),
          startDate,
          endDate: hasEnded ? startDate + upTo(300) : null,
          endReason: hasEnded ? pick(endReasons) : null,
          firstWorkday: random() < 0.4 ? startDate + upTo(100) : null,
          employedDate: random() < 0.3 ? startDate + upTo(200) : null,
          formalQualification: programme === 'KIA' ? pick([...FORMAL_QUALIFICATIONS, 'none']) : null,
          gender: pick(['f', 'm']),
          birthYear: 1960 + upTo(45),
          workAbility: 'medium',
          basicSkills: null,
          minorityBackground: random() < 0.2,
        });
        if (random() < 0.75) {
          tables.externalPlacements.push({
            provider,
            participationId,
            partner: `Partner ${upTo(40)}`,
            startDate: startDate + upTo(50),
            endDate: random() < 0.8 ? startDate + 60 + upTo(60) : null,
            followedUp: random() < 0.8,
          });
        }
        const survey = pick(['participant', 'participant', 'participant', 'nav', 'employee'] as const);
        for (let question = 1; question <= 9; question++) {
          const answer = survey === 'participant' && question === 9 ? upTo(2) : 1 + upTo(survey === 'nav' ? 7 : 6);
          tables.surveyAnswers.push({
            survey,
            provider,
            programme: survey === 'participant' ? programme : null,
            year,
            responseId: `R${person}`,
            question,
            answer,
          });
        }
      }
      for (let staff = 0; staff < 40; staff++) {
        const date = newYear + upTo(365);
        tables.staffTraining.push({
          provider,
          staffId: `S${staff % 12}`,
          inRehabilitation: staff % 12 < 10,
          date,
          hours: upTo(30) / 2,
        });
      }
      for (const programme of [null, ...PROGRAMMES]) {
        for (const question of programme === null ? [1, 2, 3, 4] : [5, 6]) {
          tables.healthChecklist.push({ provider, year, programme, question, answer: random() < 0.7 });
        }
      }
    }
    for (let partner = 0; partner < 40; partner++) {
      const lastUsedDate = firstDayOf(YEAR) - 300 + upTo(700);
      tables.placementPartners.push({
        provider,
        partner: `Partner ${partner}`,
        agreementDate: firstDayOf(2020),
        lastUsedDate,
      });
    }
  }
  return tables;
}

function organisationNumbers(count: number): string[] {
  const numbers: string[] = [];
  for (let candidate = 910_000_000; numbers.length < count; candidate += 7) {
    if (isOrganisationNumber(String(candidate))) numbers.push(String(candidate));
  }
  return numbers;
}

/** Numbers from 0 to 1 that look like chance and are the same each time (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
