import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** How people sign in. `missing`: nobody can, and why. */
export type SignIn =
  | { kind: 'oidc'; issuer: string; clientId: string; clientSecret: string; acrValues: string | undefined }
  | { kind: 'demo' }
  | { kind: 'missing'; reason: string };

export interface Config {
  production: boolean;
  development: boolean;
  port: number;
  host: string;
  /** Origin that people use; undefined: the loopback address that the request came to. */
  publicUrl: string | undefined;
  /** Undefined: the embedded database under `dataDir`. */
  databaseUrl: string | undefined;
  databaseReadUrl: string | undefined;
  dataDir: string;
  signIn: SignIn;
  smtpUrl: string | undefined;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** A setting that will not do; the message is one sentence that names it and holds no secret. */
export class ConfigError extends Error {}

/** The project's own folder: three above this file, in `src` as in `dist`. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

// Each message ends the sentence "NAME must be …".
const port = 'a port number from 0 (any free one) to 65535';
const environment = z.object({
  NODE_ENV: oneOf(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number(port).int(port).min(0, port).max(65_535, port).default(3000),
  HOST: z.string().default('localhost'),
  PUBLIC_URL: address(
    'an https address such as https://batt.example.no (http only on this machine)',
    isSafeOrigin,
  ).optional(),
  DATABASE_URL: address('like postgres://user:password@host:5432/name', isPostgres).optional(),
  DATABASE_READ_URL: address('like postgres://user:password@host:5432/name', isPostgres).optional(),
  BATT_DATA_DIR: z.string().optional(),
  BATT_DEMO: oneOf(['yes', 'no']).optional(),
  OIDC_ISSUER: address(
    'an https address such as https://login.example.no (http only on this machine)',
    isSafe,
  ).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_ACR_VALUES: z.string().optional(),
  SMTP_URL: address('like smtp://user:password@host:587', ({ protocol }) => /^smtps?:$/.test(protocol)).optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
});

/** Reads the settings that `.env.example` lists. An empty one counts as unset. Throws `ConfigError` for a wrong one. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const read = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim())));
  if (!read.success) {
    const { path, message } = read.error.issues[0] ?? { path: [], message: '' };
    throw new ConfigError(`${path.join()} must be ${message}.`);
  }
  const given = read.data;
  return {
    production: given.NODE_ENV === 'production',
    development: given.NODE_ENV === 'development',
    port: given.PORT,
    host: given.HOST,
    publicUrl: given.PUBLIC_URL && new URL(given.PUBLIC_URL).origin,
    databaseUrl: given.DATABASE_URL,
    databaseReadUrl: given.DATABASE_READ_URL,
    dataDir: given.BATT_DATA_DIR ? resolve(given.BATT_DATA_DIR) : resolve(root, '.data'),
    signIn: signInOf(given),
    smtpUrl: given.SMTP_URL,
    logLevel: given.LOG_LEVEL,
  };
}

function signInOf(given: z.infer<typeof environment>): SignIn {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given;
  if (issuer) {
    if (!clientId) throw new ConfigError('OIDC_CLIENT_ID must be set when OIDC_ISSUER is.');
    if (!clientSecret) throw new ConfigError('OIDC_CLIENT_SECRET must be set when OIDC_ISSUER is.');
    if (!given.PUBLIC_URL)
      throw new ConfigError('PUBLIC_URL must be set when OIDC_ISSUER is: people are sent back to it.');
    return { kind: 'oidc', issuer, clientId, clientSecret, acrValues: given.OIDC_ACR_VALUES };
  }
  if (given.BATT_DEMO === 'yes') return { kind: 'demo' };
  const why =
    given.NODE_ENV === 'production'
      ? 'when NODE_ENV is production'
      : given.DATABASE_URL
        ? 'with a DATABASE_URL'
        : given.BATT_DEMO === 'no' && 'when BATT_DEMO is no';
  if (!why) return { kind: 'demo' };
  return {
    kind: 'missing',
    reason: `OIDC_ISSUER must be set ${why}, since anybody may sign in to the demo as anybody (BATT_DEMO=yes runs it all the same).`,
  };
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `one of ${values.join(', ')}`);
}

function address(message: string, suits: (url: URL) => boolean) {
  return z.string().refine((text) => URL.canParse(text) && suits(new URL(text)), message);
}

function isPostgres({ protocol }: URL): boolean {
  return /^postgres(ql)?:$/.test(protocol);
}

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function isSafeOrigin(url: URL): boolean {
  return isSafe(url) && url.pathname === '/' && !url.search && !url.hash && !url.username;
}

/** Whether a host name leads to this machine and nowhere else. */
export function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
