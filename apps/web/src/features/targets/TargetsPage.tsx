import { Heading } from '@navikt/ds-react/Typography';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useLanguage } from '../../language.tsx';
import { usePeriod } from '../../period.ts';
import { Page } from '../../shell/Page.tsx';
import { ProgrammePicker, YearPicker } from '../../shell/PeriodPickers.tsx';
import { useViewer } from '../../viewer.tsx';
import { GeneralTargets } from './GeneralTargets.tsx';
import { TalkList } from './TalkList.tsx';
import './targets.css';

/** The targets of a year, seen from one's own side: target talks for offices, providers and county units, own targets for county units and the directorate. */
export function TargetsPage() {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const search = useSearch({ from: '/targets' });
  const navigate = useNavigate({ from: '/targets' });
  const found = usePeriod(search);
  // Targets are set for the year that runs, not for the one whose figures are out.
  const year = search.year ?? found?.years.find(({ state }) => state === 'OPEN')?.year ?? found?.year;
  const period = found && year !== undefined ? { ...found, year } : null;
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  const isGeneral = organisation.kind === 'COUNTY_UNIT' || organisation.kind === 'DIRECTORATE';

  const tools = period && (
    <>
      {isGeneral && (
        <ProgrammePicker period={period} onChoose={(programme) => change({ programme, open: undefined })} />
      )}
      <YearPicker period={period} withNext onChoose={(chosen) => change({ year: chosen, open: undefined })} />
    </>
  );
  return (
    <Page
      title={year === undefined ? t('targets.titleLoading') : t('targets.title', { year: String(year) })}
      tools={tools}
    >
      {organisation.kind === 'ASSOCIATION' && <p className="lead">{t('targets.noRole')}</p>}
      {period && (organisation.kind === 'NAV_OFFICE' || organisation.kind === 'PROVIDER') && (
        <TalkList year={period.year} />
      )}
      {period && isGeneral && (
        <GeneralTargets
          key={`${period.year} ${period.programme.code}`}
          period={period}
          open={search.open}
          onOpen={(open) => change({ open })}
        />
      )}
      {period && organisation.kind === 'COUNTY_UNIT' && (
        <section className="targets-county">
          <Heading level="2" size="medium">
            {t('talks.heading')}
          </Heading>
          <TalkList year={period.year} />
        </section>
      )}
    </Page>
  );
}
