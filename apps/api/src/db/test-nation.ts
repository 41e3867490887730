import { randomUUID } from 'node:crypto';
import type { OrganisationKind, Role, Viewer } from '@batt/domain/access/viewer';
import { asSystem } from './as-viewer.ts';
import type { Db } from './client.ts';

/** Organisations of the small nation, with valid organisation numbers. */
const ORGANISATIONS = [
  { key: 'operator', kind: 'association', number: '971277882', name: 'Attføringsbedriftene', isOperator: true },
  { key: 'otherAssociation', kind: 'association', number: '974760673', name: 'ASVL' },
  { key: 'directorate', kind: 'directorate', number: '889640782', name: 'Arbeids- og velferdsdirektoratet' },
  { key: 'oslo', kind: 'county-unit', number: '0300', name: 'Oslo' },
  { key: 'agder', kind: 'county-unit', number: '1000', name: 'Agder' },
  { key: 'frogner', kind: 'nav-office', number: '0312', name: 'Nav Frogner', county: 'oslo' },
  { key: 'arendal', kind: 'nav-office', number: '1001', name: 'Nav Arendal', county: 'agder' },
  { key: 'bro', kind: 'provider', number: '810034882', name: 'Bro AS', county: 'oslo' },
  { key: 'raskt', kind: 'provider', number: '810059672', name: 'Raskt tilbake AS', county: 'oslo' },
  { key: 'sor', kind: 'provider', number: '810094532', name: 'Sør AS', county: 'agder' },
] as const satisfies {
  key: string;
  kind: OrganisationKind;
  number: string;
  name: string;
  county?: string;
  isOperator?: boolean;
}[];

type Key = (typeof ORGANISATIONS)[number]['key'];
const ROLES: Role[] = ['viewer', 'member', 'manager'];

/** A nation small enough to reason about: every kind of organisation, with one person in each role. */
export interface TestNation {
  organisations: Record<Key, number>;
  numbers: Record<Key, string>;
  viewer(key: Key, role?: Role): Viewer;
  /** Everybody, for tests that ask for each. */
  viewers: Viewer[];
}

/** Fills an empty database: Frogner has an agreement with Bro and had one with Raskt; ASVL has Sør; 2024 is open. */
export async function testNation(db: Db): Promise<TestNation> {
  return asSystem(db, async (trx) => {
    const organisations = {} as Record<Key, number>;
    for (const { key, kind, number, name, ...more } of ORGANISATIONS) {
      const countyUnitId = 'county' in more ? organisations[more.county] : null;
      const values = { kind, number, name, countyUnitId, isOperator: 'isOperator' in more };
      const { id } = await trx.insertInto('organisation').values(values).returning('id').executeTakeFirstOrThrow();
      organisations[key] = id;
    }
    const { operator, otherAssociation, frogner, arendal, bro, raskt, sor } = organisations;
    await trx
      .insertInto('providerAssociation')
      .values([
        { providerId: bro, associationId: operator },
        { providerId: raskt, associationId: operator },
        { providerId: sor, associationId: otherAssociation },
      ])
      .execute();
    await trx
      .insertInto('programme')
      .values(
        ['VTA', 'TIA', 'AVKL', 'APS', 'KIA', 'AB'].map((code, sortOrder) => ({
          code,
          names: JSON.stringify({ nb: code, nn: code, en: code }),
          longRunning: sortOrder < 2,
          sortOrder,
        })),
      )
      .execute();
    await trx
      .insertInto('agreement')
      .values([
        { navOfficeId: frogner, providerId: bro, programme: 'AB', validFrom: '2020-01-01' },
        { navOfficeId: frogner, providerId: raskt, programme: 'AB', validFrom: '2020-01-01', validTo: '2021-12-31' },
        { navOfficeId: arendal, providerId: sor, programme: 'AB', validFrom: '2020-01-01' },
      ])
      .execute();
    await trx
      .insertInto('measurementYear')
      .values([
        { year: 2023, state: 'published', deadline: '2024-01-16T00:00:00+01:00', revision: 1 },
        { year: 2024, deadline: '2025-01-16T00:00:00+01:00' },
      ])
      .execute();
    const viewers: Viewer[] = [];
    for (const { key, kind, ...more } of ORGANISATIONS) {
      for (const role of ROLES) {
        const [personId, organisationId] = [randomUUID(), organisations[key]];
        const name = `${key} ${role}`;
        await trx
          .insertInto('person')
          .values({ id: personId, email: `${role}@${key}.example`, name })
          .execute();
        await trx.insertInto('membership').values({ personId, organisationId, role }).execute();
        viewers.push({
          personId,
          personName: name,
          organisationId,
          organisationKind: kind,
          role,
          isOperator: key === 'operator',
          countyUnitId: 'county' in more ? organisations[more.county] : null,
          providerIds: scorecards(key, organisations),
          scope: 'write',
        });
      }
    }
    return {
      organisations,
      numbers: Object.fromEntries(ORGANISATIONS.map(({ key, number }) => [key, number])) as Record<Key, string>,
      viewers,
      viewer(key, role = 'manager') {
        const found = viewers.find((one) => one.organisationId === organisations[key] && one.role === role);
        if (!found) throw new Error(`Nobody is ${role} of ${key}.`);
        return found;
      },
    };
  });
}

// Written by hand, not asked of the code under test.
function scorecards(key: Key, { bro, raskt, sor }: Record<Key, number>): number[] {
  const all: Record<Key, number[]> = {
    operator: [bro, raskt],
    otherAssociation: [sor],
    directorate: [],
    oslo: [bro, raskt],
    agder: [sor],
    frogner: [bro],
    arendal: [sor],
    bro: [bro],
    raskt: [raskt],
    sor: [sor],
  };
  return all[key];
}
