import { Button } from '@navikt/ds-react/Button';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { ToggleGroup } from '@navikt/ds-react/ToggleGroup';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/togglegroup.css';
import { TOPICS } from '@batt/domain/notifications/kinds';
import { topicWords } from '@batt/domain/notifications/words';
import { TextLink } from '@batt/ui/Link';
import { UnreadDot } from '@batt/ui/Marks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation } from 'urql';
import { now } from '../../format.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { MarkNotificationRead, useInbox } from '../../shell/inbox.tsx';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePages } from '../../usePages.ts';
import { byDay } from './days.ts';
import { apiTopic } from './topics.ts';
import './inbox.css';

const NotificationsQuery = graphql(`
  query Notifications($unread: Boolean, $topic: NotificationTopic, $after: String, $locale: Locale!) {
    notifications(unread: $unread, topic: $topic, first: 50, after: $after) {
      edges {
        node {
          id
          topic
          words(locale: $locale)
          path
          createdAt
          readAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Notification = ResultOf<typeof NotificationsQuery>['notifications']['edges'][number]['node'];

/** Everything that the person was told for the organisation acted for, latest first. */
export function InboxPage() {
  const language = useLanguage();
  const { t, locale, apiLocale } = language;
  const search = useSearch({ from: '/inbox' });
  const navigate = useNavigate({ from: '/inbox' });
  const { unread, elsewhere, arrivals } = useInbox();
  const topic = TOPICS.find((one) => one === search.topic);
  const show = search.show === 'unread' ? 'unread' : 'all';
  const filter = { unread: show === 'unread' ? true : null, topic: topic ? apiTopic(topic) : null, locale: apiLocale };
  const { nodes, hasMore, error, more, again } = usePages(NotificationsQuery, 'notifications', filter);
  const [shown, setShown] = useState(arrivals);
  const [, markRead] = useMutation(MarkNotificationRead);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [said, setSaid] = useState('');

  const look = (change: { topic?: string; show?: string }) =>
    void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false });
  const renew = () => {
    setShown(arrivals);
    again();
  };
  const markAll = async () => {
    const input = { topic: filter.topic, until: nodes?.[0]?.createdAt };
    const { success, refusal: refused } = outcome(await markRead({ input }));
    setRefusal(success ? null : refusalText(language, refused));
    if (!success) return;
    setSaid(t('inbox.marked', { count: success.marked }));
    again();
  };
  const isAnyUnread = nodes?.some(({ readAt }) => readAt === null) ?? false;

  return (
    <Page
      title={t('inbox.title')}
      below={t('inbox.lead', { count: unread })}
      tools={
        <>
          <Select
            size="small"
            label={t('inbox.topic')}
            value={topic ?? ''}
            onChange={({ target }) => look({ topic: target.value || undefined })}
          >
            <option value="">{t('inbox.allTopics')}</option>
            {TOPICS.map((one) => (
              <option key={one} value={one}>
                {topicWords[one][locale]}
              </option>
            ))}
          </Select>
          <ToggleGroup
            size="small"
            aria-label={t('inbox.show')}
            value={show}
            onChange={(value) => look({ show: value === 'unread' ? value : undefined })}
          >
            <ToggleGroup.Item value="all">{t('inbox.show.all')}</ToggleGroup.Item>
            <ToggleGroup.Item value="unread">{t('inbox.show.unread')}</ToggleGroup.Item>
          </ToggleGroup>
        </>
      }
    >
      {elsewhere.map((other) => (
        <p key={other.organisation.id} className="inbox__elsewhere">
          {t('inbox.elsewhere', { count: other.unread, name: other.organisation.name })}
        </p>
      ))}
      <div className="inbox__doings">
        <div role="status">
          {arrivals > shown ? (
            <Button size="small" onClick={renew}>
              {t('inbox.arrived', { count: arrivals - shown })}
            </Button>
          ) : (
            said
          )}
        </div>
        {isAnyUnread && (
          <Button size="small" variant="secondary" onClick={() => void markAll()}>
            {t(topic ? 'inbox.markTopic' : 'inbox.markAll')}
          </Button>
        )}
        <TextLink href="/inbox/choices">{t('inbox.choices')}</TextLink>
      </div>
      <Refused text={refusal} />
      {error && <Trouble error={error} retry={again} />}
      {!nodes &&
        !error &&
        [1, 2, 3, 4].map((row) => (
          <Skeleton key={row} variant="rectangle" height={56} className="page-skeleton__row" />
        ))}
      {nodes?.length === 0 && <p className="lead">{t(show === 'unread' ? 'inbox.noUnread' : 'inbox.empty')}</p>}
      {byDay(nodes ?? [], now(), language).map(({ day, items }) => (
        <section key={day} className="inbox__day" aria-label={day}>
          <Heading level="2" size="small">
            {day}
          </Heading>
          <ul>
            {items.map((item) => (
              <Row key={item.id} notification={item} onOpen={() => void markRead({ input: { id: item.id } })} />
            ))}
          </ul>
        </section>
      ))}
      {hasMore && (
        <Button size="small" variant="tertiary" onClick={more}>
          {t('inbox.more')}
        </Button>
      )}
    </Page>
  );
}

function Row({ notification, onOpen }: { notification: Notification; onOpen: () => void }) {
  const { t, locale, format } = useLanguage();
  const { topic, words, path, createdAt, readAt } = notification;
  const known = TOPICS.find((one) => apiTopic(one) === topic);
  const isUnread = readAt === null;
  return (
    <li className={isUnread ? 'inbox__row inbox__row--unread' : 'inbox__row'}>
      <span className="inbox__mark">{isUnread && <UnreadDot label={t('inbox.unread')} />}</span>
      <div>
        <TextLink href={path} onClick={isUnread ? onOpen : undefined}>
          {words}
        </TextLink>
        <div className="is-subtle">
          {known && topicWords[known][locale]}
          {isUnread && <span aria-hidden> · {t('inbox.unread')}</span>}
        </div>
      </div>
      <time dateTime={createdAt}>{format.time(createdAt)}</time>
    </li>
  );
}
