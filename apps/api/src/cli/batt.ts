import { UserError } from '@batt/domain/errors';
import { ConfigError } from '../config.ts';
import { UsageError } from './command.ts';
import type { Command } from './command.ts';

/** Every command, loaded when it is called. */
const COMMANDS: Record<string, () => Promise<{ command: Command }>> = {
  calculate: () => import('./calculate.ts'),
  check: () => import('./check.ts'),
  doctor: () => import('./doctor.ts'),
  export: () => import('./export.ts'),
  import: () => import('./import.ts'),
  migrate: () => import('./migrate.ts'),
  organisation: () => import('./organisation.ts'),
  person: () => import('./person.ts'),
  schema: () => import('./schema.ts'),
  seed: () => import('./seed.ts'),
  token: () => import('./token.ts'),
};

/** Runs `batt` and gives its exit code: 0 on success, 1 on bad data, 2 on bad use. */
async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined) {
    process.stderr.write(`${await overview()}\n`);
    return 2;
  }
  if (name === '--help' || name === 'help') {
    process.stdout.write(`${await overview()}\n`);
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    process.stderr.write(`batt has no command "${name}". It has ${Object.keys(COMMANDS).join(', ')}.\n`);
    return 2;
  }
  const { command } = await load();
  if (args.includes('--help')) {
    process.stdout.write(`${command.usage}\n`);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    if (error instanceof UserError) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      return 2;
    }
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\nbatt ${name} --help tells how to use it.\n`);
    return 2;
  }
}

async function overview(): Promise<string> {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length)) + 2;
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, load]) => `  ${name.padEnd(width)}${(await load()).command.summary}`),
  );
  return ['batt COMMAND [options]', '', ...lines, '', 'batt COMMAND --help tells more.'].join('\n');
}

// A reader that has seen enough, as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
process.exitCode = await main(process.argv.slice(2));
