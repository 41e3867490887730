import { Checkbox, CheckboxGroup } from '@navikt/ds-react/Checkbox';
import { Search as SearchField } from '@navikt/ds-react/Search';
import { Select } from '@navikt/ds-react/Select';
import { TextLink } from '@batt/ui/Link';
import { useState } from 'react';
import { useLanguage } from '../../language.tsx';
import { peersPath } from '../../paths.ts';
import { Unfolding } from '../../shell/Unfolding.tsx';
import { useViewer } from '../../viewer.tsx';
import type { Search } from './choice.ts';

interface FiltersProps {
  search: Search;
  columns: { code: string; name: string }[];
  /** The organisation's own lists. */
  lists: { name: string }[];
  onChoose: (change: Partial<Search>) => void;
}

/** Which rows and columns to show. Everything chosen stands in the address. */
export function Filters({ search, columns, lists, onChoose }: FiltersProps) {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const [name, setName] = useState(search.name ?? '');
  const own = organisation.kind === 'PROVIDER' ? `peers-${organisation.number}` : undefined;
  const peers = search.group?.startsWith('peers-') ? search.group : own;
  const chosen = search.columns?.split(',') ?? columns.map(({ code }) => code);
  return (
    <div className="comparison__filters">
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onChoose({ name: name.trim() || undefined });
        }}
      >
        <SearchField
          label={t('filter.name')}
          hideLabel={false}
          size="small"
          variant="simple"
          value={name}
          onChange={(value) => {
            setName(value);
            onChoose({ name: value.trim() || undefined });
          }}
        />
      </form>
      <Select
        label={t('filter.group')}
        size="small"
        className="picker"
        value={search.group ?? ''}
        onChange={({ target }) => onChoose({ group: target.value || undefined })}
      >
        <option value="">{t('filter.everybody')}</option>
        {peers && <option value={peers}>{t(peers === own ? 'filter.likeUs' : 'filter.peers')}</option>}
        <optgroup label={t('filter.size')}>
          {([4, 3, 2, 1] as const).map((quarter) => (
            <option key={quarter} value={`size-${quarter}`}>
              {t(`filter.size.${quarter}`)}
            </option>
          ))}
        </optgroup>
        {lists.length > 0 && (
          <optgroup label={t('filter.lists')}>
            {lists.map((list) => (
              <option key={list.name} value={`list-${list.name}`}>
                {list.name}
              </option>
            ))}
          </optgroup>
        )}
      </Select>
      <Checkbox
        size="small"
        checked={search.clear === 'yes'}
        onChange={({ target }) => onChoose({ clear: target.checked ? 'yes' : undefined })}
      >
        {t('filter.clear')}
      </Checkbox>
      <Unfolding label={t('filter.columns', { chosen: chosen.length, all: columns.length })}>
        <CheckboxGroup
          legend={t('filter.columnsLegend')}
          size="small"
          value={chosen}
          onChange={(codes: string[]) => {
            const all = codes.length === 0 || codes.length === columns.length;
            const inOrder = columns.map(({ code }) => code).filter((code) => codes.includes(code));
            onChoose({ columns: all ? undefined : inOrder.join(',') });
          }}
        >
          {columns.map(({ code, name: column }) => (
            <Checkbox key={code} value={code}>
              {column}
            </Checkbox>
          ))}
        </CheckboxGroup>
      </Unfolding>
      <TextLink className="comparison__lists" href={peersPath({ year: search.year })}>
        {t('filter.editLists')}
      </TextLink>
    </div>
  );
}
