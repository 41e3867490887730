import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Alert, UnreadDot } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { useQuery } from 'urql';
import { daysBetween, now } from '../../format.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { Language } from '../../language.tsx';
import { meetingPath, talkPath, targetsPath, threadPath, threadsPath } from '../../paths.ts';
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

const TalkFragment = graphql(`
  fragment WaitingTalk on TargetTalk @_unmask {
    id
    year
    answerBy
    overdue
    waiting
    open
    programme {
      code
    }
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
  }
`);

const TalksQuery = graphql(
  `
    query WaitingTalks($year: Int!, $next: Int!, $waitingOnMe: Boolean, $stuck: Boolean) {
      thisYear: talks(year: $year, waitingOnMe: $waitingOnMe, stuck: $stuck, first: 50) {
        edges {
          node {
            ...WaitingTalk
          }
        }
      }
      nextYear: talks(year: $next, waitingOnMe: $waitingOnMe, stuck: $stuck, first: 50) {
        edges {
          node {
            ...WaitingTalk
          }
        }
      }
    }
  `,
  [TalkFragment],
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

type Talk = ResultOf<typeof TalkFragment>;

/** Talks about targets, this year's and the next one's, by when they must be answered; those without a day last. */
function useTalks(filter: { waitingOnMe?: boolean; stuck?: boolean }, year: number) {
  const [{ data, error }, ask] = useQuery({ query: TalksQuery, variables: { year, next: year + 1, ...filter } });
  const talks =
    data &&
    [...data.thisYear.edges, ...data.nextYear.edges]
      .map(({ node }) => node)
      .toSorted((a, b) => (a.answerBy ?? '9999').localeCompare(b.answerBy ?? '9999'));
  const trouble = error && <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  return { talks, instead: trouble ?? (talks ? undefined : <Skeleton variant="rectangle" height={120} />) };
}

function talkItem(talk: Talk, title: string, sub: string, language: Language) {
  const { t, format } = language;
  const { id, year, answerBy, overdue, programme, provider, navOffice } = talk;
  const left = answerBy ? daysBetween(now(), answerBy) : null;
  return {
    id,
    title,
    href: talkPath({ provider: provider.number, office: navOffice.number, programme: programme.code, year }),
    sub,
    end: answerBy ? (
      overdue ? (
        <Alert>{t('start.answerWasBy', { date: format.day(answerBy) })}</Alert>
      ) : (
        t('start.answerBy', { date: format.day(answerBy) })
      )
    ) : undefined,
    endSub: left !== null && left >= 0 ? t('start.daysLeft', { left }) : undefined,
  };
}

/** The talks in which it is one's own turn. */
export function TargetsToAnswer({ year }: { year: number }) {
  const language = useLanguage();
  const { t } = language;
  const { organisation, waiting } = useViewer();
  const { talks, instead } = useTalks({ waitingOnMe: true }, year);
  return (
    <SectionList
      heading={t('start.targetsToAnswer')}
      count={talks && waiting.targetsToAnswer}
      link={{ href: targetsPath({ year }), label: t('start.allTargets') }}
      empty={t('start.noTargetsToAnswer')}
      items={talks?.map((talk) =>
        talkItem(
          talk,
          organisation.kind === 'PROVIDER' ? talk.navOffice.name : talk.provider.name,
          t('start.talkWaits', { count: talk.waiting, year: String(talk.year) }),
          language,
        ),
      )}
    >
      {instead}
    </SectionList>
  );
}

/** The talks in a county unit's area that have come to a standstill. */
export function StuckTalks({ year }: { year: number }) {
  const language = useLanguage();
  const { t } = language;
  const { talks, instead } = useTalks({ stuck: true }, year);
  return (
    <SectionList
      heading={t('start.stuck')}
      count={talks?.length}
      link={{ href: targetsPath({ year }), label: t('start.allTargets') }}
      empty={t('start.noneStuck')}
      items={talks?.map((talk) =>
        talkItem(
          talk,
          t('start.twoSides', { office: talk.navOffice.name, provider: talk.provider.name }),
          t('start.talkOpen', { count: talk.open, year: String(talk.year) }),
          language,
        ),
      )}
    >
      {instead}
    </SectionList>
  );
}

const NextMeetingsQuery = graphql(`
  query NextMeetings($locale: Locale!) {
    meetings(state: PLANNED, first: 4) {
      edges {
        node {
          id
          heldOn
          programme {
            code
            name(locale: $locale)
          }
          provider {
            id
            name
          }
          counterpart {
            id
            name
          }
        }
      }
    }
  }
`);

/** The dialogue meetings that are planned, the next one first. */
export function NextMeetings() {
  const { t, format, apiLocale } = useLanguage();
  const { organisation } = useViewer();
  const [{ data, error }, ask] = useQuery({ query: NextMeetingsQuery, variables: { locale: apiLocale } });
  const heading = t('start.meetings');
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
  return (
    <SectionList
      heading={heading}
      link={{ href: '/meetings', label: t('start.allMeetings') }}
      empty={t('start.noMeetings')}
      items={data.meetings.edges.map(({ node: { id, heldOn, programme, provider, counterpart } }) => ({
        id,
        title: provider.id === organisation.id ? counterpart.name : provider.name,
        href: meetingPath(id),
        sub: programme.name,
        end: format.day(heldOn),
      }))}
    />
  );
}
