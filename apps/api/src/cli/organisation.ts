import { ConflictError, NotFoundError } from '@batt/domain/errors';
import { isOrganisationNumber } from '@batt/domain/identity-numbers';
import { ORGANISATION_KINDS } from '@batt/domain/access/viewer';
import type { OrganisationKind } from '@batt/domain/access/viewer';
import type { Transaction } from 'kysely';
import { asSystem } from '../db/as-viewer.ts';
import type { Database } from '../db/tables.ts';
import { audit } from '../modules/audit/audit.ts';
import { UsageError, readOptions } from './command.ts';
import type { Command } from './command.ts';
import { withDatabase } from './database.ts';

export const command: Command = {
  summary: 'adds and lists organisations',
  usage: `batt organisation add --kind KIND --number NUMBER --name NAME [--county-unit NUMBER] [--association NUMBER]
batt organisation list

Adds an organisation, or lists all of them: kind, number, county unit and name, one a line, parted by tabs. The first
association to be added becomes the operator, which runs years, catalogue and publication.

  --kind KIND            provider, nav-office, county-unit, directorate or association
  --number NUMBER        organisation number, or four-digit unit number of a NAV office or county unit
  --name NAME            what it is called
  --county-unit NUMBER   the county unit that a provider or NAV office lies under
  --association NUMBER   the association that a provider is a member of`,

  async run([what, ...args]) {
    if (what === 'list') {
      readOptions(args, {});
      await withDatabase((db) => asSystem(db, list));
      return 0;
    }
    if (what !== 'add') throw new UsageError('batt organisation is followed by add or list.');
    const given = readOptions(args, {
      kind: { type: 'string' },
      number: { type: 'string' },
      name: { type: 'string' },
      'county-unit': { type: 'string' },
      association: { type: 'string' },
    });
    const kind = ORGANISATION_KINDS.find((name) => name === given.kind);
    if (!kind) throw new UsageError(`--kind must be one of ${ORGANISATION_KINDS.join(', ')}.`);
    const { number, name, 'county-unit': countyUnit, association } = given;
    const isUnit = kind === 'nav-office' || kind === 'county-unit';
    if (number === undefined || !(isUnit ? /^\d{4}$/.test(number) : isOrganisationNumber(number))) {
      throw new UsageError(`--number must be ${isUnit ? 'a unit number of four digits' : 'an organisation number'}.`);
    }
    if (!name?.trim()) throw new UsageError('--name NAME is missing.');
    const liesUnder = kind === 'provider' || kind === 'nav-office';
    if (liesUnder !== (countyUnit !== undefined)) {
      throw new UsageError('--county-unit NUMBER is for providers and NAV offices, which each lie under one.');
    }
    if (association !== undefined && kind !== 'provider')
      throw new UsageError('--association NUMBER is for providers.');
    await withDatabase((db) =>
      asSystem(db, (trx) => add(trx, { kind, number, name: name.trim(), countyUnit, association })),
    );
    return 0;
  },
};

async function add(
  trx: Transaction<Database>,
  given: { kind: OrganisationKind; number: string; name: string; countyUnit?: string; association?: string },
): Promise<void> {
  const { kind, number, name } = given;
  const countyUnitId = given.countyUnit === undefined ? null : await idOf(trx, 'county-unit', given.countyUnit);
  const operator = await trx.selectFrom('organisation').select('id').where('isOperator', '=', true).executeTakeFirst();
  const added = await trx
    .insertInto('organisation')
    .values({ kind, number, name, countyUnitId, isOperator: kind === 'association' && !operator })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) {
    const why = kind === 'directorate' ? 'There is a directorate already.' : `There is a ${kind} ${number} already.`;
    throw new ConflictError('organisation-exists', why);
  }
  if (given.association !== undefined) {
    const associationId = await idOf(trx, 'association', given.association);
    await trx.insertInto('providerAssociation').values({ providerId: added.id, associationId }).execute();
  }
  await audit(trx, {
    action: 'add-organisation',
    subject: `organisation ${kind} ${number}`,
    concerns: added.id,
    details: { name },
  });
}

async function idOf(trx: Transaction<Database>, kind: OrganisationKind, number: string): Promise<number> {
  const found = await trx
    .selectFrom('organisation')
    .select('id')
    .where('kind', '=', kind)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!found) throw new NotFoundError('unknown-organisation', `There is no ${kind} ${number}.`);
  return found.id;
}

async function list(trx: Transaction<Database>): Promise<void> {
  const rows = await trx
    .selectFrom('organisation')
    .leftJoin('organisation as county', 'county.id', 'organisation.countyUnitId')
    .select(['organisation.kind', 'organisation.number', 'county.number as county', 'organisation.name'])
    .orderBy('organisation.kind')
    .orderBy('organisation.number')
    .execute();
  for (const { kind, number, county, name } of rows)
    process.stdout.write(`${[kind, number, county ?? '', name].join('\t')}\n`);
}
