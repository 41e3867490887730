import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import type { AimedAt, TypedAim } from '../aim.ts';
import { useLanguage } from '../language.tsx';
import type { Problems } from './FormErrors.tsx';
import './AimFields.css';

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
}

/** Where a target's value is typed: one field, or two for a band. */
export function AimFields({ indicator, typed, onChange, problems, isProposal = true }: AimFieldsProps) {
  const { t } = useLanguage();
  const fields: (keyof TypedAim)[] = indicator.direction === 'BAND' ? ['low', 'high'] : ['value'];
  return (
    <div className="aim-fields">
      {fields.map((name) => (
        <TextField
          key={name}
          id={AIM_IDS[name]}
          label={t(name === 'value' && isProposal ? 'aim.proposal' : `aim.${name}`, { unit: indicator.unit })}
          inputMode="decimal"
          autoComplete="off"
          value={typed[name]}
          error={problems[AIM_IDS[name]]}
          onChange={({ target }) =>
            onChange({ value: typed.value, low: typed.low, high: typed.high, [name]: target.value })
          }
        />
      ))}
    </div>
  );
}
