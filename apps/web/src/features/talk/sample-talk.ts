import type { Row, Step, Target } from './row.ts';
import type { Talk } from './talk.ts';

/** For tests: a target talk between Nav Sandnes and Fjordvekst AS. */

export const OFFICE = { id: 'nav', number: '1102', name: 'Nav Sandnes' };
export const PROVIDER = { id: 'provider', number: '310370002', name: 'Fjordvekst AS' };

/** A value as an aim. */
export const one = (value: number) => ({ value, low: null, high: null });

export function sampleStep(
  kind: Step['kind'],
  organisation: { id: string; name: string },
  value: number | null = null,
  change: Partial<Step> = {},
): Step {
  return {
    seq: 1,
    round: 1,
    kind,
    organisation,
    personName: 'Kari Nygård',
    ...one(0),
    value,
    grounds: null,
    at: '2026-11-18T12:00:00Z',
    ...change,
  };
}

export function sampleTarget(change: Partial<Target> = {}): Target {
  return {
    id: 'target',
    state: 'PROPOSED',
    ...one(32),
    proposal: one(32),
    agreedAt: null,
    version: 1,
    viewerCan: [],
    turn: PROVIDER,
    steps: [],
    ...change,
  };
}

export function sampleRow(
  name: string,
  change: Partial<Omit<Row, 'indicator'>> & { indicator?: Partial<Row['indicator']> } = {},
): Row {
  return {
    id: name,
    programme: { code: 'AB' },
    previous: { value: 24.8, status: 'OK' },
    previousYear: 2025,
    trend: [],
    nation: { mean: 28.4 },
    general: [],
    applies: null,
    lastYear: null,
    target: null,
    ours: null,
    theirs: null,
    unchanged: false,
    canDraft: [],
    draft: null,
    advice: { allowed: true, advice: 'NONE' },
    usual: { low: 14, high: 36 },
    ownRange: { low: 21.6, high: 28.7 },
    running: null,
    ...change,
    indicator: {
      code: name,
      name,
      group: 'OUTCOME',
      unit: 'PERCENT',
      decimals: 1,
      direction: 'HIGHER',
      ...change.indicator,
    },
  };
}

export function sampleTalk(rows: Row[], change: Partial<Talk> = {}): Talk {
  return {
    id: 'talk',
    year: 2026,
    answerBy: null,
    overdue: false,
    stuck: false,
    side: 'NAV_OFFICE',
    unsent: 0,
    unchanged: 0,
    viewerCan: ['draft', 'send', 'setAnswerBy'],
    provider: {
      ...PROVIDER,
      county: { id: 'county', number: '1100', name: 'Nav Rogaland' },
      programmes: [{ code: 'AB' }],
    },
    navOffice: OFFICE,
    programme: { code: 'AB', name: 'Arbeid med bistand' },
    ...change,
    rows,
  };
}
