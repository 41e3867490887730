import { readOptions } from './command.ts';
import type { Command } from './command.ts';
import { withDatabase } from './database.ts';

export const command: Command = {
  summary: 'brings the database to the shape that this version needs',
  usage: `batt migrate

Makes the tables, roles and access rules that are missing, and brings the catalogue of indicators up to date. Does nothing
when all is there. The user of DATABASE_URL must own the database and may create roles.`,

  async run(args) {
    readOptions(args, {});
    await withDatabase(async () => {});
    return 0;
  },
};
