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

interface YearPickerProps extends PickerProps<number> {
  /** Whether the year after the newest may be chosen too, though it is not opened yet. */
  withNext?: boolean;
}

/** Chooses another measurement year. */
export function YearPicker({ period, only = () => true, withNext = false, onChoose }: YearPickerProps) {
  const { t } = useLanguage();
  const known = period.years.map(({ year }) => year);
  const years = withNext ? [Math.max(...known) + 1, ...known] : known;
  const choices = years.filter((year) => year === period.year || only(year));
  return (
    <Select
      label={t('picker.year')}
      size="small"
      value={period.year}
      onChange={({ target }) => onChoose(Number(target.value))}
    >
      {choices.map((year) => (
        <option key={year} value={year}>
          {year}
        </option>
      ))}
    </Select>
  );
}
