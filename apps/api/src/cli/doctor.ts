import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { ConfigError, readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { openDatabase } from '../db/client.ts';
import { embeddedDatabase } from '../db/embedded.ts';
import { pendingMigrations } from '../db/migrate.ts';
import { isBuilt } from '../web-client.ts';
import { readOptions } from './command.ts';
import type { Command } from './command.ts';

/** One thing that was looked at. `mend`: what to do about it; undefined when all is well. */
interface Finding {
  about: string;
  found: string;
  mend?: string;
}

export const command: Command = {
  summary: 'Checks the set-up, and says what is wrong and how to mend it.',
  usage: `batt doctor

Checks Node, the settings, sign-in, the web client and the database. Exit code 1 when something must be mended.`,
  async run(args) {
    readOptions(args, {});
    let isWell = true;
    for await (const { about, found, mend } of findings(process.env)) {
      process.stdout.write(`${mend ? 'wrong' : 'ok   '}  ${about}: ${found}\n`);
      if (mend) process.stdout.write(`       ${mend}\n`);
      isWell &&= !mend;
    }
    return isWell ? 0 : 1;
  },
};

async function* findings(env: NodeJS.ProcessEnv): AsyncGenerator<Finding> {
  yield nodeVersion(process.versions.node);
  let config: Config;
  try {
    config = readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    yield { about: 'Settings', found: error.message, mend: '.env.example lists every setting with its default.' };
    return;
  }
  yield { about: 'Settings', found: 'every one can be used' };
  yield await signIn(config);
  yield isBuilt()
    ? { about: 'Web client', found: 'built' }
    : { about: 'Web client', found: 'not built', mend: 'Run npm start once, or pnpm turbo run build.' };
  yield* database(config);
}

function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  return { about: 'Node', found: version, ...(!isNew && { mend: 'Install Node 20.19 or newer from nodejs.org.' }) };
}

async function signIn({ signIn: way }: Config): Promise<Finding> {
  const about = 'Sign-in';
  if (way.kind === 'missing') return { about, found: 'nobody can sign in', mend: way.reason };
  if (way.kind === 'demo') return { about, found: 'the demo’s own, where anybody may be anybody' };
  const url = `${way.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    const told: unknown = response.ok ? await response.json() : undefined;
    const issuer = z.object({ issuer: z.string() }).safeParse(told).data?.issuer;
    if (issuer === way.issuer) return { about, found: `${way.issuer} answers` };
    const mend = `OIDC_ISSUER must be the issuer exactly as the provider writes it${issuer ? `: ${issuer}` : ''}.`;
    return { about, found: `${url} answers ${response.status}, and not as this issuer`, mend };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      about,
      found: `${url} cannot be reached (${why})`,
      mend: 'Check OIDC_ISSUER, the network and NODE_EXTRA_CA_CERTS.',
    };
  }
}

async function* database({ databaseUrl, dataDir }: Config): AsyncGenerator<Finding> {
  const about = 'Database';
  if (!databaseUrl && !(await mayWrite(dataDir))) {
    yield {
      about,
      found: `${dataDir} cannot be written to`,
      mend: 'Set BATT_DATA_DIR to a folder that this user owns.',
    };
    return;
  }
  let embedded: Awaited<ReturnType<typeof embeddedDatabase>> | undefined;
  try {
    embedded = databaseUrl ? undefined : await embeddedDatabase(dataDir);
    const url = databaseUrl ?? embedded?.url ?? '';
    const pending = await pendingMigrations(url);
    if (pending.length > 0) {
      yield {
        about,
        found: `${pending.length} migrations are to be run`,
        mend: 'Run batt migrate, or start the server.',
      };
      return;
    }
    yield* content(url, embedded ? `embedded under ${dataDir}` : 'of DATABASE_URL');
  } catch (error) {
    yield {
      about,
      found: `cannot be reached (${error instanceof Error ? error.message : String(error)})`,
      mend: databaseUrl
        ? 'Check DATABASE_URL, and that the server runs and lets this machine in.'
        : 'Read the log in the data folder; a database of your own is set by DATABASE_URL.',
    };
  } finally {
    await embedded?.stop();
  }
}

async function* content(url: string, place: string): AsyncGenerator<Finding> {
  const db = openDatabase(url);
  try {
    const { rows } = await db.system.transaction().execute((trx) =>
      sql<{ version: number; managers: number }>`select current_setting('server_version_num')::integer as version,
        (select count(*) from membership m join organisation o on o.id = m.organisation_id
          where o.is_operator and m.role = 'manager' and m.ended_at is null) as managers`.execute(trx),
    );
    const { version = 0, managers = 0 } = rows[0] ?? {};
    const major = Math.floor(version / 10_000);
    yield {
      about: 'Database',
      found: `${place}, PostgreSQL ${major}, migrations current`,
      ...(major < 15 && { mend: 'Use PostgreSQL 15 or newer.' }),
    };
    yield {
      about: 'Operator',
      found: managers > 0 ? `run by an association with managers: ${managers}` : 'no association runs the system',
      ...(managers === 0 && { mend: 'Run batt organisation add and batt person add, or batt seed --demo.' }),
    };
  } finally {
    await db.close();
  }
}

async function mayWrite(folder: string): Promise<boolean> {
  let nearest = folder;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  return access(nearest, constants.W_OK).then(
    () => true,
    () => false,
  );
}
