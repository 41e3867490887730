import { Alert, Done } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import type { SectionItem } from '@batt/ui/SectionList';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Tag } from '@navikt/ds-react/Tag';
import '@navikt/ds-css/dist/component/tag.css';
import { useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { Language } from '../../language.tsx';
import { talkPath } from '../../paths.ts';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePages } from '../../usePages.ts';
import { useViewer } from '../../viewer.tsx';

const TalksQuery = graphql(`
  query Talks($year: Int!, $after: String) {
    talks(year: $year, first: 100, after: $after) {
      edges {
        node {
          id
          year
          answerBy
          overdue
          stuck
          side
          waiting
          open
          agreed
          unsent
          ready
          lastStepAt
          provider {
            id
            number
            name
          }
          navOffice {
            id
            number
            name
          }
          programme {
            code
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const OurProvidersQuery = graphql(`
  query ProvidersToTalkWith($navOffice: String!) {
    providers(navOffice: $navOffice, first: 100) {
      edges {
        node {
          id
          number
          name
        }
      }
    }
  }
`);

type Talk = ResultOf<typeof TalksQuery>['talks']['edges'][number]['node'];

/** The target talks of a year by what they wait for: those that wait for the viewer first, for a county unit those that go nowhere. */
export function TalkList({ year }: { year: number }) {
  const language = useLanguage();
  const { t } = language;
  const { organisation } = useViewer();
  const { nodes: talks, error, again } = usePages(TalksQuery, 'talks', { year }, { all: true });
  if (error) return <Trouble error={error} retry={again} />;
  if (!talks) return <ListSkeleton />;

  const reads = organisation.kind === 'COUNTY_UNIT';
  const lists = byWait(talks, reads);
  const item = (talk: Talk): SectionItem => itemOf(talk, language);
  return (
    <div className="talk-list">
      <p className="lead">{leadText(talks, lists, reads, language)}</p>
      {LISTS.filter((list) => list !== 'begun' || lists.begun.length > 0).map((list) => (
        <SectionList
          key={list}
          heading={t(`talks.${list}`, { reads: String(reads) })}
          count={lists[list].length}
          empty={t(`talks.empty.${list}`, { reads: String(reads), year: String(year) })}
          items={lists[list].map(item)}
        />
      ))}
      {organisation.kind === 'NAV_OFFICE' && <NotBegun year={year} talks={talks} />}
    </div>
  );
}

/** Providers that the office has an agreement with and has said nothing to about the year. */
function NotBegun({ year, talks }: { year: number; talks: readonly Talk[] }) {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const [{ data, error }, ask] = useQuery({
    query: OurProvidersQuery,
    variables: { navOffice: organisation.number },
  });
  if (error) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!data) return null;
  const begun = new Set(talks.map(({ provider }) => provider.id));
  const left = data.providers.edges.map(({ node }) => node).filter(({ id }) => !begun.has(id));
  return (
    <SectionList
      heading={t('talks.none')}
      count={left.length}
      empty={t('talks.empty.none')}
      items={left.map(({ id, number, name }) => ({
        id,
        title: name,
        href: talkPath({ provider: number, office: organisation.number, year }),
        end: t('talks.begin'),
      }))}
    />
  );
}

const LISTS = ['first', 'second', 'begun', 'agreed'] as const;

/** First what waits for us, or goes nowhere; second what waits for others; then what is only prepared, and what is agreed. */
function byWait(talks: readonly Talk[], reads: boolean): Record<(typeof LISTS)[number], Talk[]> {
  const lists: Record<(typeof LISTS)[number], Talk[]> = { first: [], second: [], begun: [], agreed: [] };
  for (const talk of talks) {
    if (reads ? talk.overdue || talk.stuck : talk.waiting > 0) lists.first.push(talk);
    else if (talk.open > 0) lists.second.push(talk);
    else lists[talk.agreed > 0 ? 'agreed' : 'begun'].push(talk);
  }
  // The nearest deadline first; without one, as they came.
  const by = ({ answerBy }: Talk) => answerBy ?? '9999';
  return { ...lists, first: lists.first.toSorted((a, b) => by(a).localeCompare(by(b))) };
}

function leadText(
  talks: readonly Talk[],
  lists: ReturnType<typeof byWait>,
  reads: boolean,
  { t }: Pick<Language, 't'>,
): string {
  if (reads)
    return t('talks.lead.county', {
      overdue: talks.filter(({ overdue }) => overdue).length,
      stuck: talks.filter(({ stuck }) => stuck).length,
      open: talks.reduce((sum, { open }) => sum + open, 0),
      agreed: talks.reduce((sum, { agreed }) => sum + agreed, 0),
    });
  const waiting = talks.reduce((sum, talk) => sum + talk.waiting, 0);
  return waiting > 0 ? t('talks.lead.ours', { count: waiting, talks: lists.first.length }) : t('talks.lead.none');
}

function itemOf(talk: Talk, language: Language): SectionItem {
  const { t, format } = language;
  const { provider, navOffice, side, waiting, open, agreed, unsent, ready, answerBy, overdue, stuck } = talk;
  const other = side === 'PROVIDER' ? navOffice : provider;
  const reads = side === null;
  const theirs = open - waiting;
  return {
    id: talk.id,
    title: reads ? t('talks.between', { provider: provider.name, navOffice: navOffice.name }) : other.name,
    href: talkPath({
      provider: provider.number,
      office: navOffice.number,
      year: talk.year,
      programme: talk.programme.code,
    }),
    sub: [
      ...(waiting > 0 ? [t('talks.waiting', { count: waiting })] : []),
      ...(theirs > 0 ? [t('talks.theirs', { count: theirs, organisation: reads ? 'none' : other.name })] : []),
      ...(agreed > 0 ? [t('talks.agreedCount', { count: agreed })] : []),
      ...(unsent > 0 ? [t('talks.unsent', { count: unsent })] : []),
    ].join(' · '),
    end: endOf(),
    endSub:
      answerBy && open > 0 && !overdue
        ? t('talks.answerBy', { date: format.date(answerBy) })
        : talk.lastStepAt
          ? t('talks.since', { date: format.date(talk.lastStepAt) })
          : undefined,
  };

  function endOf() {
    if (overdue) return <Alert>{t('talks.overdue', { date: answerBy ? format.day(answerBy) : '' })}</Alert>;
    if (stuck && reads) return <Alert>{t('talks.stuck')}</Alert>;
    if (open > 0) {
      const isOurs = waiting > 0 || ready > 0;
      return (
        <Tag size="small" variant={isOurs ? 'strong' : 'outline'} data-color={isOurs ? 'accent' : 'neutral'}>
          {ready > 0
            ? t('talks.ready', { count: ready })
            : t(waiting > 0 ? 'talks.answer' : 'talks.otherAnswers', { organisation: reads ? 'none' : other.name })}
        </Tag>
      );
    }
    return agreed > 0 ? <Done>{t('talks.agreedAll')}</Done> : undefined;
  }
}

/** The outline of lists on their way. */
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
