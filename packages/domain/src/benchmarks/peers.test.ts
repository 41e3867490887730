import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peerGroups, PEERS } from './peers.ts';
import type { Participants } from './peers.ts';

const provider = (
  number: string,
  programmes: Record<string, number>,
  { countyUnit = '0300', known = 0, low = 0 } = {},
): Participants => ({ provider: number, countyUnit, byProgramme: new Map(Object.entries(programmes)), known, low });

describe('peerGroups', () => {
  const nation = [
    provider('a', { AB: 40, KIA: 40 }, { known: 80, low: 40 }),
    provider('b', { AB: 42, KIA: 38 }, { known: 80, low: 40 }),
    provider('c', { VTA: 80 }, { known: 80, low: 40 }),
    provider('d', { AB: 400, KIA: 400 }, { known: 800, low: 100, countyUnit: '1100' }),
    provider('e', { AB: 5, KIA: 5 }, { known: 10, low: 9, countyUnit: '1100' }),
    provider('f', { VTA: 20 }, { known: 9, low: 9 }),
  ];
  const { profiles, peers } = peerGroups(nation);
  const peersOf = (number: string) => peers.filter((peer) => peer.provider === number);

  it('puts the most alike first, and says what they have in common', () => {
    expect(peersOf('a')[0]).toEqual({
      provider: 'a',
      peer: 'b',
      position: 1,
      reasons: ['size', 'programmes', 'county', 'work-ability'],
    });
    const far = peersOf('a').find(({ peer }) => peer === 'd');
    expect(far?.reasons).toEqual(['programmes', 'work-ability']);
  });

  it('tells what a provider is like in quarters of the nation, and nothing where little is known', () => {
    expect(profiles.map((profile) => [profile.provider, profile.sizeQuarter, profile.lowAbilityQuarter])).toEqual([
      ['a', 2, 1],
      ['b', 2, 1],
      ['c', 2, 1],
      ['d', 4, 1],
      ['e', 1, 4],
      ['f', 1, null],
    ]);
    expect(profiles[0]?.programmes).toEqual(['AB', 'KIA']);
    expect(peerGroups([provider('g', { KIA: 9, AB: 1 })]).profiles[0]?.programmes).toEqual(['AB', 'KIA']);
  });

  it('is none among fewer than four', () => {
    expect(peerGroups(nation.slice(0, 3)).peers).toEqual([]);
    expect(peerGroups([])).toEqual({ profiles: [], peers: [] });
  });

  const anyProvider = fc.record({
    byProgramme: fc.dictionary(fc.constantFrom('AB', 'KIA', 'VTA'), fc.integer({ min: 1, max: 300 }), { minKeys: 1 }),
    countyUnit: fc.constantFrom('0300', '1100'),
    known: fc.integer({ min: 0, max: 50 }),
    low: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('gives everybody as many as there are, never itself, none twice, nearest first', () => {
    fc.assert(
      fc.property(fc.array(anyProvider, { minLength: 4, maxLength: 25 }), (rows) => {
        const all = rows.map(({ byProgramme, countyUnit, known, low }, index) =>
          provider(`p${index}`, byProgramme, { countyUnit, known, low: Math.round(low * known) }),
        );
        const found = peerGroups(all).peers;
        for (const one of all) {
          const own = found.filter((peer) => peer.provider === one.provider);
          expect(own.map(({ position }) => position)).toEqual(
            Array.from({ length: Math.min(PEERS, all.length - 1) }, (_, index) => index + 1),
          );
          expect(new Set(own.map(({ peer }) => peer)).size).toBe(own.length);
          expect(own.some(({ peer }) => peer === one.provider)).toBe(false);
        }
      }),
      { numRuns: 50 },
    );
  });
});
