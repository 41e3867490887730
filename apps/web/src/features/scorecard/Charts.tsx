import { BarChart } from '@batt/ui/BarChart';
import type { ChartSize } from '@batt/ui/Chart';
import { TrendChart } from '@batt/ui/TrendChart';
import { aimOf, aimText, figureWriter, signOf } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import type { Row } from './row.ts';
import { rowSentence } from './sentences.ts';

interface ChartProps {
  row: Row;
  year: number;
  size: ChartSize;
  /** Whose scorecard it is, when not the viewer's own organisation's. */
  provider?: string;
}

/** Own value, the previous one, the national mean and the best five, as bars. */
export function Bars({ row, year, size, provider }: ChartProps) {
  const language = useLanguage();
  const { t } = language;
  const { indicator, own, previous, previousYear, nationalMean, best } = row;
  const sign = signOf(own);
  const aim = aimOf(row.target);
  const sentence = rowSentence(row, year, language);
  const label = (of: number) =>
    provider ? t('open.theirBar', { provider, year: String(of) }) : t('open.ownBar', { year: String(of) });
  return (
    <BarChart
      title={t('open.bars', { name: indicator.name })}
      summary={`${sentence.lead} ${sentence.rest}`.trim()}
      format={figureWriter(indicator, language)}
      from={indicator.unit === 'SCORE' ? 1 : 0}
      own={{
        label: label(year),
        value: own.value,
        text: sign ? `${sign.sign} ${t(sign.word)}` : undefined,
        low: own.interval?.low ?? null,
        high: own.interval?.high ?? null,
      }}
      previous={previous && previousYear ? { label: label(previousYear), value: previous.value } : null}
      mean={nationalMean === null ? null : { label: t('open.mean'), value: nationalMean }}
      best={best.map(({ provider: { name }, value }) => ({ label: name, value }))}
      target={aim && { ...aim, label: t('open.target', { target: aimText(row.target, row.indicator, language) }) }}
      labels={{ name: t('open.bar'), value: t('open.value'), interval: t('open.interval') }}
      size={size}
      width={size === 'phone' ? 'fill' : undefined}
    />
  );
}

/** Own value and national mean year by year, with each year's interval and target. */
export function Trend({ row, size }: Omit<ChartProps, 'year' | 'provider'>) {
  const language = useLanguage();
  const { t } = language;
  const { indicator, trend } = row;
  const years = { from: String(trend[0]?.year ?? ''), to: String(trend.at(-1)?.year ?? '') };
  return (
    <TrendChart
      title={t('open.trend', years)}
      summary={t('open.trendSummary', years)}
      format={figureWriter(indicator, language)}
      points={trend.map(({ year, own, nationalMean, target, isBreak }) => ({
        label: String(year),
        own: own.value,
        low: own.interval?.low ?? null,
        high: own.interval?.high ?? null,
        mean: nationalMean,
        target: target === null ? null : { value: target },
        isBreak,
      }))}
      labels={{
        period: t('open.year'),
        own: t('open.own'),
        mean: t('open.mean'),
        target: t('open.targetLine'),
        interval: t('open.interval'),
        isBreak: t('open.break'),
      }}
      size={size}
      width={size === 'phone' ? 'fill' : undefined}
    />
  );
}
