import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';

/** One command of `batt`, exported as `command` from its file in `cli/`. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints: how it is called and what each option means. */
  usage: string;
  /** The exit code: 0 on success, 1 on bad data. Bad use throws `UsageError`. */
  run(args: string[]): Promise<number>;
}

/** The command was called in a way that it does not understand; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The options that a command was given, and nothing else. */
export function readOptions<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A measurement year as it was given. */
export function readYear(text: string, option = '--year'): number {
  if (!/^[12]\d{3}$/.test(text)) throw new UsageError(`${option} ${text} is not a year of four digits.`);
  return Number(text);
}
