import { readDataFiles } from '@batt/domain/data-files/read';
import type { DataFile, ReadResult } from '@batt/domain/data-files/read';
import type { ReadOptions } from '@batt/domain/data-files/tables';
import { isWorkbook, readWorkbook } from '../../workbook.ts';

/** What the parent sends: files as they were uploaded. */
export interface Job {
  files: { name: string; bytes: Uint8Array }[];
  options: ReadOptions;
}

/** What comes back: the reading, and the names of the tables that the files held. */
export type Outcome = ReadResult & { given: string[] };

// Reads one set of foreign files in a process of its own, so that whatever they do to it is done to nobody else.
process.once('message', (job: Job) => {
  // A reading that fails ends the process, which is how the parent learns of it.
  void read(job).then((outcome) => process.send?.(outcome, () => process.disconnect()));
});

async function read({ files, options }: Job): Promise<Outcome> {
  const dataFiles: DataFile[] = [];
  for (const { name, bytes } of files) {
    if (isWorkbook(name)) dataFiles.push(...(await readWorkbook(name, bytes)));
    else dataFiles.push({ name, bytes });
  }
  return { ...readDataFiles(dataFiles, options), given: dataFiles.map(({ name }) => name.toLowerCase()) };
}
