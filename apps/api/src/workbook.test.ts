import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { parseDay } from '@batt/domain/periods';
import { readRecords, decodeText } from '@batt/domain/data-files/csv';
import { readDataFiles } from '@batt/domain/data-files/read';
import { writeXlsx } from 'hucre/xlsx';
import type { CellValue } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from './workbook.ts';

const A = '858405327';

const workbookOf = (sheets: Record<string, CellValue[][]>) =>
  writeXlsx({ sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows })) });

const read = async (sheets: Record<string, CellValue[][]>) =>
  readDataFiles(await readWorkbook('report.xlsx', await workbookOf(sheets)));

describe('a workbook', () => {
  it('gives the same rows as the CSV files that it holds', async () => {
    const folder = join(dirname(fileURLToPath(import.meta.url)), 'cli/test-data/sample-2024');
    const names = (await readdir(folder)).sort();
    const files = await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
    const sheets = files.map(({ name, bytes }) => {
      const text = decodeText(bytes);
      const separator = text.slice(0, text.indexOf('\n')).includes(';') ? ';' : ',';
      return [
        name.replace('.csv', ''),
        Array.from(readRecords(text, separator), ({ cells }) => cells.map(asExcelWould)),
      ] as const;
    });
    const fromSheets = await read(Object.fromEntries(sheets));
    const fromFiles = readDataFiles(files);
    expect(fromSheets.errors).toEqual([]);
    expect(fromSheets.tables).toEqual(fromFiles.tables);
  });

  it('reads numbers, dates, yes and no, and rows that end early', async () => {
    const { tables, errors } = await read({
      Staff_Training: [
        ['provider', 'staff_id', 'in_rehabilitation', 'date', 'hours'],
        [Number(A), 's', true, new Date(Date.UTC(2024, 1, 29)), 7.25],
      ],
      placement_partners: [
        ['provider', 'partner', 'agreement_date'],
        [A, 'Rema'],
      ],
    });
    expect(errors).toEqual([]);
    expect(tables.staffTraining).toEqual([
      { provider: A, staffId: 's', inRehabilitation: true, date: parseDay('2024-02-29'), hours: 7.25 },
    ]);
    expect(tables.placementPartners).toHaveLength(1);
  });

  it('tells errors by the sheet’s own rows, empty ones counted', async () => {
    const { errors, notices } = await read({
      placement_partners: [
        ['provider', 'partner'],
        [A, 'a\nb'],
        [null, null],
        ['1', 'Kiwi'],
        [A, 'x', 'beside the table'],
      ],
      Notes: [['what']],
    });
    expect(errors.map(({ file, line, column, code }) => [file, line, column, code])).toEqual([
      ['placement_partners.csv', 4, 'provider', 'not-an-organisation-number'],
      ['placement_partners.csv', 5, '-', 'wrong-field-count'],
    ]);
    expect(notices.map(({ file, code }) => [file, code])).toEqual([['report.xlsx/Notes', 'unknown-file']]);
  });

  it.each([
    ['no zip archive', Buffer.from('provider,partner\n'), 'unreadable'],
    ['nothing', Buffer.alloc(0), 'unreadable'],
    ['an archive of something else', zip('hello.txt', 'hello'), 'unreadable'],
    ['a bomb', zip('xl/worksheets/sheet1.xml', '0'.repeat(70_000_000)), 'too-large'],
    ['a bomb that says nothing of its size', zip('xl/worksheets/sheet1.xml', '0'.repeat(70_000_000), 0), 'too-large'],
  ])('is refused when it is %s', async (_name, bytes, code) => {
    const { errors } = readDataFiles(await readWorkbook('report.xlsx', bytes));
    expect(errors.map(({ file, code }) => [file, code])).toEqual([['report.xlsx', code]]);
  });

  it('is refused when it is cut off', async () => {
    const bytes = await workbookOf({
      placement_partners: [
        ['provider', 'partner'],
        [A, 'Rema'],
      ],
    });
    for (const length of [30, 200, bytes.length - 30]) {
      expect(readDataFiles(await readWorkbook('report.xlsx', bytes.subarray(0, length))).errors).toHaveLength(1);
    }
  });
});

/** A cell as Excel stores what was typed: dates and decimal numbers as such. */
function asExcelWould(cell: string): CellValue {
  const day = parseDay(cell);
  if (day !== null) return new Date(day * 86_400_000);
  return /^\d+,\d+$/.test(cell) ? Number(cell.replace(',', '.')) : cell;
}

/** A zip archive of one file, which may lie about its size. */
function zip(name: string, content: string, size = content.length): Buffer {
  const packed = deflateRawSync(content);
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(packed.length, 0);
  sizes.writeUInt32LE(size, 4);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  sizes.copy(local, 18);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  sizes.copy(entry, 20);
  entry.writeUInt16LE(name.length, 28);
  const start = Buffer.concat([local, Buffer.from(name), packed]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(start.length, 16);
  return Buffer.concat([start, entry, Buffer.from(name), end]);
}
