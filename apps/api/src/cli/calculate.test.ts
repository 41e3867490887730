import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { command as calculate } from './calculate.ts';
import { command as check } from './check.ts';
import type { Command } from './command.ts';

const testData = join(dirname(fileURLToPath(import.meta.url)), 'test-data');
const sample = join(testData, 'sample-2024');

/** Runs a command and gives its exit code and what it wrote. */
async function run(command: Command, ...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const catchIn = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    });
  const spies = [catchIn('stdout'), catchIn('stderr')];
  try {
    return { code: await command.run(args), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'batt-'));
});
afterEach(() => rm(dir, { recursive: true }));

const give = (name: string, ...lines: string[]) =>
  writeFile(join(dir, name), lines.map((line) => `${line}\n`).join(''));

describe('batt calculate', () => {
  it('gives exactly what was worked out apart from the project', async () => {
    const { code, stdout, stderr } = await run(calculate, '--dir', sample, '--year', '2024');
    const expected = await readFile(join(testData, 'sample-2024.expected.jsonl'), 'utf8');
    const parse = (text: string) =>
      text
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
    const actual = parse(stdout);
    expect([code, stderr]).toEqual([0, '']);
    expect(actual).toHaveLength(231);
    for (const [index, line] of parse(expected).entries()) {
      expect(Object.entries(actual[index] ?? {})).toEqual(
        Object.entries(line ?? {}).map(([field, value]) => [field, near(value)]),
      );
    }
  });

  it('prints CSV when asked to', async () => {
    await give(
      'participations.csv',
      'provider,participation_id,programme,start_date,end_date,end_reason',
      '858405327,1,KIA,2024-01-01,2024-01-15,other_programme',
    );
    const { stdout } = await run(calculate, '--dir', dir, '--year', '2024', '--format', 'csv');
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      'provider,programme,indicator,year,value,numerator,denominator,n,status,breakdown',
      '858405327,,employee-survey,2024,,,,0,no-data,',
      '858405327,,nav-survey,2024,,,,0,no-data,',
      '858405327,,placement-partners,2024,,,,0,no-data,',
      '858405327,,staff-training,2024,,,,0,no-data,',
      '858405327,KIA,active-solutions,2024,100,1,1,1,ok,education_self_funded=0 other_programme=1 medical_treatment=0',
      '858405327,KIA,formal-qualification,2024,0,0,1,1,ok,craft_certificate=0 module=0 apprenticeship_candidate=0 certification=0',
    ]);
  });

  it('prints nothing but the errors when anything is wrong', async () => {
    await give('placement_partners.csv', 'provider,partner', '858405327,Rema', '858405327,Rema', '123456789,Kiwi');
    expect(await run(calculate, '--dir', dir, '--year', '2024')).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        'placement_partners.csv:3:-: the row repeats an earlier one with "858405327, Rema"; expected each row to have its own provider, partner',
        'placement_partners.csv:4:provider: "123456789" is not an organisation number; expected nine digits with the right check digit',
        '',
      ].join('\n'),
    });
  });

  it('says how many errors it does not list', async () => {
    await give('placement_partners.csv', 'provider,partner', ...Array.from({ length: 1234 }, () => '858405327,'));
    const { stderr } = await run(calculate, '--dir', dir, '--year', '2024');
    expect(stderr.split('\n').filter((line) => /^placement_partners\.csv:\d+:partner: /.test(line))).toHaveLength(1000);
    expect(stderr).toContain('placement_partners.csv: 234 more errors, 1234 in all');
  });

  it('tells unknown columns and goes on', async () => {
    await give('placement_partners.csv', 'provider,partner,colour', '858405327,Rema,red');
    const { code, stdout, stderr } = await run(calculate, '--dir', dir, '--year', '2024');
    expect([code, stdout.split('\n').length]).toEqual([0, 5]);
    expect(stderr).toBe('notice: placement_partners.csv: the column "colour" is unknown and ignored\n');
  });

  it.each([
    [['--year', '2024']],
    [['--dir', sample]],
    [['--dir', sample, '--year', 'last']],
    [['--dir', sample, '--year', '24']],
    [['--dir', join(sample, 'nowhere'), '--year', '2024']],
    [['--dir', join(sample, 'participations.csv'), '--year', '2024']],
    [['--dir', sample, '--year', '2024', '--format', 'xml']],
    [['--dir', sample, '--year', '2024', '--colour', 'red']],
    [['--dir', sample, '--year', '2024', 'more']],
  ])('takes %j for bad use', async (args) => {
    await expect(run(calculate, ...args)).rejects.toThrow(expect.objectContaining({ name: 'UsageError' }));
  });

  it('names a file that cannot be opened', async () => {
    await symlink(join(dir, 'nowhere'), join(dir, 'staff_training.csv'));
    await expect(run(calculate, '--dir', dir, '--year', '2024')).rejects.toThrow('staff_training.csv cannot be read');
  });
});

describe('batt check', () => {
  it('prints how many rows there are, and of a year', async () => {
    const { code, stdout, stderr } = await run(check, '--dir', sample, '--year', '2024');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('staff_training.csv: 121 rows, 91 of 2024\n');
  });

  it('tells what is wrong', async () => {
    await give('follow_ups.csv', 'provider,participation_id,date,situation', '858405327,1,2024-01-01,other');
    const { code, stdout, stderr } = await run(check, '--dir', dir);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^follow_ups\.csv:2:participation_id: "1" is no participation of this provider/);
  });

  it('passes over what is no data file', async () => {
    await mkdir(join(dir, 'folder.csv'));
    await give('README.md', 'hello');
    await give('.hidden.csv', 'a');
    expect(await run(check, '--dir', dir)).toEqual({ code: 0, stdout: 'no rows\n', stderr: '' });
  });
});

/** Equal to 1e-9 where it is a number. */
const near = (value: unknown): unknown => (typeof value === 'number' ? expect.closeTo(value, 9) : value);
