import { Done } from '@batt/ui/Marks';
import { StatusLine } from '@batt/ui/Toast';
import { Button } from '@navikt/ds-react/Button';
import { Table } from '@navikt/ds-react/Table';
import { Tag } from '@navikt/ds-react/Tag';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/table.css';
import '@navikt/ds-css/dist/component/tag.css';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { aimText, readAim, typedNumber } from '../../aim.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import type { Refusal } from '../../outcome.ts';
import type { Period } from '../../period.ts';
import { AIM_IDS, AimFields } from '../../shell/AimFields.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { ListSkeleton } from './TalkList.tsx';
import { useTargets } from './useTargets.ts';
import type { Target } from './useTargets.ts';

const GeneralQuery = graphql(`
  query GeneralIndicators($programme: String!, $year: Int!, $published: Int!, $locale: Locale!) {
    indicators(programme: $programme, year: $year) {
      code
      name(locale: $locale)
      unit
      decimals
      direction
      scope
      suitability(programme: $programme)
    }
    overview(year: $published, programme: $programme) {
      year
      rows {
        indicator {
          code
        }
        benchmark {
          mean
        }
      }
    }
  }
`);

const SetGeneralTarget = graphql(`
  mutation SetGeneralTarget($input: SetGeneralTargetInput!) {
    result: setGeneralTarget(input: $input) {
      __typename
      ... on SetGeneralTargetSuccess {
        target {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const PublishGeneralTarget = graphql(`
  mutation PublishGeneralTarget($input: PublishGeneralTargetInput!) {
    result: publishGeneralTarget(input: $input) {
      __typename
      ... on PublishGeneralTargetSuccess {
        target {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const RemoveGeneralTarget = graphql(`
  mutation RemoveGeneralTarget($input: RemoveGeneralTargetInput!) {
    result: removeGeneralTarget(input: $input) {
      __typename
      ... on RemoveGeneralTargetSuccess {
        id
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

type Indicator = ResultOf<typeof GeneralQuery>['indicators'][number];

interface GeneralTargetsProps {
  period: Period;
  /** Code of the indicator whose target is being set. */
  open: string | undefined;
  onOpen: (code: string | undefined) => void;
}

/** The targets that a county unit or the directorate sets itself, indicator by indicator in one programme. */
export function GeneralTargets({ period, open, onOpen }: GeneralTargetsProps) {
  const language = useLanguage();
  const { t, apiLocale, format } = language;
  const { organisation, ability } = useViewer();
  const level = organisation.kind === 'DIRECTORATE' ? 'NATIONAL' : 'COUNTY';
  const kind = level === 'NATIONAL' ? 'national' : 'county';
  const { year, programme } = period;
  const published = period.years.find((each) => each.state === 'PUBLISHED' && each.year <= year)?.year ?? year;
  const variables = { programme: programme.code, year, published, locale: apiLocale };
  const [{ data, error, fetching }, ask] = useQuery({ query: GeneralQuery, variables });
  const { targets, error: targetsError, again } = useTargets({ year, level, programme: programme.code });
  const { targets: national, error: nationalError } = useTargets({
    year,
    level: 'NATIONAL',
    programme: programme.code,
  });
  const [said, setSaid] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const trouble = error ?? targetsError ?? nationalError;
  if (trouble) {
    const retry = () => {
      ask({ requestPolicy: 'network-only' });
      again();
    };
    return <Trouble error={trouble} retry={retry} />;
  }
  if (!data || fetching || !targets || !national) return <ListSkeleton />;

  // What other county units have published is open to everybody, and set there.
  const own = targets.filter(({ owner }) => owner.id === organisation.id);
  const mayEdit = ability.can('create', 'GeneralTarget');
  const isOpenYear = period.years.some((each) => each.year === year && each.state === 'OPEN');
  const on = (targets: Target[], code: string) => targets.find((target) => target.indicator.code === code);
  const meanOf = (code: string) =>
    data.overview?.rows.find((row) => row.indicator.code === code)?.benchmark.mean ?? null;
  const done = (text: string | null, words: string) => {
    setRefusal(text);
    setSaid(text ? '' : words);
    if (text) return;
    again();
    onOpen(undefined);
  };
  return (
    <section>
      <Heading level="2" size="medium">
        {t(`targets.general.${kind}`)}
      </Heading>
      <p className="lead">{t(`targets.general.lead.${kind}`)}</p>
      <StatusLine message={said} tone="success" />
      <Refused text={refusal} />
      {data.indicators.length === 0 && <p>{t('targets.general.noIndicators')}</p>}
      <div className="general">
        <Table>
          <caption className="batt-visually-hidden">{t(`targets.general.${kind}`)}</caption>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('targets.general.indicator')}</Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {t('targets.general.mean', { year: String(published) })}
              </Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {t('targets.general.target')}
              </Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('targets.general.state')}</Table.HeaderCell>
              {mayEdit && isOpenYear && <Table.HeaderCell scope="col">{t('targets.general.do')}</Table.HeaderCell>}
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {data.indicators.map((indicator) => {
              const target = on(own, indicator.code);
              const above = level === 'COUNTY' ? on(national, indicator.code) : undefined;
              const mean = meanOf(indicator.code);
              return (
                <Table.Row key={indicator.code} shadeOnHover={false}>
                  <Table.HeaderCell scope="row">
                    {indicator.name}
                    <span className="general__unit">
                      {t(`unit.${indicator.unit}`)}
                      {indicator.suitability !== 'YES' && ` · ${t(`targets.suitability.${indicator.suitability}`)}`}
                      {above && ` · ${t('targets.general.onNational', { aim: aimText(indicator, above, language) })}`}
                    </span>
                  </Table.HeaderCell>
                  <Table.DataCell
                    align="right"
                    className="batt-number"
                    data-head={t('targets.general.mean', { year: String(published) })}
                  >
                    {mean === null ? '–' : format.figure(mean, indicator.unit, indicator.decimals)}
                  </Table.DataCell>
                  <Table.DataCell
                    align="right"
                    className="batt-number general__aim"
                    data-head={t('targets.general.target')}
                  >
                    {target ? aimText(indicator, target, language) : t('targets.general.none')}
                  </Table.DataCell>
                  <Table.DataCell>{target && <State target={target} />}</Table.DataCell>
                  {mayEdit && isOpenYear && (
                    <Table.DataCell>
                      {open === indicator.code && (!target || target.viewerCan.includes('update')) ? (
                        <AimForm
                          indicator={indicator}
                          target={target}
                          programme={programme.code}
                          year={year}
                          onClose={() => onOpen(undefined)}
                          onDone={done}
                        />
                      ) : (
                        <Doings indicator={indicator} target={target} onOpen={onOpen} onDone={done} />
                      )}
                    </Table.DataCell>
                  )}
                </Table.Row>
              );
            })}
          </Table.Body>
        </Table>
      </div>
      {mayEdit && !ability.can('publish', 'GeneralTarget') && (
        <p>{t('targets.general.managerPublishes', { organisation: organisation.name })}</p>
      )}
    </section>
  );
}

/** Whether it holds, who set it and when. */
function State({ target }: { target: Target }) {
  const { t, format } = useLanguage();
  if (target.state === 'PUBLISHED') {
    return (
      <>
        <Done>{t('targets.tag.published')}</Done>
        <span className="general__unit">
          {t('targets.general.source', {
            owner: target.owner.name,
            date: target.agreedAt ? format.date(target.agreedAt) : 'none',
          })}
        </span>
      </>
    );
  }
  return (
    <Tag size="small" variant="moderate" data-color="warning">
      {t('targets.tag.draft')}
    </Tag>
  );
}

type OnDone = (refused: string | null, words: string) => void;

/** How somebody was refused, or null when it is done. */
function refusedText(
  language: ReturnType<typeof useLanguage>,
  { success, refusal }: { success?: unknown; refusal?: Refusal },
) {
  if (success) return null;
  return refusalText(language, refusal, {
    published: 'targets.general.publishedStays',
    'year-closed': 'target.yearClosed',
  });
}

function Doings({
  indicator,
  target,
  onOpen,
  onDone,
}: {
  indicator: Indicator;
  target: Target | undefined;
  onOpen: (code: string) => void;
  onDone: OnDone;
}) {
  const language = useLanguage();
  const { t } = language;
  const [removing, setRemoving] = useState(false);
  const [, publish] = useMutation(PublishGeneralTarget);
  const [, remove] = useMutation(RemoveGeneralTarget);
  const can = (what: string) => target?.viewerCan.includes(what) ?? false;
  const about = { indicator: indicator.name };

  if (removing && target) {
    return (
      <div role="group" aria-label={t('targets.general.remove')} className="general__form">
        <p>{t('targets.general.removeAsk', { aim: aimText(indicator, target, language) })}</p>
        <div className="general__doings">
          <Button
            size="small"
            data-color="danger"
            autoFocus
            onClick={async () => {
              const answer = outcome(await remove({ input: { id: target.id } }));
              onDone(refusedText(language, answer), t('targets.general.removedNow', about));
            }}
          >
            {t('targets.general.removeSure')}
          </Button>
          <Button size="small" variant="tertiary" onClick={() => setRemoving(false)}>
            {t('targets.general.cancel')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="general__doings">
      {target && can('publish') && (
        <Button
          size="small"
          variant="secondary"
          onClick={async () => {
            const answer = outcome(await publish({ input: { id: target.id } }));
            onDone(refusedText(language, answer), t('targets.general.publishedNow', about));
          }}
        >
          {t('targets.general.publish')}
          <span className="batt-visually-hidden"> {indicator.name}</span>
        </Button>
      )}
      {(!target || can('update')) && indicator.suitability !== 'NO' && (
        <Button size="small" variant="tertiary" onClick={() => onOpen(indicator.code)}>
          {t(target ? 'targets.general.change' : 'targets.general.set')}
          <span className="batt-visually-hidden"> {indicator.name}</span>
        </Button>
      )}
      {target && can('delete') && (
        <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setRemoving(true)}>
          {t('targets.general.remove')}
          <span className="batt-visually-hidden"> {indicator.name}</span>
        </Button>
      )}
    </div>
  );
}

interface AimFormProps {
  indicator: Indicator;
  target: Target | undefined;
  programme: string;
  year: number;
  onClose: () => void;
  onDone: OnDone;
}

function AimForm({ indicator, target, programme, year, onClose, onDone }: AimFormProps) {
  const language = useLanguage();
  const { t } = language;
  const typedOf = (number: number | null | undefined) => typedNumber(number ?? null, language);
  const [typed, setTyped] = useState({
    value: typedOf(target?.value),
    low: typedOf(target?.low),
    high: typedOf(target?.high),
  });
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [{ fetching }, set] = useMutation(SetGeneralTarget);
  const save = async () => {
    const { aim, problems: wrong } = readAim(indicator, typed);
    const found = Object.fromEntries(
      Object.entries(wrong).map(([field, key]) => [AIM_IDS[field as keyof typeof AIM_IDS], t(key)]),
    );
    setProblems(found);
    const [first] = Object.keys(found);
    // One or two fields need no summary: the first of them takes the focus.
    if (first) return document.getElementById(first)?.focus();
    const input = {
      indicator: indicator.code,
      programme: indicator.scope === 'PROGRAMME' ? programme : null,
      year,
      ...aim,
    };
    onDone(
      refusedText(language, outcome(await set({ input }))),
      t('targets.general.saved', { indicator: indicator.name }),
    );
  };
  return (
    <form
      noValidate
      className="general__form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <AimFields indicator={indicator} typed={typed} onChange={setTyped} problems={problems} isProposal={false} />
      <div className="general__doings">
        <Button type="submit" size="small" loading={fetching}>
          {t('targets.general.save')}
        </Button>
        <Button type="button" size="small" variant="tertiary" onClick={onClose}>
          {t('targets.general.cancel')}
        </Button>
      </div>
    </form>
  );
}
