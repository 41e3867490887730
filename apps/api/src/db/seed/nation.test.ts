import { createHash } from 'node:crypto';
import { suitability, targetAdvice } from '@batt/domain/targets/suitability';
import { replay } from '@batt/domain/targets/negotiation';
import { CATALOGUE } from '@batt/domain/indicators/catalogue';
import { calculate } from '@batt/domain/indicators/engine';
import { holdsNationalIdentityNumber, isOrganisationNumber } from '@batt/domain/identity-numbers';
import { describe, expect, it } from 'vitest';
import { generateThreads } from './dialogue.ts';
import { providerHistory } from './history.ts';
import { DEMO_DAY, generateNation, OPEN_YEAR } from './nation.ts';
import type { NationOptions } from './nation.ts';
import { People } from './people.ts';
import { generateTargets } from './targets.ts';

function everything(options: NationOptions) {
  const nation = generateNation(options);
  const people = new People(nation);
  const targets = generateTargets(nation, people);
  const threads = generateThreads(nation, people, targets.local);
  const histories = nation.providers.map((provider) => providerHistory(nation, provider));
  return { nation, people: people.all, targets, threads, histories };
}

function fingerprint(options: NationOptions): string {
  const { histories, ...rest } = everything(options);
  const rows = histories.map((history) => [history.stored, history.reported(2025)]);
  const withMaps = (_: string, value: unknown) => (value instanceof Map ? [...value] : value);
  return createHash('sha256')
    .update(JSON.stringify([rest, rows], withMaps))
    .digest('hex');
}

const country = everything({});

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There is none.');
  return value;
}

describe('the same seed', () => {
  it('gives the same data, byte for byte', () => {
    const small = { providers: 12, years: 2 };
    expect(fingerprint(small)).toBe(fingerprint(small));
    expect(fingerprint({ ...small, seed: 2 })).not.toBe(fingerprint(small));
  });

  it('gives a provider the same rows in a larger nation', () => {
    const [few, many] = [generateNation({ providers: 3 }), generateNation({ providers: 20 })];
    const rowsOf = ({ providers }: typeof few, nation: typeof few) =>
      providers.slice(0, 3).map((provider) => providerHistory(nation, provider).stored);
    expect(rowsOf(few, few)).toEqual(rowsOf(many, many));
  });
});

describe('organisations', () => {
  const { organisations, providers } = country.nation;
  const ofKind = (kind: string) => organisations.filter((organisation) => organisation.kind === kind);

  it('are as many as in the country', () => {
    expect(ofKind('county-unit').map(({ number }) => number)).toEqual([
      '0200',
      '0300',
      '0400',
      '0600',
      '0800',
      '1000',
      '1100',
      '1200',
      '1500',
      '1800',
      '1900',
      '5700',
    ]);
    expect(ofKind('nav-office')).toHaveLength(260);
    expect(providers).toHaveLength(350);
    expect(ofKind('association').filter(({ isOperator }) => isOperator)).toHaveLength(1);
    expect(ofKind('directorate')).toHaveLength(1);
  });

  it('have names and numbers of their own', () => {
    expect(new Set(organisations.map(({ name }) => name)).size).toBe(organisations.length);
    expect(new Set(organisations.map(({ number }) => number)).size).toBe(organisations.length);
  });

  it('have numbers of the right form', () => {
    for (const { kind, number, countyUnit } of organisations) {
      const isRight =
        countyUnit && kind === 'nav-office' ? number.startsWith(countyUnit.slice(0, 2)) : isOrganisationNumber(number);
      expect([number, isRight || kind === 'county-unit']).toEqual([number, true]);
    }
  });

  it('include one office that was merged and one provider that was carried on', () => {
    const gone = organisations.filter(({ validTo }) => validTo !== null);
    expect(
      gone.map(({ name, successor }) => [name, organisations.find(({ number }) => number === successor)?.name]),
    ).toEqual([
      ['Nav Forsand', 'Nav Sandnes'],
      ['Ryfylke Arbeidssenter AS', 'Ryfylke Ressurs AS'],
    ]);
  });

  it('buy programmes that the provider runs, in its own county', () => {
    for (const { agreements, programmes, countyUnit } of providers) {
      for (const { navOffice, programme } of agreements) {
        expect(programmes).toContain(programme);
        expect(navOffice.slice(0, 2)).toBe(countyUnit.slice(0, 2));
      }
    }
  });

  it('report in every way: on time, late, not at all, from a later year', () => {
    const reports = providers.flatMap((provider) => provider.reports);
    expect(reports.some(({ year, state }) => year < OPEN_YEAR && state === 'draft')).toBe(true);
    expect(reports.some(({ late }) => late)).toBe(true);
    const states = new Set(reports.filter(({ year }) => year === OPEN_YEAR).map(({ state }) => state));
    expect(states).toEqual(new Set(['draft', 'submitted']));
    expect(providers.filter(({ reports: own }) => !own.some(({ year }) => year === 2021)).length).toBeGreaterThan(5);
  });
});

describe('figures', () => {
  const locked = country.nation.providers.flatMap((provider, index) =>
    provider.reports.some(({ year, state }) => year === 2025 && state === 'locked')
      ? [country.histories[index]?.reported(2025)]
      : [],
  );
  const results = locked.flatMap((tables) => (tables ? calculate(CATALOGUE, tables, 2025) : []));
  const of = (indicator: string, programme: string | null) =>
    results.filter(
      (result) => result.indicator === indicator && result.programme === programme && result.status === 'ok',
    );
  /** Σ numerators ÷ Σ denominators. */
  const pooled = (indicator: string, programme: string | null, factor = 1) => {
    const sum = (pick: 'numerator' | 'denominator') =>
      of(indicator, programme).reduce((total, result) => total + (result[pick] ?? 0), 0);
    return (factor * sum('numerator')) / sum('denominator');
  };

  it.each([
    ['job-acquisition', 'AVKL', 10, 20],
    ['job-acquisition', 'APS', 20, 30],
    ['job-acquisition', 'KIA', 30, 40],
    ['job-acquisition', 'AB', 40, 50],
    ['active-solutions', 'AVKL', 15, 30],
    ['active-solutions', 'APS', 15, 30],
    ['active-solutions', 'KIA', 15, 30],
    ['active-solutions', 'AB', 15, 30],
    ['formal-qualification', 'KIA', 25, 45],
  ])('%s in %s is between %d and %d per cent', (indicator, programme, low, high) => {
    expect(pooled(indicator, programme, 100)).toBeGreaterThan(low);
    expect(pooled(indicator, programme, 100)).toBeLessThan(high);
  });

  it.each([
    ['time-in-programme', 'AVKL', 6, 12],
    ['time-in-programme', 'APS', 35, 50],
    ['time-in-programme', 'KIA', 45, 60],
    ['time-in-programme', 'AB', 40, 60],
    ['time-to-first-workday', 'AB', 7, 9],
    ['time-to-job', 'AB', 26, 30],
    ['nav-survey', null, 4.3, 4.5],
    ['participant-survey', 'AB', 4.8, 5],
    ['employee-survey', null, 4.9, 5.1],
    ['staff-training', null, 3, 8],
  ])('%s in %s is between %d and %d', (indicator, programme, low, high) => {
    expect(pooled(indicator, programme)).toBeGreaterThan(low);
    expect(pooled(indicator, programme)).toBeLessThan(high);
  });

  it('show the sample scorecard of the report for placement partners', () => {
    const partners = of('placement-partners', null);
    const mean = partners.reduce((sum, { value }) => sum + (value ?? 0), 0) / partners.length;
    expect(mean).toBe(135);
    const nameOf = new Map(country.nation.providers.map(({ number, name }) => [number, name]));
    const best = partners.sort((left, right) => (right.value ?? 0) - (left.value ?? 0)).slice(0, 5);
    expect(best.map(({ provider, value }) => [nameOf.get(provider), value])).toEqual([
      ['Ny Von AS', 400],
      ['Rett i jobb AS', 350],
      ['Bro AS', 248],
      ['Raskt tilbake AS', 231],
      ['Alle skal med AS', 225],
    ]);
    const main = country.nation.providers[0];
    expect(main?.name).toBe('Fjordvekst AS');
    expect(partners.find(({ provider }) => provider === main?.number)?.value).toBe(140);
    const before = calculate(CATALOGUE, given(country.histories[0]).reported(2024), 2024);
    expect(before.find(({ indicator }) => indicator === 'placement-partners')?.value).toBe(115);
  });

  it('differ truly between providers, and some are small', () => {
    const values = of('job-acquisition', 'AVKL').filter(({ n }) => n >= 20);
    const mean = pooled('job-acquisition', 'AVKL');
    // Were all alike, the sum of squared standard distances would be about their number.
    const distances = values.reduce(
      (sum, { numerator, n }) => sum + ((numerator ?? 0) / n - mean) ** 2 / ((mean * (1 - mean)) / n),
      0,
    );
    expect(distances / values.length).toBeGreaterThan(1.2);
    expect(results.some(({ n, status }) => status === 'ok' && n < 5)).toBe(true);
  });

  it('rest on about 40,000 participations and 360,000 answers', () => {
    // Some providers have not reported.
    const expected = country.nation.providers.length / locked.length;
    const total = (pick: 'participations' | 'surveyAnswers') =>
      expected * locked.reduce((sum, tables) => sum + (tables?.[pick].length ?? 0), 0);
    expect(total('participations') / 40_000).toBeCloseTo(1, 0);
    expect(total('participations')).toBeGreaterThan(36_000);
    expect(total('surveyAnswers')).toBeGreaterThan(320_000);
    expect(total('surveyAnswers')).toBeLessThan(400_000);
  });
});

describe('targets and threads', () => {
  const { targets, threads, people, nation } = country;
  const definitions = new Map(CATALOGUE.map((definition) => [definition.code, definition]));

  it('are in every state, and negotiated as people may', () => {
    const states = targets.local.map(({ steps }) => replay(steps.map(({ move }) => move))?.state);
    expect(new Set(states)).toEqual(new Set(['proposed', 'countered', 'agreed', 'withdrawn']));
    expect(new Set(targets.general.map(({ level, state }) => `${level} ${state}`)).size).toBe(4);
    const own = targets.local.filter(
      ({ provider, year }) => provider === nation.providers[0]?.number && year === OPEN_YEAR,
    );
    expect(new Set(own.map(({ steps }) => replay(steps.map(({ move }) => move))?.state)).size).toBe(4);
    const rounds = own.map(({ steps }) => replay(steps.map(({ move }) => move)));
    expect(rounds.some((negotiation) => negotiation?.agreed && negotiation.state !== 'agreed')).toBe(true);
  });

  it('are set where the indicator allows one', () => {
    for (const { indicator, programme } of [...targets.local, ...targets.general]) {
      const definition = given(definitions.get(indicator));
      expect(definition.scope).toBe(programme === null ? 'provider' : 'programme');
      const decided = targets.suitability.find(
        (row) => row.indicator === indicator && row.programme === programme,
      )?.suits;
      expect(suitability(definition, programme, decided)).not.toBe('no');
      expect(targetAdvice(definition, programme, decided).allowed).toBe(true);
    }
  });

  it('are one for each indicator, programme and year between two', () => {
    const keys = targets.local.map(({ navOffice, provider, indicator, programme, year }) =>
      [navOffice, provider, indicator, programme, year].join(),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('happened before the day of the demo, in order', () => {
    const end = (DEMO_DAY + 1) * 86_400_000;
    for (const { steps } of targets.local) {
      expect(
        steps.every(({ at }, index) => at.getTime() < end && at.getTime() > (steps[index - 1]?.at.getTime() ?? 0)),
      ).toBe(true);
    }
    for (const { comments } of threads) {
      expect(
        comments.every(
          ({ at }, index) => at.getTime() < end && at.getTime() > (comments[index - 1]?.at.getTime() ?? 0),
        ),
      ).toBe(true);
    }
  });

  it('have threads that are open, resolved, reopened, unread and with actions, and name no participant', () => {
    expect(new Set(threads.map(({ steps }) => steps.length))).toEqual(new Set([0, 1, 2]));
    expect(new Set(threads.map(({ about }) => about))).toEqual(new Set(['figure', 'target', 'survey-theme', 'other']));
    expect(threads.some(({ targetId }) => targetId !== null)).toBe(true);
    const written = threads.flatMap(({ comments }) => comments);
    expect(written.some(({ edited }) => edited !== null)).toBe(true);
    expect(new Set(written.flatMap(({ mentions }) => mentions.map(({ person }) => person !== null)))).toEqual(
      new Set([true, false]),
    );
    expect(threads.some(({ comments, reads }) => reads.some(({ seq }) => seq < comments.length))).toBe(true);
    const states = new Set(threads.flatMap(({ actions }) => actions.map(({ state }) => state)));
    expect([...states].sort()).toEqual(['accepted', 'done', 'dropped', 'proposed']);
    for (const { body } of threads.flatMap(({ comments }) => comments))
      expect(holdsNationalIdentityNumber(body)).toBe(false);
  });

  it('are written by people with addresses of their own', () => {
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
    for (const { email } of people) expect(email).toMatch(/^[a-z.]+\d?@[a-z-]+\.example$/);
    const cast = people.filter(({ subject }) => subject !== null);
    expect(cast.filter(({ suspended }) => suspended)).toHaveLength(1);
    expect(cast.filter(({ memberships }) => memberships.length === 2)).toHaveLength(1);
    const kinds = new Map(nation.organisations.map(({ number, kind }) => [number, kind]));
    const parts = new Set(
      cast.flatMap(({ memberships }) =>
        memberships.map(({ organisation, role }) => `${kinds.get(organisation)} ${role}`),
      ),
    );
    expect(parts.size).toBe(15);
  });
});
