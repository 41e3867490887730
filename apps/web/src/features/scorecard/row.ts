import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import type { Language, TextKey } from '../../language.tsx';

/** Everything that a scorecard shows of one indicator. */
export const RowFragment = graphql(`
  fragment ScorecardRowFields on ScorecardRow {
    id
    indicator {
      code
      name(locale: $locale)
      explanation(locale: $locale)
      group
      unit
      decimals
      direction
      band {
        low
        high
      }
    }
    own {
      value
      n
      numerator
      denominator
      interval {
        low
        high
      }
      status
      breakdown {
        code
        count
      }
      indicatorVersion
    }
    previous {
      value
      status
      indicatorVersion
    }
    previousYear
    trend {
      year
      isBreak: break
      own {
        value
        interval {
          low
          high
        }
      }
      nationalMean
      target
    }
    nation {
      median
      q1
      q3
      min
      max
      ranked
    }
    nationalMean
    countyMean
    best {
      provider {
        id
        name
      }
      value
      rank
    }
    rank {
      position
      of
      shared
      leftOut
      range {
        low
        high
      }
    }
    target {
      id
      level
      owner {
        id
        name
      }
      value
      low
      high
    }
    targetStatus
    verdict
    trendVerdict {
      direction
      reason
      slope
    }
    caseMix {
      observed
      expected
      difference
      verdict
    }
    shrunken
    peers {
      mean
      providers
      verdict
    }
    perHundred
    threads
    unread
  }
`);

export type Row = ResultOf<typeof RowFragment>;
type Indicator = Row['indicator'];

/** What the rows of one scorecard have in common. */
export interface About {
  provider: { number: string; name: string };
  /** Whether the scorecard is the viewer's own organisation's. */
  own: boolean;
  programme: string;
  year: number;
}

/** Headings in an opened row follow the page's title in the table, and the indicator's name in a card. */
export type Level = '2' | '4';

/** Who set the target: the level for general ones, the office's name for local ones. */
export function setBy({ target }: Pick<Row, 'target'>, { t }: Language): string | undefined {
  if (!target) return undefined;
  return target.level === 'LOCAL' ? target.owner.name : t(`level.${target.level}`);
}

const MEASURES: Record<string, TextKey> = {
  'placement-partners': 'measure.placementPartners',
  'placement-participants': 'measure.placementParticipants',
  health: 'measure.health',
  'job-acquisition': 'measure.ended',
  'active-solutions': 'measure.ended',
  'formal-qualification': 'measure.ended',
};

/** What the number is, small below the indicator's name: «andel av dem som sluttet». */
export function measureText(
  { code, unit, direction }: Pick<Indicator, 'code' | 'unit' | 'direction'>,
  { t }: Language,
): string {
  const known = MEASURES[code];
  if (known) return t(known);
  return direction === 'BAND' ? t('measure.inBand', { unit: t(`unit.${unit}`) }) : t(`unit.${unit}`);
}

/** The end values of a strip are read for size only: whole percents, no sign. */
export function stripWriter({ unit, decimals }: Pick<Indicator, 'unit' | 'decimals'>, { format }: Language) {
  return (value: number) => format.number(value, unit === 'SCORE' || unit === 'DAYS' ? decimals : 0);
}

const GROUPS = ['SATISFACTION', 'EFFORT', 'OUTCOME', 'TIME'] as const;

/** Rows that apply, in their four groups; the order within a group is the catalogue's. */
export function inGroups<Each extends Pick<Row, 'indicator'>>(
  rows: readonly Each[],
): { group: (typeof GROUPS)[number]; rows: Each[] }[] {
  return GROUPS.map((group) => ({ group, rows: rows.filter(({ indicator }) => indicator.group === group) })).filter(
    ({ rows: members }) => members.length > 0,
  );
}
