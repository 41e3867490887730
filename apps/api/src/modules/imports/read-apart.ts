import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ValidationError } from '@batt/domain/errors';
import type { Job, Outcome } from './import-worker.ts';

/** What reading one set of files may cost. */
const LIMITS = { seconds: 10, megabytes: 256, heapMegabytes: 180 };

/** Most bytes that one set of files may hold as they are sent. */
export const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Reads foreign files in a child process that may use so much time and memory and no more. Throws `ValidationError` when it
 * takes more, which an honest set of files never does.
 */
export async function readApart(job: Job): Promise<Outcome> {
  const child = spawn(process.execPath, [`--max-old-space-size=${LIMITS.heapMegabytes}`, ...program()], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    // What it might say of a file's content is for nobody's log. It gets no settings, so no secrets either.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    env: { PATH: process.env['PATH'] },
  });
  const watch = setInterval(() => residentMegabytes(child.pid) > LIMITS.megabytes && child.kill('SIGKILL'), 100);
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMITS.seconds * 1000);
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      child.once('message', resolve);
      child.on('error', reject);
      child.once('exit', () =>
        reject(new ValidationError('unreadable-files', 'These files cannot be read: they are too large or damaged.')),
      );
      child.send(job, (error) => error && reject(error));
    });
  } finally {
    clearInterval(watch);
    clearTimeout(limit);
    child.kill('SIGKILL');
  }
}

// The bundle holds the worker as a file of its own. From source (tests and development) Vite, which runs this process as
// well, runs it.
function program(): string[] {
  if (!import.meta.url.endsWith('.ts')) return [fileURLToPath(new URL('./import-worker.js', import.meta.url))];
  const source = JSON.stringify(fileURLToPath(new URL('./import-worker.ts', import.meta.url)));
  const script = `const { runnerImport } = await import('vite');
    await runnerImport(${source}, { configFile: false, logLevel: 'silent' });`;
  return ['--input-type=module', '-e', script];
}

const PAGE_BYTES = 4096;

// The limit on JavaScript's heap leaves out buffers. Only Linux tells cheaply what a process holds.
function residentMegabytes(pid: number | undefined): number {
  try {
    const [, pages = '0'] = fs.readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return (Number(pages) * PAGE_BYTES) / (1024 * 1024);
  } catch {
    return 0;
  }
}
