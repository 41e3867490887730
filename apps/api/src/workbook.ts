import type { DataFile } from '@batt/domain/data-files/read';
import type { RawRecord } from '@batt/domain/data-files/csv';
import { dataTables } from '@batt/domain/data-files/tables';
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import type { CellValue } from 'hucre/xlsx';

/** What a workbook may unpack to in all, and all of it but its sheets (texts, styles), which is held in memory as a tree. */
const UNPACKED_LIMIT = 64 * 1024 * 1024;
const UNPACKED_LIMIT_BESIDE_SHEETS = 8 * 1024 * 1024;
const COLUMN_LIMIT = 200;

export const isWorkbook = (name: string) => /\.xlsx$/i.test(name);

/**
 * The sheets of an Excel workbook as data files, each named after the CSV file that it stands for. Dates, numbers and yes/no
 * become the text that a CSV file would have. Only sheets with a known name are read.
 */
export async function readWorkbook(name: string, bytes: Uint8Array): Promise<DataFile[]> {
  try {
    const size = unpackedSize(bytes);
    if (size.total > UNPACKED_LIMIT || size.besideSheets > UNPACKED_LIMIT_BESIDE_SHEETS)
      return [{ name, fault: 'too-large' }];
    const known = new Set(Object.values(dataTables()).map(({ file }) => file));
    const files: DataFile[] = [];
    for (const [index, sheet] of (await sheetNames(bytes)).entries()) {
      const file = `${sheet
        .trim()
        .toLowerCase()
        .replace(/\.csv$/, '')}.csv`;
      if (known.has(file)) files.push({ name: file, records: await readSheet(bytes, index) });
      else files.push({ name: `${name}/${sheet}`, records: [] });
    }
    return files;
  } catch {
    // Whatever a broken or hostile workbook makes the reader say is of no use to a person.
    return [{ name, fault: 'unreadable' }];
  }
}

async function sheetNames(bytes: Uint8Array): Promise<string[]> {
  const names: string[] = [];
  const refuse = ({ name }: { name: string }) => {
    names.push(name);
    return false;
  };
  await readXlsx(bytes, { sheets: refuse });
  return names;
}

async function readSheet(bytes: Uint8Array, sheet: number): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  let width = 0;
  for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
    if (values.length > COLUMN_LIMIT) throw new Error(`A sheet has more than ${COLUMN_LIMIT} columns.`);
    const cells = values.map(toText);
    while (cells.length > 0 && cells.at(-1)?.trim() === '') cells.pop();
    if (cells.length === 0) continue;
    // Excel leaves out empty cells at the end of a row.
    width ||= cells.length;
    while (cells.length < width) cells.push('');
    records.push({ line: index + 1, cells });
  }
  return records;
}

function toText(value: CellValue): string {
  if (value === null) return '';
  if (!(value instanceof Date)) return String(value);
  if (Number.isNaN(value.getTime())) return 'invalid date';
  const text = value.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
}

/**
 * What a zip archive says that its entries unpack to. The reader never unpacks an entry further than it says; one that says
 * nothing counts as too large.
 */
function unpackedSize(bytes: Uint8Array): { total: number; besideSheets: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error('It is no zip archive.');
  const size = { total: 0, besideSheets: 0 };
  let at = view.getUint32(end + 16, true);
  for (let entries = view.getUint16(end + 10, true); entries > 0; entries--) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('Its directory is broken.');
    const packed = view.getUint32(at + 20, true);
    const declared = view.getUint32(at + 24, true);
    // Two bytes are a deflated nothing.
    const unpacked = declared === 0 && packed > 2 ? Infinity : declared;
    const nameLength = view.getUint16(at + 28, true);
    const name = Buffer.from(bytes.buffer, bytes.byteOffset + at + 46, nameLength).toString();
    size.total += unpacked;
    if (!name.startsWith('xl/worksheets/')) size.besideSheets += unpacked;
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
}
