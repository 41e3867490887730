import { SectionList } from '@batt/ui/SectionList';
import type { SectionItem } from '@batt/ui/SectionList';
import { Alert, Done } from '@batt/ui/Marks';
import { TextLink } from '@batt/ui/Link';
import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Tag } from '@navikt/ds-react/Tag';
import '@navikt/ds-css/dist/component/tag.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { graphql } from '../../graphql.ts';
import type { EnumOf, ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { actionsPath, meetingPath, newMeetingPath } from '../../paths.ts';
import { Page } from '../../shell/Page.tsx';
import { ProviderPicker } from '../../shell/ProviderPicker.tsx';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePages } from '../../usePages.ts';
import { useViewer } from '../../viewer.tsx';
import { stageOf } from './meeting.ts';
import type { Stage } from './meeting.ts';
import './meetings.css';

const MeetingsQuery = graphql(`
  query Meetings($provider: String, $state: MeetingState!, $after: String) {
    meetings(provider: $provider, state: $state, first: 30, after: $after) {
      edges {
        node {
          id
          state
          due
          heldOn
          year
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
          confirmations {
            current
            organisation {
              id
            }
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
type Listed = ResultOf<typeof MeetingsQuery>['meetings']['edges'][number]['node'];

/** The dialogue meetings of one's own organisation: those to come, those without minutes, those that were held. */
export function MeetingsPage() {
  const { t } = useLanguage();
  const { ability } = useViewer();
  const { provider } = useSearch({ from: '/meetings' });
  const navigate = useNavigate({ from: '/meetings' });
  if (!ability.can('read', 'Meeting')) {
    return (
      <Page title={t('meetings.title')}>
        <p className="lead">{t('meetings.mayNot')}</p>
      </Page>
    );
  }
  return (
    <Page
      title={t('meetings.title')}
      below={<TextLink href={actionsPath()}>{t('meetings.toActions')}</TextLink>}
      tools={
        <>
          <ProviderPicker
            label={t('meetings.provider')}
            every={t('meetings.everyProvider')}
            value={provider}
            onChange={(number) => void navigate({ search: { provider: number }, replace: true })}
          />
          {ability.can('create', 'Meeting') && (
            <Button as={RouterAnchor} size="small" href={newMeetingPath({ provider })}>
              {t('meetings.new')}
            </Button>
          )}
        </>
      }
    >
      <div className="meetings">
        <Meetings state="PLANNED" provider={provider} />
        <Meetings state="HELD" provider={provider} />
        <Meetings state="CANCELLED" provider={provider} />
      </div>
    </Page>
  );
}

/** Meetings of one state under their headings; those planned whose day has been stand apart. Nothing for none called off. */
function Meetings({ state, provider }: { state: EnumOf<'MeetingState'>; provider: string | undefined }) {
  const { t } = useLanguage();
  const { nodes, hasMore, error, more, again } = usePages(MeetingsQuery, 'meetings', { provider, state });
  const item = useItem();
  if (error) return <Trouble error={error} retry={again} />;
  const skeletons =
    !nodes &&
    [1, 2].map((row) => <Skeleton key={row} variant="rectangle" height={64} className="page-skeleton__row" />);
  const moreButton = hasMore && (
    <Button size="small" variant="tertiary" onClick={more}>
      {t('meetings.more')}
    </Button>
  );
  if (state === 'PLANNED') {
    const late = nodes?.filter(({ due }) => due) ?? [];
    const coming = nodes?.filter(({ due }) => !due);
    return (
      <>
        {late.length > 0 && <SectionList heading={t('meetings.late')} count={late.length} items={late.map(item)} />}
        <SectionList
          heading={t('meetings.coming')}
          count={coming?.length}
          items={coming?.map(item)}
          empty={nodes ? t('meetings.comingEmpty') : undefined}
        >
          {skeletons || moreButton}
        </SectionList>
      </>
    );
  }
  if (state === 'CANCELLED' && (nodes?.length ?? 0) === 0) return null;
  return (
    <SectionList
      heading={t(state === 'HELD' ? 'meetings.held' : 'meetings.cancelled')}
      items={nodes?.map(item)}
      empty={nodes ? t('meetings.heldEmpty') : undefined}
    >
      {skeletons || moreButton}
    </SectionList>
  );
}

function useItem(): (meeting: Listed) => SectionItem {
  const { t, format } = useLanguage();
  const { organisation } = useViewer();
  return (meeting) => {
    const { id, heldOn, provider, counterpart, programme, year } = meeting;
    const other = provider.id === organisation.id ? counterpart : provider;
    return {
      id,
      title: t('meetings.with', { other: other.name }),
      href: meetingPath(id),
      sub: t('meetings.about', { programme: programme.code, year: String(year) }),
      end: format.date(heldOn),
      endSub: <StageTag stage={stageOf(meeting, organisation.id)} other={other.name} />,
    };
  };
}

/** How far a meeting has come, in words; loud only where the reader has something left to do. */
export function StageTag({ stage, other }: { stage: Stage; other: string }) {
  const { t } = useLanguage();
  const words = t(`stage.${stage}`, { other });
  if (stage === 'confirmed') return <Done>{words}</Done>;
  if (stage === 'awaitsMinutes') return <Alert>{words}</Alert>;
  if (stage !== 'awaitsUs') return <>{words}</>;
  return (
    <Tag size="small" variant="outline" data-color="accent">
      {words}
    </Tag>
  );
}
