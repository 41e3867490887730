import { TextLink } from '@batt/ui/Link';
import { UnreadDot } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { ToggleGroup } from '@navikt/ds-react/ToggleGroup';
import '@navikt/ds-css/dist/component/togglegroup.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { graphql } from '../../graphql.ts';
import type { ResultOf, VariablesOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { newThreadPath, threadPath } from '../../paths.ts';
import { Page } from '../../shell/Page.tsx';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePages } from '../../usePages.ts';
import { useViewer } from '../../viewer.tsx';
import { momentText } from './moments.ts';
import { aboutName } from './thread.ts';
import './dialogue.css';

const ThreadsQuery = graphql(`
  query Threads(
    $provider: String
    $indicator: String
    $programme: String
    $year: Int
    $surveyTheme: Int
    $unread: Boolean
    $resolved: Boolean
    $after: String
    $locale: Locale!
  ) {
    threads(
      provider: $provider
      indicator: $indicator
      programme: $programme
      year: $year
      surveyTheme: $surveyTheme
      unread: $unread
      resolved: $resolved
      first: 30
      after: $after
    ) {
      edges {
        node {
          id
          subject
          unread
          updatedAt
          year
          surveyTheme
          indicator {
            code
            name(locale: $locale)
          }
          programme {
            code
          }
          provider {
            id
            name
          }
          counterpart {
            id
            name
          }
          lastComment {
            id
            personName
            body
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

type ListedThread = ResultOf<typeof ThreadsQuery>['threads']['edges'][number]['node'];

const VIEWS = ['open', 'unread', 'resolved'] as const;
type View = (typeof VIEWS)[number];

/** The threads of one's own organisation: what is unread first. */
export function ThreadsPage() {
  const { t } = useLanguage();
  const { ability, waiting } = useViewer();
  const search = useSearch({ from: '/threads' });
  const navigate = useNavigate({ from: '/threads' });
  const { provider, indicator, programme, year, theme } = search;
  const view: View = VIEWS.find((name) => name === search.show) ?? 'open';
  const about = { provider, indicator, programme, year };
  const filter = { ...about, surveyTheme: theme };
  const isFiltered = Object.values(filter).some((value) => value !== undefined);

  if (!ability.can('read', 'Thread')) {
    return (
      <Page title={t('threads.title')}>
        <p className="lead">{t('threads.mayNot')}</p>
      </Page>
    );
  }
  return (
    <Page
      title={t('threads.title')}
      below={t('threads.lead', { count: waiting.unreadThreads })}
      tools={
        <>
          <ToggleGroup
            size="small"
            aria-label={t('threads.show')}
            value={view}
            onChange={(show) =>
              void navigate({ search: { ...search, show: show === 'open' ? undefined : show }, replace: true })
            }
          >
            {VIEWS.map((name) => (
              <ToggleGroup.Item key={name} value={name}>
                {t(`threads.show.${name}`)}
              </ToggleGroup.Item>
            ))}
          </ToggleGroup>
          {ability.can('create', 'Thread') && (
            <Button as={RouterAnchor} href={newThreadPath({ ...about, theme })} size="small">
              {t('threads.new')}
            </Button>
          )}
        </>
      }
    >
      {isFiltered && (
        <p>
          <TextLink href="/threads">{t('threads.clear')}</TextLink>
        </p>
      )}
      <div className="threads">
        {view !== 'resolved' && (
          <ThreadList
            filter={{ ...filter, unread: true, resolved: false }}
            heading={t('threads.unread')}
            empty={t('threads.unreadEmpty')}
          />
        )}
        {view === 'open' && (
          <ThreadList
            filter={{ ...filter, unread: false, resolved: false }}
            heading={t('threads.read')}
            empty={t('threads.readEmpty')}
          />
        )}
        {view === 'resolved' && (
          <ThreadList
            filter={{ ...filter, resolved: true }}
            heading={t('threads.resolved')}
            empty={t('threads.resolvedEmpty')}
          />
        )}
      </div>
      <p className="threads__how">{t('threads.howToStart')}</p>
    </Page>
  );
}

interface ThreadListProps {
  filter: Omit<VariablesOf<typeof ThreadsQuery>, 'after' | 'locale'>;
  heading: string;
  empty: string;
}

function ThreadList({ filter, heading, empty }: ThreadListProps) {
  const language = useLanguage();
  const { t, apiLocale } = language;
  const { organisation } = useViewer();
  const { nodes, hasMore, error, more, again } = usePages(ThreadsQuery, 'threads', { ...filter, locale: apiLocale });
  const now = new Date();
  const item = (thread: ListedThread) => ({
    id: thread.id,
    title: thread.subject,
    href: threadPath(thread.id),
    start: thread.unread > 0 ? <UnreadDot label={t('threads.unreadCount', { count: thread.unread })} /> : undefined,
    sub: (
      <>
        {[thread.provider, thread.counterpart].find(({ id }) => id !== organisation.id)?.name}
        {(thread.indicator || thread.surveyTheme) && ` · ${aboutName(thread, language)}`}
        {thread.lastComment && (
          <span className="threads__last">
            {t('threads.last', { person: thread.lastComment.personName, body: thread.lastComment.body })}
          </span>
        )}
      </>
    ),
    end: momentText(thread.updatedAt, now, language),
  });
  if (error) return <Trouble error={error} retry={again} />;
  return (
    <SectionList heading={heading} items={nodes?.map(item)} empty={nodes ? empty : undefined}>
      {!nodes &&
        [1, 2, 3].map((row) => <Skeleton key={row} variant="rectangle" height={72} className="page-skeleton__row" />)}
      {hasMore && (
        <Button size="small" variant="tertiary" className="threads__more" onClick={more}>
          {t('threads.more')}
        </Button>
      )}
    </SectionList>
  );
}
