import { Select } from '@navikt/ds-react/Select';
import '@navikt/ds-css/dist/component/form.css';
import { useLanguage } from '../language.tsx';
import { rememberProgramme } from '../period.ts';
import type { Period } from '../period.ts';

interface PickerProps<Value> {
  period: Period;
  /** What may be chosen, when not everything. */
  only?: (value: Value) => boolean;
  onChoose: (value: Value) => void;
}

/** Chooses another programme, and remembers it on this machine. */
export function ProgrammePicker({ period, only = () => true, onChoose }: PickerProps<string>) {
  const { t } = useLanguage();
  const choices = period.programmes.filter(({ code }) => code === period.programme.code || only(code));
  return (
    <Select
      label={t('picker.programme')}
      size="small"
      className="picker"
      value={period.programme.code}
      onChange={({ target }) => {
        rememberProgramme(target.value);
        onChoose(target.value);
      }}
    >
      {choices.map(({ code, name }) => (
        <option key={code} value={code}>
          {code} – {name}
        </option>
      ))}
    </Select>
  );
}

/** Chooses another measurement year. */
export function YearPicker({ period, only = () => true, onChoose }: PickerProps<number>) {
  const { t } = useLanguage();
  const choices = period.years.filter(({ year }) => year === period.year || only(year));
  return (
    <Select
      label={t('picker.year')}
      size="small"
      value={period.year}
      onChange={({ target }) => onChoose(Number(target.value))}
    >
      {choices.map(({ year }) => (
        <option key={year} value={year}>
          {year}
        </option>
      ))}
    </Select>
  );
}
