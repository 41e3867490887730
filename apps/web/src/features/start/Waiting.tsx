import { Skeleton } from '@navikt/ds-react/Skeleton';
import { UnreadDot } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { useQuery } from 'urql';
import { daysBetween, now } from '../../format.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { Language } from '../../language.tsx';
import { targetsPath, threadPath, threadsPath } from '../../paths.ts';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';

const LatestThreadsQuery = graphql(`
  query LatestThreads($unread: Boolean) {
    threads(unread: $unread, resolved: false, first: 4) {
      edges {
        node {
          id
          subject
          updatedAt
          unread
          provider {
            id
            name
          }
          lastComment {
            id
            personName
            body
            organisation {
              id
              name
            }
          }
        }
      }
    }
  }
`);

const WaitingFragment = graphql(`
  fragment WaitingTarget on Target @_unmask {
    id
    year
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
`);

const WaitingTargetsQuery = graphql(
  `
    query WaitingTargets($year: Int!, $next: Int!) {
      thisYear: targets(year: $year, level: LOCAL, waitingOnMe: true, first: 100) {
        edges {
          node {
            ...WaitingTarget
          }
        }
      }
      nextYear: targets(year: $next, level: LOCAL, waitingOnMe: true, first: 100) {
        edges {
          node {
            ...WaitingTarget
          }
        }
      }
    }
  `,
  [WaitingFragment],
);

/** «I dag», «I går», else the date. */
function dayWord(at: string, { t, format }: Language): string {
  const ago = daysBetween(at, now());
  return ago === 0 ? t('start.today') : ago === 1 ? t('start.yesterday') : format.day(at);
}

/** The talk that one takes part in: the unread threads alone, or the latest of all. */
export function LatestThreads({ unread }: { unread: boolean }) {
  const language = useLanguage();
  const { t, format } = language;
  const viewer = useViewer();
  const [{ data, error }, ask] = useQuery({ query: LatestThreadsQuery, variables: { unread: unread || null } });
  const heading = t(unread ? 'start.unreadThreads' : 'start.latestThreads');
  if (error || !data) {
    return (
      <SectionList heading={heading}>
        {error ? (
          <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
        ) : (
          <Skeleton variant="rectangle" height={180} />
        )}
      </SectionList>
    );
  }
  return (
    <SectionList
      heading={heading}
      count={unread ? viewer.waiting.unreadThreads : undefined}
      link={{ href: threadsPath(), label: t('start.allThreads') }}
      empty={t(unread ? 'start.noUnread' : 'start.noThreads')}
      items={data.threads.edges.map(({ node: { id, subject, updatedAt, unread: count, provider, lastComment } }) => ({
        id,
        title: subject,
        href: threadPath(id),
        sub: lastComment
          ? t('start.comment', {
              person: lastComment.personName,
              organisation: lastComment.organisation.name,
              text: lastComment.body.length > 60 ? `${lastComment.body.slice(0, 60).trimEnd()} …` : lastComment.body,
            })
          : provider.name,
        start: count > 0 ? <UnreadDot label={t('header.unread', { count })} /> : undefined,
        end: dayWord(updatedAt, language),
        endSub: count > 0 ? t('start.new', { count }) : format.time(updatedAt),
      }))}
    />
  );
}

type WaitingTarget = ResultOf<typeof WaitingFragment>;

/** Proposals for a year and the next that wait for one's own answer, gathered by year, the other side and programme. */
export function TargetsToAnswer({ year }: { year: number }) {
  const language = useLanguage();
  const { t } = language;
  const { organisation, waiting } = useViewer();
  const [{ data, error }, ask] = useQuery({ query: WaitingTargetsQuery, variables: { year, next: year + 1 } });
  const heading = t('start.targetsToAnswer');
  if (error || !data) {
    return (
      <SectionList heading={heading}>
        {error ? (
          <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
        ) : (
          <Skeleton variant="rectangle" height={120} />
        )}
      </SectionList>
    );
  }
  const otherSide = (target: WaitingTarget) => (organisation.kind === 'PROVIDER' ? target.navOffice : target.provider);
  const targets = [...data.thisYear.edges, ...data.nextYear.edges].map(({ node }) => node);
  const talkOf = (target: WaitingTarget) => `${target.year} ${otherSide(target)?.id} ${target.programme?.code ?? ''}`;
  const talks = [...new Set(targets.map(talkOf))];
  return (
    <SectionList
      heading={heading}
      count={waiting.targetsToAnswer}
      link={{ href: targetsPath({ year }), label: t('start.allTargets') }}
      empty={t('start.noTargetsToAnswer')}
      items={talks.flatMap((id) => {
        const members = targets.filter((target) => talkOf(target) === id);
        const [first] = members;
        const other = first && otherSide(first);
        if (!first || !other) return [];
        return {
          id,
          title: other.name,
          href: targetsPath({
            provider: first.provider?.number,
            navOffice: first.navOffice?.number,
            programme: first.programme?.code,
            year: first.year,
          }),
          sub: t('start.targetsWaiting', {
            programme: first.programme?.code ?? t('start.allProgrammes'),
            count: members.length,
            year: String(first.year),
          }),
        };
      })}
    />
  );
}
