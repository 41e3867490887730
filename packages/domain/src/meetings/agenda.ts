import type { Survey } from '../data-files/rows.ts';
import { distanceOf, THEMES } from '../indicators/perspectives.ts';
import type { Verdict } from '../benchmarks/compare.ts';
import type { Outlook } from '../targets/progress.ts';
import type { Certainty } from '../targets/status.ts';

/** A point on the agenda of a dialogue meeting. */
export interface AgendaPoint {
  kind: 'target-at-risk' | 'change' | 'survey-gap' | 'open-action' | 'other';
  /** What a target or a change is about. */
  indicator?: string;
  /** One of the nine survey themes. */
  theme?: number;
  actionId?: string;
  /** In words, for those that somebody wrote. */
  text?: string;
}

/** What a dialogue meeting can be about. */
export interface MeetingMatter {
  figures: readonly {
    indicator: string;
    /** Of the year's target at publication; null where none was set. */
    certainty: Certainty | null;
    /** Of the next year's target, so far. */
    outlook: Outlook | null;
    /** Against the year before. */
    change: Verdict;
  }[];
  themes: readonly ({ theme: number } & Record<Survey, number | null>)[];
  actions: readonly { id: string; overdue: boolean }[];
}

/** From how far apart the views of one theme are worth a talk, in steps of the scale, and how many of them at most. */
const LARGE_DISTANCE = 0.5;
const MOST_THEMES = 3;

const NOT_MET: readonly (Certainty | null)[] = ['below', 'above', 'below-within', 'above-within'];
const CHANGES: readonly Verdict[] = ['clearly-weaker', 'weaker', 'clearly-better', 'better'];

/**
 * The agenda that the figures suggest: targets that were not met or are at risk, the plain misses first; changes since the
 * year before that chance cannot have made, those for the worse first; the survey themes with the widest distance; and
 * what was left open, the overdue first. An indicator stands there once.
 */
export function suggestAgenda({ figures, themes, actions }: MeetingMatter): AgendaPoint[] {
  const missed = figures
    .filter(({ certainty, outlook }) => NOT_MET.includes(certainty) || outlook === 'at-risk')
    .sort((a, b) => severity(a) - severity(b));
  const changed = figures
    .filter((figure) => CHANGES.includes(figure.change) && !missed.includes(figure))
    .sort((a, b) => CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change));
  const apart = THEMES.flatMap((theme) => {
    const views = themes.find((row) => row.theme === theme);
    const distance = views ? distanceOf(theme, views) : null;
    return distance !== null && distance >= LARGE_DISTANCE ? [{ theme, distance }] : [];
  })
    .sort((a, b) => b.distance - a.distance)
    .slice(0, MOST_THEMES);
  const open = [...actions].sort((a, b) => Number(b.overdue) - Number(a.overdue));
  return [
    ...missed.map(({ indicator }): AgendaPoint => ({ kind: 'target-at-risk', indicator })),
    ...changed.map(({ indicator }): AgendaPoint => ({ kind: 'change', indicator })),
    ...apart.map(({ theme }): AgendaPoint => ({ kind: 'survey-gap', theme })),
    ...open.map(({ id }): AgendaPoint => ({ kind: 'open-action', actionId: id })),
  ];
}

function severity({ certainty }: MeetingMatter['figures'][number]): number {
  const place = NOT_MET.indexOf(certainty);
  return place === -1 ? NOT_MET.length : place;
}

/** Whether two points are about the same. Those in words are about their words. */
export function isSamePoint(a: AgendaPoint, b: AgendaPoint): boolean {
  return (
    a.kind === b.kind &&
    a.indicator === b.indicator &&
    a.theme === b.theme &&
    a.actionId === b.actionId &&
    (a.kind !== 'other' || a.text === b.text)
  );
}
