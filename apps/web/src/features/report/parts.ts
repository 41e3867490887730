import type { TaskState } from '@batt/ui/TaskList';
import type { EnumOf } from '../../graphql.ts';

/** One data file of a report, as the API tells it. */
export interface Part {
  file: string;
  rows: number;
  previousRows: number | null;
  state: EnumOf<'PartState'>;
}

/** The data files by what they are about; the order in which they are gone through. */
export const PART_GROUPS = [
  {
    id: 'provider',
    files: ['staff_training.csv', 'placement_partners.csv', 'health_checklist.csv', 'indicator_values.csv'],
  },
  { id: 'participants', files: ['participations.csv', 'external_placements.csv', 'follow_ups.csv'] },
  { id: 'surveys', files: ['survey_coverage.csv', 'survey_answers.csv'] },
] as const;

export type PartFile = (typeof PART_GROUPS)[number]['files'][number];

/** What a provider may leave out: how it went afterwards, and the association's own indicators. */
const VOLUNTARY: readonly string[] = ['follow_ups.csv', 'indicator_values.csv'];

/** Whether a report lacks nothing without this file. */
export function isVoluntary(file: string): boolean {
  return VOLUNTARY.includes(file);
}

/** How the task list shows a part. */
export const TASK_STATES: Record<Part['state'], TaskState> = {
  NOT_STARTED: 'not-started',
  STARTED: 'started',
  COMPLETE: 'done',
};

/** How far the parts that are asked of everybody have come. */
export function progressOf(parts: readonly Part[]): { done: number; of: number; missing: Part[] } {
  const asked = parts.filter(({ file }) => !isVoluntary(file));
  const missing = asked.filter(({ state }) => state !== 'COMPLETE');
  return { done: asked.length - missing.length, of: asked.length, missing };
}

/** Whether a part has so many fewer or more rows than the year before that it should be looked over. */
export function isOdd({ rows, previousRows }: Pick<Part, 'rows' | 'previousRows'>): boolean {
  if (previousRows === null || previousRows === 0) return false;
  return rows < previousRows / 2 || rows > previousRows * 2;
}
