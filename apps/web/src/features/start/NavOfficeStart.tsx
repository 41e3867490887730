import { Select } from '@navikt/ds-react/Select';
import { Heading } from '@navikt/ds-react/Typography';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Sign, TargetMark } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { sharedScale, SmallMultiple, SmallMultipleKey, SmallMultiples } from '@batt/ui/SmallMultiple';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useClient, useQuery } from 'urql';
import type { CombinedError } from 'urql';
import { aimOf, aimText, basisText, figureWriter, isMet, isMissed, signOf, statusOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { scorecardPath } from '../../paths.ts';
import { usePeriod } from '../../period.ts';
import type { Period } from '../../period.ts';
import { ProgrammePicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { TARGET_STATUSES } from '../../words.ts';
import { AtRisk } from './AtRisk.tsx';
import { waitingSentence } from './sentences.ts';
import { LatestThreads, NextMeetings, TargetsToAnswer } from './Waiting.tsx';

const OurProvidersQuery = graphql(`
  query OurProviders($navOffice: String!) {
    providers(navOffice: $navOffice, first: 30) {
      edges {
        node {
          id
          number
          name
          programmes {
            code
          }
        }
      }
    }
  }
`);

const OneProviderQuery = graphql(`
  query OneProvider($provider: String!, $year: Int!, $programme: String!, $locale: Locale!) {
    scorecard(provider: $provider, year: $year, programme: $programme) {
      provider {
        id
        number
        name
      }
      rows {
        id
        applicable
        indicator {
          code
          name(locale: $locale)
          group
          unit
          decimals
        }
        own {
          value
          n
          numerator
          denominator
          status
        }
        target {
          id
          value
          low
          high
        }
        targetStatus
        trend {
          year
          own {
            value
          }
          nationalMean
        }
      }
    }
  }
`);

type Card = NonNullable<ResultOf<typeof OneProviderQuery>['scorecard']>;
type CardRow = Card['rows'][number];

/** What waits for a NAV office, then how its providers stand on one indicator, side by side on one scale. */
export function NavOfficeStart() {
  const language = useLanguage();
  const viewer = useViewer();
  const search = useSearch({ from: '/' });
  const period = usePeriod(search);
  if (!period) return <Skeleton variant="rectangle" height={480} />;
  const open = period.years.find(({ state }) => state !== 'PUBLISHED');
  return (
    <>
      <p className="lead">{waitingSentence(viewer.waiting, language)}</p>
      <div className="start-columns">
        <div>
          <TargetsToAnswer year={open?.year ?? period.year} />
          {open && <AtRisk year={open.year} />}
        </div>
        <div>
          <NextMeetings />
          <LatestThreads unread />
        </div>
      </div>
      <OurProviders wanted={period} isChosen={search.programme !== undefined} indicator={search.indicator} />
    </>
  );
}

/** The scorecards of several providers (numbers with commas between), one request each; nothing until all have come. */
function useCards(providers: string | null, { year, programme }: Period) {
  const client = useClient();
  const { apiLocale } = useLanguage();
  const [answer, setAnswer] = useState<{ cards?: Card[]; error?: CombinedError }>({});
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (providers === null) return;
    let current = true;
    const asked = providers
      .split(',')
      .filter(Boolean)
      .map((provider) =>
        client
          .query(
            OneProviderQuery,
            { provider, year, programme: programme.code, locale: apiLocale },
            { requestPolicy: round > 0 ? 'network-only' : 'cache-first' },
          )
          .toPromise(),
      );
    void Promise.all(asked).then((answers) => {
      if (!current) return;
      const error = answers.find((each) => each.error)?.error;
      setAnswer(error ? { error } : { cards: answers.flatMap(({ data }) => data?.scorecard ?? []) });
    });
    return () => {
      current = false;
    };
  }, [client, providers, year, programme.code, apiLocale, round]);
  return { ...answer, askAgain: () => setRound(round + 1) };
}

interface OurProvidersProps {
  wanted: Period;
  /** Whether the address names the programme; if not, and no provider runs it, the first that one does is shown. */
  isChosen: boolean;
  /** The code in the address. */
  indicator?: string;
}

function OurProviders({ wanted, isChosen, indicator: chosen }: OurProvidersProps) {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const navigate = useNavigate({ from: '/' });
  const [{ data, error: listError }, ask] = useQuery({
    query: OurProvidersQuery,
    variables: { navOffice: organisation.number },
  });
  const all = data?.providers.edges.map(({ node }) => node) ?? [];
  const inProgramme = new Set(all.flatMap(({ programmes }) => programmes.map(({ code }) => code)));
  const run = wanted.programmes.find(({ code }) => inProgramme.has(code));
  const programme = isChosen || inProgramme.has(wanted.programme.code) ? wanted.programme : (run ?? wanted.programme);
  const period = { ...wanted, programme };
  const numbers = all
    .filter(({ programmes }) => programmes.some(({ code }) => code === programme.code))
    .map(({ number }) => number);
  const { cards, error, askAgain } = useCards(data ? numbers.join() : null, period);

  if (listError) return <Trouble error={listError} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (error) return <Trouble error={error} retry={askAgain} />;
  if (!cards) return <Skeleton variant="rectangle" height={420} />;

  const rows = cards.flatMap((card) => card.rows).filter(({ applicable }) => applicable);
  const indicators = [...new Map(rows.map(({ indicator }) => [indicator.code, indicator])).values()];
  const indicator =
    indicators.find((each) => each.code === chosen) ??
    indicators.find(({ group }) => group === 'OUTCOME') ??
    indicators[0];
  const panels = cards.flatMap((card) => {
    const row = card.rows.find((each) => each.applicable && each.indicator.code === indicator?.code);
    return row ? [{ card, row }] : [];
  });
  const choose = (change: { programme?: string; indicator?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });

  return (
    <>
      <MissedTargets cards={cards} period={period} />
      <section aria-labelledby="our-providers">
        <div className="start-section__head">
          <div>
            <Heading id="our-providers" level="2" size="medium">
              {t('start.ourProviders')}
            </Heading>
            {indicator && (
              <p>
                {t('start.ourProvidersNow', {
                  indicator: indicator.name,
                  programme: programme.code,
                  year: String(period.year),
                  met: panels.filter(({ row }) => isMet(row)).length,
                  set: panels.filter(({ row }) => row.target).length,
                  hidden: panels.filter(({ row }) => row.own.status === 'SUPPRESSED').length,
                })}
              </p>
            )}
          </div>
          <div className="page__tools">
            <ProgrammePicker
              period={period}
              only={(each) => inProgramme.has(each)}
              onChoose={(code) => choose({ programme: code })}
            />
            <Select
              label={t('picker.indicator')}
              size="small"
              className="picker"
              value={indicator?.code}
              onChange={({ target }) => choose({ indicator: target.value })}
            >
              {indicators.map((each) => (
                <option key={each.code} value={each.code}>
                  {each.name}
                </option>
              ))}
            </Select>
          </div>
        </div>
        {panels.length > 0 ? (
          <Panels panels={panels} period={period} />
        ) : (
          <p>{t('start.noProviders', { programme: programme.code })}</p>
        )}
      </section>
    </>
  );
}

function MissedTargets({ cards, period }: { cards: Card[]; period: Period }) {
  const language = useLanguage();
  const { t } = language;
  const programme = period.programme.code;
  const missed = cards.flatMap((card) =>
    card.rows.filter((row) => row.applicable && isMissed(row)).map((row) => ({ card, row })),
  );
  // Surely missed ones first, for they are the ones to talk about.
  const sorted = missed.toSorted(
    (a, b) => Number(statusOf(a.row).endsWith('WITHIN')) - Number(statusOf(b.row).endsWith('WITHIN')),
  );
  return (
    <SectionList
      heading={t('start.missed', { programme, year: String(period.year) })}
      count={missed.length}
      empty={t('start.noneMissed')}
      items={sorted.slice(0, 6).map(({ card: { provider }, row }) => {
        const { shape, word } = TARGET_STATUSES[statusOf(row)];
        return {
          id: `${provider.id} ${row.id}`,
          title: row.indicator.name,
          href: scorecardPath(provider.number, { programme, year: period.year, open: row.indicator.code }),
          sub: t('start.missedBy', {
            provider: provider.name,
            value: row.own.value === null ? '' : figureWriter(row.indicator, language)(row.own.value),
            target: aimText(row.target, row.indicator, language),
          }),
          end: <TargetMark state={shape} label={t(word)} showLabel />,
        };
      })}
    />
  );
}

function Panels({ panels, period }: { panels: { card: Card; row: CardRow }[]; period: Period }) {
  const language = useLanguage();
  const { t, format } = language;
  const values = panels.flatMap(({ row }) => {
    const aim = aimOf(row.target);
    return [
      ...row.trend.flatMap(({ own, nationalMean }) => [own.value, nationalMean]),
      aim && 'value' in aim ? aim.value : null,
    ].filter((value) => value !== null);
  });
  const scale = sharedScale(values);
  return (
    <>
      <SmallMultipleKey
        labels={{
          own: t('start.keyOwn'),
          mean: t('start.keyMean'),
          target: t('start.keyTarget', { year: String(period.year) }),
        }}
      />
      <SmallMultiples label={t('start.ourProviders')}>
        {panels
          .toSorted((a, b) => format.compare(a.card.provider.name, b.card.provider.name))
          .map(({ card: { provider }, row }) => {
            const { indicator, own, trend } = row;
            const write = figureWriter(indicator, language);
            const sign = signOf(own);
            const hidden = own.status === 'SUPPRESSED';
            const { shape, word } = TARGET_STATUSES[statusOf(row)];
            const aim = aimOf(row.target);
            const name = `${provider.name}: ${indicator.name}`;
            return (
              <SmallMultiple
                key={provider.id}
                name={provider.name}
                href={scorecardPath(provider.number, {
                  programme: period.programme.code,
                  year: period.year,
                  open: indicator.code,
                })}
                value={sign ? <Sign sign={sign.sign} label={t(sign.word)} /> : own.value !== null && write(own.value)}
                basis={hidden ? undefined : basisText(own, indicator, language)}
                state={hidden ? { hidden: t('start.hidden') } : { state: shape, label: t(word) }}
                note={hidden ? t('start.hiddenWhy') : undefined}
                chart={
                  hidden
                    ? null
                    : {
                        title: name,
                        summary: t('start.panelSummary', {
                          from: String(trend[0]?.year ?? ''),
                          to: String(trend.at(-1)?.year ?? ''),
                          own: sign ? t(sign.word) : own.value === null ? '' : write(own.value),
                        }),
                        points: trend.map(({ year, own: { value }, nationalMean }) => ({
                          label: String(year),
                          own: value,
                          mean: nationalMean,
                        })),
                        target:
                          aim && 'value' in aim
                            ? {
                                value: aim.value,
                                label: t('start.targetLabel', {
                                  target: format.number(
                                    aim.value,
                                    Number.isInteger(aim.value) ? 0 : indicator.decimals,
                                  ),
                                }),
                              }
                            : null,
                        domain: scale.domain,
                        ticks: scale.ticks,
                        format: (value: number) =>
                          format.figure(value, indicator.unit, Number.isInteger(value) ? 0 : 1),
                        labels: { period: t('picker.year'), own: t('start.keyOwn'), mean: t('start.keyMean') },
                      }
                }
              />
            );
          })}
      </SmallMultiples>
    </>
  );
}
