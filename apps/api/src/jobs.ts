import pg from 'pg';
import { cleanUp } from './clean-up.ts';
import type { Log } from './context.ts';
import { connectionConfig } from './db/client.ts';
import type { Db } from './db/client.ts';
import { remindOfActions } from './modules/meetings/actions.ts';
import { remindOfDeadlines } from './modules/notifications/deadlines.ts';
import { sendDueMail } from './modules/notifications/mail.ts';
import type { Mailer } from './modules/notifications/mail.ts';
import { refreshRunningFigures } from './modules/targets/progress.ts';

const MINUTE = 60_000;
/** How often it is looked whether a job is due. */
const TICK_MS = MINUTE / 2;
/** A job that fails over and over is tried this seldom at least. */
const LONGEST_PAUSE_MS = 30 * MINUTE;

interface Work {
  db: Db;
  /** Undefined where no e-mail is set up. */
  mailer: Mailer | undefined;
  log: Log;
  now: Date;
  /** Aborted when the process stops or another one may have taken over. */
  signal: AbortSignal;
}

interface Job {
  name: string;
  everyMinutes: number;
  run(work: Work): Promise<void>;
}

/**
 * All that the platform does by itself. Each job works out what is to be done from the data and the time alone, so one
 * that was missed while the server was down is made up for, and one that is done twice changes nothing.
 */
const JOBS: readonly Job[] = [
  { name: 'deadlines', everyMinutes: 15, run: ({ db, now }) => remindOfDeadlines(db, now) },
  { name: 'actions', everyMinutes: 15, run: ({ db, now }) => remindOfActions(db, now) },
  { name: 'running figures', everyMinutes: 24 * 60, run: ({ db }) => refreshRunningFigures(db) },
  { name: 'clean-up', everyMinutes: 60, run: ({ db, now }) => cleanUp(db, now) },
  {
    name: 'e-mail',
    everyMinutes: 0.5,
    run: async ({ db, mailer, ...work }) => {
      if (mailer) await sendDueMail(db, mailer, work);
    },
  },
];

export interface Jobs {
  /** Does what is due at this moment; nothing when another process is at it. */
  tick(now: Date): Promise<void>;
  /** Lets the job that runs come to an end, and begins no other. */
  stop(): Promise<void>;
}

/** The jobs of this process, not yet running by themselves: `runJobs` sees to that. */
export function createJobs(parts: Pick<Work, 'db' | 'mailer' | 'log'>): Jobs {
  const { db, log } = parts;
  const stopping = new AbortController();
  const turns = new Map(JOBS.map(({ name }) => [name, { due: 0, failures: 0 }]));
  let running: Promise<void> = Promise.resolve();

  const work = async (now: Date, signal: AbortSignal) => {
    for (const { name, everyMinutes, run } of JOBS) {
      const turn = turns.get(name);
      if (!turn || signal.aborted || now.getTime() < turn.due) continue;
      try {
        await run({ ...parts, now, signal });
        turn.failures = 0;
        turn.due = now.getTime() + everyMinutes * MINUTE;
      } catch (error) {
        const pause = Math.min(LONGEST_PAUSE_MS, 2 ** turn.failures * MINUTE);
        turn.failures++;
        turn.due = now.getTime() + pause;
        log.warn({ err: error, job: name, pauseMinutes: pause / MINUTE }, 'a job failed and is tried again later');
      }
    }
  };
  return {
    tick(now) {
      // One after the other: a tick that lasts is not overtaken by the next.
      const next = async () => {
        if (!stopping.signal.aborted) await withLock(db.url, stopping.signal, (signal) => work(now, signal));
      };
      running = running.then(next, next);
      return running;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Runs the jobs until they are stopped, at first at once. While the database is away they wait for it. */
export function runJobs(parts: Parameters<typeof createJobs>[0]): Pick<Jobs, 'stop'> {
  const jobs = createJobs(parts);
  const tick = () =>
    void jobs.tick(new Date()).catch((error: unknown) => parts.log.warn({ err: error }, 'no job could run'));
  const clock = setInterval(tick, TICK_MS);
  tick();
  return {
    async stop() {
      clearInterval(clock);
      await jobs.stop().catch(() => {});
    },
  };
}

/**
 * Does the work if no other process of this database is at it. The lock belongs to a connection of its own, so it goes
 * with the process however that ends; when the connection is lost, the signal tells.
 */
async function withLock(url: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const client = new pg.Client(connectionConfig(url, 'batt_nobody'));
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  await client.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(hashtext('batt.jobs')) as mine`,
    );
    if (rows[0]?.mine) await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    await client.end().catch(() => {});
  }
}
