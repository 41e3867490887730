import { VerdictMark } from '@batt/ui/Marks';
import { TargetStatus } from '@batt/ui/TargetStatus';
import { ThreadSubject } from '@batt/ui/Threads';
import { useQuery } from 'urql';
import { aimText } from '../../aim.ts';
import { figureWriter } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import type { EnumOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { scorecardPath, talkPath } from '../../paths.ts';
import { SIGNS, TARGET_STATUSES, VERDICTS } from '../../words.ts';
import { aboutName } from './thread.ts';

const FigureQuery = graphql(`
  query ThreadFigure($provider: String!, $year: Int!, $programme: String!) {
    scorecard(provider: $provider, year: $year, programme: $programme) {
      year
      rows {
        id
        indicator {
          code
        }
        own {
          value
          numerator
          denominator
          status
        }
        previous {
          value
        }
        previousYear
        target {
          id
          value
          low
          high
        }
        targetStatus
        verdict
      }
    }
  }
`);

const TargetsQuery = graphql(`
  query ThreadTargets($provider: String!, $year: Int!, $programme: String) {
    targets(provider: $provider, year: $year, programme: $programme, first: 200) {
      edges {
        node {
          id
          level
          state
          value
          low
          high
          proposal {
            value
            low
            high
          }
          indicator {
            code
          }
          turn {
            id
            name
          }
        }
      }
    }
  }
`);

const ThemesQuery = graphql(`
  query ThreadThemes($provider: String!, $year: Int!, $programme: String!) {
    surveyThemes(provider: $provider, year: $year, programme: $programme) {
      theme
      nav
      participant
      employee
      yes
    }
  }
`);

/** What a thread is, or is to be, about. */
export interface About {
  about: EnumOf<'ThreadAbout'>;
  indicator: {
    code: string;
    name: string;
    unit: EnumOf<'IndicatorUnit'>;
    decimals: number;
    direction: EnumOf<'Direction'>;
  } | null;
  programme: { code: string } | null;
  year: number | null;
  surveyTheme: number | null;
  target: { id: string } | null;
  /** `programmes`: any of its programmes shows a figure of the whole provider. */
  provider: { number: string; programmes: readonly { code: string }[] };
  counterpart: { number: string; kind: EnumOf<'OrganisationKind'> } | null;
}

/** What the thread is about, on top of it, with the figures as they are now and a link to where they stand. Nothing for a thread about nothing in particular. */
export function Subject({ thread }: { thread: About }) {
  if (thread.about === 'SURVEY_THEME') return <ThemeSubject thread={thread} />;
  if (!thread.indicator || thread.year === null) return null;
  return thread.about === 'TARGET' ? <TargetSubject thread={thread} /> : <FigureSubject thread={thread} />;
}

const placeOf = ({ provider, programme, year }: About) => ({
  provider: provider.number,
  year: year ?? 0,
  programme: programme?.code ?? provider.programmes[0]?.code ?? '',
});

function FigureSubject({ thread }: { thread: About }) {
  const language = useLanguage();
  const { t } = language;
  const place = placeOf(thread);
  const [{ data, fetching }] = useQuery({ query: FigureQuery, variables: place, pause: place.programme === '' });
  const { indicator } = thread;
  if (!indicator) return null;

  const row = data?.scorecard?.rows.find((each) => each.indicator.code === indicator.code);
  const write = figureWriter(indicator, language);
  let figures = fetching ? '' : t('thread.noFigure');
  let state = null;
  if (row) {
    const { value, numerator, denominator, status: sign } = row.own;
    figures = t('thread.figures', {
      value: value !== null ? write(value) : sign === 'OK' ? '–' : t(SIGNS[sign].word),
      of:
        numerator !== null && denominator !== null && indicator.unit === 'PERCENT'
          ? t('thread.of', { numerator, denominator })
          : 'none',
      previous: row.previous.value !== null ? write(row.previous.value) : 'none',
      previousYear: String(row.previousYear ?? ''),
      target: row.target ? aimText(indicator, row.target, language) : 'none',
    });
    const status = row.target && TARGET_STATUSES[row.targetStatus ?? 'NO_DATA'];
    const verdict = row.verdict === 'NONE' ? null : VERDICTS[row.verdict];
    if (status) state = <TargetStatus state={status.shape} label={t(status.word)} />;
    else if (verdict) {
      state = (
        <>
          <VerdictMark verdict={verdict.shape} label="" /> {t('thread.verdict', { verdict: t(verdict.word) })}
        </>
      );
    }
  }
  return (
    <ThreadSubject
      about={t('thread.about')}
      title={aboutName(thread, language)}
      href={scorecardPath(place.provider, { programme: place.programme, year: place.year, open: indicator.code })}
      figures={figures}
      state={state}
    />
  );
}

function TargetSubject({ thread }: { thread: About }) {
  const language = useLanguage();
  const { t } = language;
  const place = placeOf(thread);
  const { indicator, programme, target, counterpart } = thread;
  const [{ data, fetching }] = useQuery({
    query: TargetsQuery,
    variables: { ...place, programme: programme?.code ?? null },
  });
  if (!indicator) return null;

  const targets = (data?.targets.edges ?? [])
    .map(({ node }) => node)
    .filter((node) => node.indicator.code === indicator.code && node.state !== 'DRAFT');
  const negotiated = target && targets.find(({ id }) => id === target.id);
  const general = targets.filter(({ level }) => level !== 'LOCAL');
  const parts = [
    ...(negotiated
      ? [
          t(
            `thread.target.${negotiated.state === 'PUBLISHED' || negotiated.state === 'DRAFT' ? 'AGREED' : negotiated.state}`,
            {
              aim: aimText(indicator, negotiated.proposal ?? negotiated, language),
              turn: negotiated.turn?.name ?? 'none',
            },
          ),
        ]
      : []),
    ...general.map((each) =>
      t(each.level === 'NATIONAL' ? 'thread.nationalTarget' : 'thread.countyTarget', {
        aim: aimText(indicator, each, language),
      }),
    ),
  ];
  const isOffice = counterpart?.kind === 'NAV_OFFICE';
  return (
    <ThreadSubject
      about={t(target ? 'thread.aboutTarget' : 'thread.aboutTargets')}
      title={aboutName(thread, language)}
      href={
        isOffice
          ? talkPath({
              provider: place.provider,
              office: counterpart.number,
              year: place.year,
              programme: place.programme,
              open: indicator.code,
            })
          : scorecardPath(place.provider, { programme: place.programme, year: place.year, open: indicator.code })
      }
      figures={parts.length > 0 ? sentenceCase(parts.join(' · ')) : fetching ? '' : t('thread.noTargets')}
    />
  );
}

function ThemeSubject({ thread }: { thread: About }) {
  const language = useLanguage();
  const { t, format } = language;
  const place = placeOf(thread);
  const [{ data, fetching }] = useQuery({ query: ThemesQuery, variables: place, pause: place.programme === '' });
  const found = data?.surveyThemes.find(({ theme }) => theme === thread.surveyTheme);
  const mean = (value: number | null) => (value === null ? t('thread.viewMissing') : format.number(value, 1));
  return (
    <ThreadSubject
      about={t('thread.aboutTheme')}
      title={aboutName(thread, language)}
      href={scorecardPath(place.provider, { programme: place.programme, year: place.year, open: 'participant-survey' })}
      figures={
        found ? (
          <dl className="thread__views">
            {(
              [
                ['thread.view.nav', mean(found.nav)],
                [
                  'thread.view.participant',
                  found.yes === null
                    ? mean(found.participant)
                    : t('thread.viewYes', { share: format.percent(found.yes, 0) }),
                ],
                ['thread.view.employee', mean(found.employee)],
              ] as const
            ).map(([who, value]) => (
              <div key={who}>
                <dt>{t(who)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        ) : fetching ? (
          ''
        ) : (
          t('thread.noViews')
        )
      }
    />
  );
}

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
