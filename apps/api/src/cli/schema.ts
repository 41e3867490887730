import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '../schema.ts';
import type { Command } from './command.ts';

/** The schema as `apps/api/schema.graphql` keeps it. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

export const command: Command = {
  summary: 'Prints the GraphQL schema.',
  usage: `batt schema

Prints the GraphQL schema in the schema definition language. In the project:
  pnpm batt schema > apps/api/schema.graphql`,
  async run() {
    process.stdout.write(printedSchema());
    return 0;
  },
};
