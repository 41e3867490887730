import { sql } from 'kysely';
import { ConfigError, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { openDatabase } from './db/client.ts';
import type { Db } from './db/client.ts';
import { asSystem } from './db/as-viewer.ts';
import { embeddedDatabase } from './db/embedded.ts';
import { openListener } from './db/listen.ts';
import { migrate } from './db/migrate.ts';
import { runJobs } from './jobs.ts';
import { installCatalogue } from './modules/indicators/indicators.ts';
import { openMailer } from './modules/notifications/mail.ts';
import { createServer } from './server.ts';

/** How long a stop waits for what is under way. */
const STOP_LIMIT_MS = 10_000;

/** `npm start`: database, migrations, on the first start the demo data, then the server; until it is told to stop. */
async function start(config: Config): Promise<void> {
  if (config.signIn.kind === 'missing') throw new ConfigError(config.signIn.reason);
  const embedded = config.databaseUrl ? undefined : await embeddedDatabase(config.dataDir, { keep: true });
  const url = config.databaseUrl ?? embedded?.url ?? '';
  const stopDatabase = async () => embedded?.stop();
  try {
    await migrate(url);
  } catch (error) {
    await stopDatabase();
    throw error;
  }
  const db = openDatabase(url);
  await asSystem(db, installCatalogue);
  const listener = openListener(url);
  const app = await createServer(config, { db, listener });
  let stopJobs = async () => {};
  app.addHook('onClose', async () => {
    await stopJobs();
    await listener.close();
    await db.close();
    await stopDatabase();
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        app.log.error(error, 'the stop failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);

  try {
    if (embedded && config.signIn.kind === 'demo') await fillWithDemo(db);
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    await app.close();
    throw error;
  }
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const open = config.publicUrl ?? `http://localhost:${port}`;
  const mailer = config.smtpUrl ? openMailer(config.smtpUrl, open) : undefined;
  stopJobs = runJobs({ db, mailer, log: app.log }).stop;
  process.stdout.write(`BATT is ready at ${open}\n`);
}

/** On the first start of a demo with a database of its own. */
async function fillWithDemo(db: Db): Promise<void> {
  const isEmpty = await asSystem(db, async (trx) => {
    const { rows } = await sql<{ empty: boolean }>`select not exists (select from organisation) as empty`.execute(trx);
    return rows[0]?.empty ?? false;
  });
  if (!isEmpty) return;
  process.stderr.write('Filling the database with the demo nation, once …\n');
  const { seedDemo } = await import('./db/seed/seed.ts');
  await seedDemo(db);
}

try {
  await start(readConfig(process.env));
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    process.stderr.write('PORT is taken by another program: set another one, or 0 for any free one.\n');
  } else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
