import type { IndicatorDefinition } from '../indicators/definition.ts';

/** Whether an indicator suits targets in a programme, as the directorate sees it. */
export type Suitability = 'yes' | 'no' | 'undecided';

/** What a local target on it meets. `against-purpose` is a warning: the programme is not there for that. */
export type TargetAdvice = 'none' | 'undecided' | 'against-purpose' | 'refused';

/** What is assumed to suit until the directorate decides otherwise. */
const ASSUMED: Record<string, readonly string[]> = {
  'job-acquisition': ['KIA', 'AB'],
  'active-solutions': ['APS', 'KIA'],
  'formal-qualification': ['KIA'],
  'time-to-first-workday': ['AB'],
  'time-to-job': ['AB'],
};

/**
 * Programmes that assess or prepare people. The project's final report found offices that asked for jobs where that has
 * little to do with what the programme is for.
 */
const NOT_FOR_JOBS = ['AVKL', 'APS'];

type Applicable = Pick<IndicatorDefinition, 'code' | 'programmes' | 'scope'>;

/**
 * Whether an indicator suits targets in a programme (none for indicators of the whole provider).
 *
 * @param decided what the directorate decided, if it has. What does not apply suits no target all the same.
 */
export function suitability(
  definition: Applicable,
  programme: string | null,
  decided: Suitability | null = null,
): Suitability {
  if (!applies(definition, programme)) return 'no';
  if (decided) return decided;
  return programme !== null && ASSUMED[definition.code]?.includes(programme) ? 'yes' : 'undecided';
}

/** Whether a local target may be set, and with which notice or warning. */
export function targetAdvice(
  definition: Applicable,
  programme: string | null,
  decided: Suitability | null = null,
): { allowed: boolean; advice: TargetAdvice } {
  const suits = suitability(definition, programme, decided);
  if (suits === 'no') return { allowed: false, advice: 'refused' };
  if (suits === 'yes') return { allowed: true, advice: 'none' };
  const isAgainst = definition.code === 'job-acquisition' && programme !== null && NOT_FOR_JOBS.includes(programme);
  return { allowed: true, advice: isAgainst ? 'against-purpose' : 'undecided' };
}

function applies({ programmes, scope }: Applicable, programme: string | null): boolean {
  if (programme === null) return scope === 'provider';
  return programmes === 'all' || programmes.includes(programme);
}
