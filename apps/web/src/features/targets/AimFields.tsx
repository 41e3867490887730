import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/inlinemessage.css';
import { useEffect, useState } from 'react';
import { useLanguage } from '../../language.tsx';
import type { Problems } from '../../shell/FormErrors.tsx';
import { aimText, readAim, unusual } from './aim.ts';
import type { AimedAt, TypedAim } from './aim.ts';
import type { EvidenceRow } from './Evidence.tsx';

/** The ids of the fields, for the error summary. */
export const AIM_IDS: Record<keyof TypedAim, string> = {
  value: 'target-value',
  low: 'target-low',
  high: 'target-high',
};

interface AimFieldsProps {
  indicator: AimedAt;
  typed: TypedAim;
  onChange: (typed: TypedAim) => void;
  problems: Problems;
  /** Whether the value is put forward to somebody, not set for everybody. */
  isProposal?: boolean;
  /** What the value is weighed by, to tell when it is unusual. */
  row?: EvidenceRow | null;
}

/** Where a target's value is typed: one field, or two for a band. An unusual value is told, and never stopped. */
export function AimFields({ indicator, typed, onChange, problems, isProposal = true, row }: AimFieldsProps) {
  const { t } = useLanguage();
  const fields: (keyof TypedAim)[] = indicator.direction === 'BAND' ? ['low', 'high'] : ['value'];
  return (
    <>
      <div className="aim-fields">
        {fields.map((name) => (
          <TextField
            key={name}
            id={AIM_IDS[name]}
            label={t(name === 'value' && !isProposal ? 'target.valueSet' : `target.${name}`, { unit: indicator.unit })}
            inputMode="decimal"
            autoComplete="off"
            value={typed[name]}
            error={problems[AIM_IDS[name]]}
            onChange={({ target }) => onChange({ ...typed, [name]: target.value })}
          />
        ))}
      </div>
      {row && <Unusual indicator={indicator} typed={typed} row={row} />}
    </>
  );
}

const PAUSE_MS = 500;

/** Announced when the typing has paused, so that it does not speak over it. */
function Unusual({ indicator, typed, row }: { indicator: AimedAt; typed: TypedAim; row: EvidenceRow }) {
  const language = useLanguage();
  const { t, format } = language;
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const { aim, problems } = readAim(indicator, settled);
  const own = row.trend.flatMap((point) => (point.own.value === null ? [] : [point.own.value]));
  const spread = row.nation ?? { q1: null, q3: null, median: null, min: null, max: null };
  const side = Object.keys(problems).length === 0 ? unusual(aim.value, spread, own) : null;
  const range =
    own.length > 0
      ? format.range(Math.min(...own), Math.max(...own), indicator.unit, indicator.decimals).split('–')
      : ['', ''];
  return (
    <div role="status">
      {side && (
        <InlineMessage status="warning">
          {t(`unusual.${side}`, { aim: aimText(indicator, aim, language), low: range[0] ?? '', high: range[1] ?? '' })}
        </InlineMessage>
      )}
    </div>
  );
}
