import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test('without settings the demo runs on this machine with the embedded database', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: 'localhost',
    databaseUrl: undefined,
    signIn: { kind: 'demo' },
  });
  expect(readConfig({}).dataDir).toMatch(/\.data$/);
});

test.each([
  [{ PORT: 'abc' }, 'PORT must be a port number from 0 (any free one) to 65535.'],
  [{ PORT: '65536' }, 'PORT must be a port number from 0 (any free one) to 65535.'],
  [{ PORT: '3000.5' }, 'PORT must be a port number from 0 (any free one) to 65535.'],
  [{ NODE_ENV: 'prod' }, 'NODE_ENV must be one of development, production, test.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
  [{ BATT_DEMO: 'true' }, 'BATT_DEMO must be one of yes, no.'],
  [
    { PUBLIC_URL: 'batt.no' },
    'PUBLIC_URL must be an https address such as https://batt.example.no (http only on this machine).',
  ],
  [
    { PUBLIC_URL: 'http://batt.no' },
    'PUBLIC_URL must be an https address such as https://batt.example.no (http only on this machine).',
  ],
  [
    { PUBLIC_URL: 'https://batt.no/sub' },
    'PUBLIC_URL must be an https address such as https://batt.example.no (http only on this machine).',
  ],
  [{ DATABASE_URL: 'mysql://a:hemmelig@b/c' }, 'DATABASE_URL must be like postgres://user:password@host:5432/name.'],
  [{ SMTP_URL: 'hemmelig' }, 'SMTP_URL must be like smtp://user:password@host:587.'],
  [
    { OIDC_ISSUER: 'http://login.no' },
    'OIDC_ISSUER must be an https address such as https://login.example.no (http only on this machine).',
  ],
  [{ OIDC_ISSUER: 'https://login.no' }, 'OIDC_CLIENT_ID must be set when OIDC_ISSUER is.'],
  [{ OIDC_ISSUER: 'https://login.no', OIDC_CLIENT_ID: 'a' }, 'OIDC_CLIENT_SECRET must be set when OIDC_ISSUER is.'],
  [
    { OIDC_ISSUER: 'https://login.no', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'hemmelig' },
    'PUBLIC_URL must be set when OIDC_ISSUER is: people are sent back to it.',
  ],
])('%j is refused in one sentence', (env, sentence) => {
  expect(() => readConfig(env)).toThrow(new ConfigError(sentence));
  expect(sentence).not.toContain('hemmelig');
});

test.each([
  [{}, 'demo'],
  [{ BATT_DEMO: 'no' }, 'missing'],
  [{ NODE_ENV: 'production' }, 'missing'],
  [{ DATABASE_URL: 'postgres://localhost/batt' }, 'missing'],
  [{ DATABASE_URL: 'postgres://localhost/batt', BATT_DEMO: 'yes' }, 'demo'],
  [{ NODE_ENV: 'production', BATT_DEMO: 'yes' }, 'demo'],
  [
    {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://batt.no/',
      OIDC_ISSUER: 'https://login.no',
      OIDC_CLIENT_ID: 'a',
      OIDC_CLIENT_SECRET: 'b',
    },
    'oidc',
  ],
])('%j signs in by %s', (env, kind) => {
  expect(readConfig(env).signIn.kind).toBe(kind);
});

test('an empty setting counts as unset', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000, databaseUrl: undefined });
});
