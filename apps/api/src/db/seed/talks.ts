import { formatDay } from '@batt/domain/periods';
import { replay, turn } from '@batt/domain/targets/negotiation';
import type { Negotiation, Side } from '@batt/domain/targets/negotiation';
import { isUnchanged } from '@batt/domain/targets/talk';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Database } from '../tables.ts';
import { DEMO_DAY, OPEN_YEAR } from './nation.ts';
import type { Nation } from './nation.ts';
import { NAV_ROGALAND, NAV_SANDNES, NAV_STAVANGER } from './people.ts';
import type { People } from './people.ts';
import { Random } from './random.ts';
import { workingHours } from './targets.ts';
import type { SeedLocalTarget } from './targets.ts';

type Trx = Transaction<Database>;
type Aim = { value: number | null; low: number | null; high: number | null };

/** Until when answers are awaited, what is prepared and not sent, and who buys through another office's agreement. */
export interface SeedTalks {
  deadlines: { provider: string; navOffice: string; year: number; answerBy: string; setBy: string; at: Date }[];
  drafts: (Aim & {
    id: string;
    /** Whose it is. */
    organisation: string;
    provider: string;
    navOffice: string;
    indicator: string;
    programme: string | null;
    year: number;
    kind: 'propose' | 'counter' | 'agree';
    grounds: string;
    answersVersion: number;
    readyAt: Date | null;
    by: { id: string; name: string };
    at: Date;
  })[];
  through: { id: string; navOffice: string; of: string; provider: string; programme: string }[];
}

const NO_AIM: Aim = { value: null, low: null, high: null };

/** What surrounds the negotiations of the demo nation. */
export function generateTalks(nation: Nation, people: People, local: readonly SeedLocalTarget[]): SeedTalks {
  const random = new Random(`batt/${nation.seed}/talks`);
  return {
    deadlines: deadlines(people, local, random.fork('deadlines')),
    drafts: drafts(nation, people, local, random.fork('drafts')),
    through: boughtThrough(nation, random.fork('through')),
  };
}

/** Every talk that is open has a day; next year's lie ahead, this year's are mostly past. */
function deadlines(people: People, local: readonly SeedLocalTarget[], random: Random): SeedTalks['deadlines'] {
  const talks = new Map<string, SeedLocalTarget>();
  for (const target of local) {
    if (target.year < OPEN_YEAR || !turnOf(target)) continue;
    talks.set(`${target.provider} ${target.navOffice} ${target.year}`, target);
  }
  return [...talks.values()].flatMap(({ provider, navOffice, year }) => {
    const isNext = year > OPEN_YEAR;
    if (!isNext && random.chance(0.4)) return [];
    const answerBy = DEMO_DAY + (isNext ? random.int(12, 20) : random.int(-9, 21));
    const by = people.at(navOffice, random.chance(0.5) ? 'manager' : 'member');
    const at = workingHours(DEMO_DAY - random.int(10, 20), random);
    return [{ provider, navOffice, year, answerBy: formatDay(answerBy), setBy: by.name, at }];
  });
}

const turnOf = (target: SeedLocalTarget): Side | null => {
  const negotiation = stateOf(target);
  return negotiation && turn(negotiation);
};
const stateOf = ({ steps }: SeedLocalTarget): Negotiation | null => replay(steps.map(({ move }) => move));

/**
 * The demo's own provider has prepared its answers for next year and handed them to its manager; the office has begun on
 * what it will propose.
 */
function drafts(
  nation: Nation,
  people: People,
  local: readonly SeedLocalTarget[],
  random: Random,
): SeedTalks['drafts'] {
  const provider = nation.providers[0]?.number;
  if (!provider) return [];
  const year = OPEN_YEAR + 1;
  const between = local.filter((target) => target.provider === provider && target.navOffice === NAV_SANDNES);
  const lastYears = ({ indicator, programme }: SeedLocalTarget) => {
    const before = between.find(
      (one) => one.indicator === indicator && one.programme === programme && one.year === year - 1,
    );
    return (before && stateOf(before)?.agreed) ?? null;
  };
  const own = people.at(provider, 'member');
  const common = { provider, navOffice: NAV_SANDNES, year };
  const answers = between.flatMap((target): SeedTalks['drafts'] => {
    const negotiation = stateOf(target);
    if (target.year !== year || !negotiation || turn(negotiation) !== 'provider') return [];
    const { indicator, programme } = target;
    const agrees = isUnchanged(negotiation, 'provider', lastYears(target));
    const counters = indicator === 'job-acquisition' && programme === 'AB';
    if (!agrees && !counters) return [];
    const at = workingHours(DEMO_DAY - random.int(1, 3), random);
    const value = negotiation.standing.value;
    return [
      {
        ...common,
        id: random.uuid(),
        organisation: provider,
        indicator,
        programme,
        kind: agrees ? 'agree' : 'counter',
        ...(agrees || value === null ? NO_AIM : { ...NO_AIM, value: value - 4 }),
        grounds: agrees
          ? ''
          : 'To av de største arbeidsgiverne våre har stoppet ansettelser. Vi foreslår et mål som tar høyde for det.',
        answersVersion: target.steps.length,
        readyAt: at,
        by: own,
        at,
      },
    ];
  });
  const prepared: SeedTalks['drafts'] = [
    {
      ...common,
      id: random.uuid(),
      organisation: NAV_SANDNES,
      indicator: 'time-to-job',
      programme: 'AB',
      kind: 'propose',
      ...NO_AIM,
      value: 27,
      grounds: 'Landssnittet ligger om lag her.',
      answersVersion: 0,
      readyAt: null,
      by: people.at(NAV_SANDNES, 'member'),
      at: workingHours(DEMO_DAY - 1, random),
    },
  ];
  return [...answers, ...prepared];
}

/** Some offices of Rogaland that buy through Nav Sandnes or Nav Stavanger. */
function boughtThrough(nation: Nation, random: Random): SeedTalks['through'] {
  const offices = nation.organisations.filter(
    ({ kind, countyUnit, validTo }) => kind === 'nav-office' && countyUnit === NAV_ROGALAND && validTo === null,
  );
  return nation.providers
    .filter(({ countyUnit, validTo }, index) => countyUnit === NAV_ROGALAND && validTo === null && index % 3 === 0)
    .flatMap(({ number, agreements }) => {
      const bought = agreements.find(
        ({ navOffice, validTo }) => (navOffice === NAV_SANDNES || navOffice === NAV_STAVANGER) && validTo === null,
      );
      const without = offices.filter((office) => !agreements.some(({ navOffice }) => navOffice === office.number));
      if (!bought || without.length === 0) return [];
      const { navOffice: of, programme } = bought;
      return [{ id: random.uuid(), navOffice: random.pick(without).number, of, provider: number, programme }];
    });
}

/** Stores all that, once the agreements are there. */
export async function storeTalks(
  trx: Trx,
  { deadlines, drafts, through }: SeedTalks,
  nation: Nation,
  idOf: (number: string) => number,
): Promise<void> {
  const countyOf = new Map(nation.organisations.map(({ number, countyUnit }) => [number, countyUnit]));
  if (deadlines.length > 0) {
    await trx
      .insertInto('targetTalk')
      .values(
        deadlines.map(({ provider, navOffice, year, answerBy, setBy, at }) => ({
          providerId: idOf(provider),
          navOfficeId: idOf(navOffice),
          countyUnitId: idOf(countyOf.get(navOffice) ?? ''),
          year,
          answerBy,
          setByName: setBy,
          updatedAt: at,
        })),
      )
      .execute();
  }
  if (drafts.length > 0) {
    await trx
      .insertInto('targetDraft')
      .values(
        drafts.map(({ organisation, provider, navOffice, by, at, readyAt, ...draft }) => ({
          ...draft,
          organisationId: idOf(organisation),
          providerId: idOf(provider),
          navOfficeId: idOf(navOffice),
          readyAt,
          readyByName: readyAt && by.name,
          updatedBy: by.id,
          updatedByName: by.name,
          updatedAt: at,
        })),
      )
      .execute();
  }
  for (const { id, navOffice, of, provider, programme } of through) {
    await sql`
      insert into agreement (id, nav_office_id, provider_id, programme, valid_from, valid_to, through_id,
        through_office_id)
      select ${id}, ${idOf(navOffice)}, provider_id, programme, greatest(valid_from, make_date(${OPEN_YEAR}, 1, 1)), valid_to,
        id, nav_office_id
      from agreement
      where nav_office_id = ${idOf(of)} and provider_id = ${idOf(provider)} and programme = ${programme} and valid_to is null
      order by valid_from limit 1`.execute(trx);
  }
}
