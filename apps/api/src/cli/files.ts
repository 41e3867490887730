import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFile, ReadResult } from '@batt/domain/data-files/read';
import { isWorkbook, readWorkbook } from '../workbook.ts';
import { UsageError } from './command.ts';

/** The data files of a folder: its CSV files, and each known sheet of its workbooks. Other files are passed over. */
export async function readFolder(folder: string): Promise<DataFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new UsageError(`--dir ${folder} is not a folder that can be read.`);
  });
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const files: DataFile[] = [];
  for (const name of names.sort()) {
    if (name.startsWith('.') || name.startsWith('~$')) continue;
    if (isWorkbook(name)) files.push(...(await readWorkbook(name, await readBytes(join(folder, name)))));
    else if (/\.csv$/i.test(name)) files.push({ name, bytes: await readBytes(join(folder, name)) });
  }
  return files;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Tells on standard error what is wrong, one a line as `file:line:column: message`, and what is merely worth knowing. */
export function tellProblems({ errors, errorCounts, notices }: Pick<ReadResult, 'errors' | 'errorCounts' | 'notices'>) {
  const lines = notices.map(({ file, message }) => `notice: ${file}: ${message}`);
  const listed = new Map<string, number>();
  for (const { file, line, column, message } of errors) {
    listed.set(file, (listed.get(file) ?? 0) + 1);
    lines.push(`${file}:${line}:${column}: ${message}`);
  }
  for (const [file, count] of Object.entries(errorCounts)) {
    const more = count - (listed.get(file) ?? 0);
    if (more > 0) lines.push(`${file}: ${more} more errors, ${count} in all`);
  }
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
}
