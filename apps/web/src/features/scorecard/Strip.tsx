import { StripPlot } from '@batt/ui/StripPlot';
import { aimOf, aimText, figureWriter, signOf } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import { stripWriter } from './row.ts';
import type { Row } from './row.ts';

/** One indicator's distribution among the providers of the nation, with the own value, the target and the best on it. */
export function Strip({ row, size = 'screen' }: { row: Row; size?: 'screen' | 'phone' | 'paper' }) {
  const language = useLanguage();
  const { t } = language;
  const { indicator, own, previous, nation, nationalMean, best } = row;
  if (nation?.min == null || nation.max == null) return null;
  const write = figureWriter(indicator, language);
  const written = (value: number | null) => (value === null ? t('strip.none') : write(value));
  const sign = signOf(own);

  return (
    <StripPlot
      title={t('strip.title', { name: indicator.name })}
      summary={t('strip.summary', {
        min: write(nation.min),
        q1: written(nation.q1),
        q3: written(nation.q3),
        max: write(nation.max),
        mean: written(nationalMean),
        own: sign ? t(sign.word) : written(own.value),
        target: row.target ? aimText(row.target, row.indicator, language) : t('targetStatus.none'),
      })}
      format={stripWriter(indicator, language)}
      min={nation.min}
      max={nation.max}
      q1={nation.q1}
      q3={nation.q3}
      mean={nationalMean}
      own={own.value}
      ownLow={own.interval?.low ?? null}
      ownHigh={own.interval?.high ?? null}
      previous={previous?.value ?? null}
      best={best.map(({ value }) => value)}
      target={aimOf(row.target)}
      size={size}
      width={size === 'paper' ? undefined : 'fill'}
    />
  );
}
