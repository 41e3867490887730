import type { FieldError } from '../errors.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';

/** What a target asks for: a value to reach, or a band to lie in (then `value` is null). */
export interface Aim {
  value: number | null;
  low: number | null;
  high: number | null;
}

/**
 * A target's status with whether the interval makes it certain: «nådd, sikkert», «nådd», «under, innenfor
 * usikkerheten», «under»; on the other side «over».
 */
export type Certainty = 'met-surely' | 'met' | 'below-within' | 'below' | 'above-within' | 'above' | 'no-data';

export interface TargetStatus {
  status: 'met' | 'not-met' | 'no-data';
  certainty: Certainty;
}

/**
 * Whether a figure meets a target, and how surely. A figure on the edge meets it. Certain is what holds for the whole
 * 95 % interval; without one (a checklist, too few) nothing is called certain and a miss is a plain one.
 */
export function targetStatus(
  definition: Pick<IndicatorDefinition, 'direction'>,
  aim: Aim,
  figure: { value: number | null; low: number | null; high: number | null },
): TargetStatus {
  const { value } = figure;
  const edges = edgesOf(definition, aim);
  if (value === null || !edges) return { status: 'no-data', certainty: 'no-data' };
  const low = figure.low ?? value;
  const high = figure.high ?? value;
  if (value < edges.low) return { status: 'not-met', certainty: high >= edges.low ? 'below-within' : 'below' };
  if (value > edges.high) return { status: 'not-met', certainty: low <= edges.high ? 'above-within' : 'above' };
  const isSure = figure.low !== null && figure.high !== null && low >= edges.low && high <= edges.high;
  return { status: 'met', certainty: isSure ? 'met-surely' : 'met' };
}

/** The values that meet a target lie between these; null where the aim does not fit the indicator. */
function edgesOf({ direction }: Pick<IndicatorDefinition, 'direction'>, { value, low, high }: Aim) {
  if (low !== null && high !== null) return { low, high };
  if (value === null || direction === 'band') return null;
  return direction === 'higher' ? { low: value, high: Infinity } : { low: -Infinity, high: value };
}

/** What is wrong with an aim for this indicator; nothing when it will do. */
export function checkAim(
  definition: Pick<IndicatorDefinition, 'direction' | 'unit' | 'scale'>,
  aim: Aim,
): FieldError[] {
  const { value, low, high } = aim;
  const wrong = (path: string, code: string, message: string): FieldError[] => [{ path, code, message }];
  if (definition.direction === 'band') {
    if (value !== null || low === null || high === null) {
      return wrong('low', 'band-needed', 'This indicator is best within a band: give its low and its high end.');
    }
    if (low > high) return wrong('high', 'band-reversed', 'The high end of the band must not be below the low end.');
  } else if (value === null || low !== null || high !== null) {
    return wrong('value', 'value-needed', 'Give the one value that is to be reached.');
  }
  const scale =
    definition.unit === 'percent' ? { low: 0, high: 100 } : (definition.scale ?? { low: 0, high: Infinity });
  return Object.entries({ value, low, high }).flatMap(([path, number]) =>
    number !== null && !(Number.isFinite(number) && number >= scale.low && number <= scale.high)
      ? wrong(path, 'off-scale', `The value must lie between ${scale.low} and ${scale.high}.`)
      : [],
  );
}
