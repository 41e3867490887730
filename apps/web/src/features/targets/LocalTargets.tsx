import { TextLink } from '@batt/ui/Link';
import { SectionList } from '@batt/ui/SectionList';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import '@navikt/ds-css/dist/component/form.css';
import { useLanguage } from '../../language.tsx';
import { newTargetPath, newThreadPath, targetPath } from '../../paths.ts';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { aimText } from './aim.ts';
import { byTurn, LISTS } from './target.ts';
import type { Target } from './target.ts';
import { TargetTag } from './TargetTag.tsx';
import { useTargets } from './useTargets.ts';

interface LocalTargetsProps {
  year: number;
  /** Organisation number of the one provider to show. */
  provider: string | undefined;
  onFilter: (provider: string | undefined) => void;
}

/** What a Nav office negotiates with its providers, or a provider with its offices, sorted by whose turn it is. */
export function LocalTargets({ year, provider, onFilter }: LocalTargetsProps) {
  const language = useLanguage();
  const { t, apiLocale, format } = language;
  const { organisation, ability } = useViewer();
  const { targets, error, again } = useTargets({ year, level: 'LOCAL', locale: apiLocale });
  if (error) return <Trouble error={error} retry={again} />;
  if (!targets) return <ListSkeleton />;

  const isOffice = organisation.kind === 'NAV_OFFICE';
  const providers = new Map(
    targets.flatMap((target) => (target.provider ? [[target.provider.number, target.provider.name]] : [])),
  );
  const lists = byTurn(
    targets.filter((target) => !provider || target.provider?.number === provider),
    organisation.id,
  );
  return (
    <div className="targets-local">
      <div className="targets-local__lead">
        <p className="lead">
          {lists.ours.length > 0 ? t('targets.lead.ours', { count: lists.ours.length }) : t('targets.lead.none')}
        </p>
        {isOffice && providers.size > 1 && (
          <Select
            size="small"
            label={t('targets.filter')}
            value={provider ?? ''}
            onChange={({ target }) => onFilter(target.value || undefined)}
          >
            <option value="">{t('targets.everyProvider')}</option>
            {[...providers]
              .sort(([, a], [, b]) => format.compare(a, b))
              .map(([number, name]) => (
                <option key={number} value={number}>
                  {name}
                </option>
              ))}
          </Select>
        )}
      </div>
      {LISTS.filter((list) => list !== 'withdrawn' || lists.withdrawn.length > 0).map((list) => (
        <SectionList
          key={list}
          heading={t(`targets.list.${list}`)}
          count={lists[list].length}
          empty={list === 'withdrawn' ? undefined : t(`targets.empty.${list}`, { year: String(year) })}
          items={lists[list].map((target) => ({
            id: target.id,
            title: nameOf(target, language),
            href: targetPath(target.id),
            sub: (isOffice ? target.provider : target.navOffice)?.name,
            end: (
              <span className="targets-local__end">
                <strong className="batt-number">{aimText(target.indicator, target, language)}</strong>
                <TargetTag target={target} />
              </span>
            ),
          }))}
        />
      ))}
      <p className="targets-local__how">
        {isOffice ? t('targets.newHow') : t('targets.newHowProvider')}{' '}
        {isOffice && ability.can('propose', 'LocalTarget') && (
          <TextLink href={provider ? newTargetPath({ provider, year }) : '/providers'}>
            {t(provider ? 'targets.new' : 'targets.toProviders')}
          </TextLink>
        )}
        {!isOffice && ability.can('create', 'Thread') && (
          <TextLink href={newThreadPath()}>{t('targets.toThreads')}</TextLink>
        )}
      </p>
    </div>
  );
}

/** «Formidling til arbeid, AB». */
export function nameOf(
  { indicator, programme }: Pick<Target, 'indicator' | 'programme'>,
  { t }: Pick<ReturnType<typeof useLanguage>, 't'>,
) {
  return t('targets.name', { indicator: indicator.name, programme: programme?.code ?? 'none' });
}

export function ListSkeleton() {
  return (
    <div aria-hidden>
      {[3, 4, 4].map((rows, list) => (
        <div key={list} className="targets-skeleton">
          <Skeleton variant="text" width={200} height={32} />
          {Array.from({ length: rows }, (_, row) => (
            <Skeleton key={row} variant="rectangle" height={64} />
          ))}
        </div>
      ))}
    </div>
  );
}
