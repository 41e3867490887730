import { Sign, VerdictMark } from '@batt/ui/Marks';
import { TextLink } from '@batt/ui/Link';
import { SectionList } from '@batt/ui/SectionList';
import { Button } from '@navikt/ds-react/Button';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { StatusLine } from '@batt/ui/Toast';
import '@navikt/ds-css/dist/component/form.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ActionFragment } from '../../actions/action.ts';
import { ActionList } from '../../actions/ActionList.tsx';
import { figureWriter, signOf } from '../../figures.ts';
import { graphql, readFragment } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { meetingPath, scorecardPath, threadPath } from '../../paths.ts';
import { Page } from '../../shell/Page.tsx';
import { ProviderPicker } from '../../shell/ProviderPicker.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePages } from '../../usePages.ts';
import { useViewer } from '../../viewer.tsx';
import { VERDICTS } from '../../words.ts';
import './actions-page.css';

const ActionsQuery = graphql(
  `
    query Actions($provider: String, $owner: ActionOwner, $show: ActionShow!, $after: String, $locale: Locale!) {
      actions(provider: $provider, owner: $owner, show: $show, first: 30, after: $after) {
        edges {
          node {
            id
            ...ActionFields
            year
            provider {
              id
              number
              name
            }
            counterpart {
              id
              name
            }
            thread {
              id
              subject
            }
            meeting {
              id
              heldOn
            }
            indicator {
              code
              name(locale: $locale)
              unit
              decimals
            }
            programme {
              code
            }
            afterwards {
              year
              change
              figure {
                value
                status
                interval {
                  low
                  high
                }
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
  `,
  [ActionFragment],
);
type Listed = ResultOf<typeof ActionsQuery>['actions']['edges'][number]['node'];

const SHOW = { open: 'OPEN', overdue: 'OVERDUE', done: 'DONE', dropped: 'DROPPED' } as const;
type Show = keyof typeof SHOW;
const isShow = (name: string | undefined): name is Show => name !== undefined && name in SHOW;
const WHOSE = { ours: 'OURS', theirs: 'THEIRS' } as const;
type Whose = keyof typeof WHOSE;
const isWhose = (name: string | undefined): name is Whose => name !== undefined && name in WHOSE;

/** All improvement actions of one's own organisation and those it talks with, and what became of their figures. */
export function ActionsPage() {
  const { t } = useLanguage();
  const { ability } = useViewer();
  const { provider, owner, show: shown } = useSearch({ from: '/actions' });
  const navigate = useNavigate({ from: '/actions' });
  const show = isShow(shown) ? shown : 'open';
  const whose = isWhose(owner) ? owner : 'all';
  const choose = (change: { provider?: string; owner?: string; show?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });

  if (!ability.can('read', 'Action')) {
    return (
      <Page title={t('actionsPage.title')}>
        <p className="lead">{t('actionsPage.mayNot')}</p>
      </Page>
    );
  }
  return (
    <Page
      title={t('actionsPage.title')}
      below={t('actionsPage.lead')}
      tools={
        <>
          <ProviderPicker
            label={t('actionsPage.provider')}
            every={t('actionsPage.everyProvider')}
            value={provider}
            onChange={(number) => choose({ provider: number })}
          />
          <Select
            size="small"
            label={t('actionsPage.whose')}
            value={whose}
            onChange={({ target }) => choose({ owner: target.value === 'all' ? undefined : target.value })}
          >
            {(['all', 'ours', 'theirs'] as const).map((name) => (
              <option key={name} value={name}>
                {t(`actionsPage.whose.${name}`)}
              </option>
            ))}
          </Select>
          <Select
            size="small"
            label={t('actionsPage.show')}
            value={show}
            onChange={({ target }) => choose({ show: target.value === 'open' ? undefined : target.value })}
          >
            {(['open', 'overdue', 'done', 'dropped'] as const).map((name) => (
              <option key={name} value={name}>
                {t(`actionsPage.show.${name}`)}
              </option>
            ))}
          </Select>
        </>
      }
    >
      <Actions show={show} whose={whose} provider={provider} />
    </Page>
  );
}

function Actions({ show, whose, provider }: { show: Show; whose: Whose | 'all'; provider: string | undefined }) {
  const { t, apiLocale } = useLanguage();
  const [said, setSaid] = useState('');
  const { nodes, hasMore, error, more, again } = usePages(ActionsQuery, 'actions', {
    provider,
    owner: whose === 'all' ? null : WHOSE[whose],
    show: SHOW[show],
    locale: apiLocale,
  });
  if (error) return <Trouble error={error} retry={again} />;
  return (
    <>
      <StatusLine message={said} tone="success" />
      <SectionList heading={t(`actionsPage.list.${show}`)} empty={nodes ? t('actionsPage.empty') : undefined}>
        {!nodes &&
          [1, 2, 3].map((row) => (
            <Skeleton key={row} variant="rectangle" height={120} className="page-skeleton__row" />
          ))}
        {nodes && nodes.length > 0 && (
          <ActionList
            wide
            actions={nodes.map((node) => readFragment(ActionFragment, node))}
            onSaid={(words) => {
              setSaid(words);
              again();
            }}
            more={new Map(nodes.map((node) => [node.id, <Story key={node.id} action={node} />]))}
          />
        )}
        {hasMore && (
          <Button size="small" variant="tertiary" onClick={more}>
            {t('actionsPage.more')}
          </Button>
        )}
      </SectionList>
    </>
  );
}

/** Where an action came from, and what happened to its figure. */
function Story({ action }: { action: Listed }) {
  const { t, format } = useLanguage();
  const { organisation } = useViewer();
  const { thread, meeting, provider, counterpart, indicator, programme, year, afterwards } = action;
  const other = provider.id === organisation.id ? counterpart : provider;
  return (
    <div className="action-story">
      <p>
        {t('actionsPage.with', { other: other.name })}.{' '}
        {thread && (
          <TextLink href={threadPath(thread.id)}>{t('actionsPage.from.thread', { subject: thread.subject })}</TextLink>
        )}
        {meeting && (
          <TextLink href={meetingPath(meeting.id)}>
            {t('actionsPage.from.meeting', { date: format.date(meeting.heldOn) })}
          </TextLink>
        )}
      </p>
      {indicator && year !== null && afterwards.length > 0 && (
        <table className="action-story__figures batt-number">
          <caption>
            <strong>
              {t('actionsPage.figure', { indicator: indicator.name, programme: programme?.code ?? 'none' })}
            </strong>{' '}
            <TextLink href={scorecardPath(provider.number, { programme: programme?.code, year, open: indicator.code })}>
              {t('actionsPage.toScorecard')}
            </TextLink>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('actionsPage.year')}</th>
              <th scope="col">{t('actionsPage.value')}</th>
              <th scope="col">{t('actionsPage.interval')}</th>
              <th scope="col">{t('actionsPage.change')}</th>
            </tr>
          </thead>
          <tbody>
            {afterwards.map((after) => (
              <Year key={after.year} after={after} indicator={indicator} />
            ))}
            {afterwards.length === 1 && (
              <tr>
                <td colSpan={4}>{t('actionsPage.onlyStart', { year: String(year) })}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** The figure in one year, and what it says against the year that the action started from. */
function Year({
  after: { year, figure, change },
  indicator,
}: {
  after: Listed['afterwards'][number];
  indicator: NonNullable<Listed['indicator']>;
}) {
  const language = useLanguage();
  const { t, format } = language;
  const sign = signOf(figure);
  const { interval, value } = figure;
  return (
    <tr>
      <th scope="row">{year}</th>
      <td>
        {sign ? (
          <Sign sign={sign.sign} label={t(sign.word)} />
        ) : (
          value !== null && figureWriter(indicator, language)(value)
        )}
      </td>
      <td>{interval && format.range(interval.low, interval.high, indicator.unit, indicator.decimals)}</td>
      <td>
        {change ? (
          <VerdictMark verdict={VERDICTS[change].shape} label={t(VERDICTS[change].word)} showLabel />
        ) : (
          t('actionsPage.start')
        )}
      </td>
    </tr>
  );
}
