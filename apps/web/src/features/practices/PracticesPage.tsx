import { Button } from '@navikt/ds-react/Button';
import { Search } from '@navikt/ds-react/Search';
import { Select } from '@navikt/ds-react/Select';
import '@navikt/ds-css/dist/component/form.css';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Tag } from '@navikt/ds-react/Tag';
import '@navikt/ds-css/dist/component/tag.css';
import { TextLink } from '@batt/ui/Link';
import { VerdictMark } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { ResultOf } from '../../graphql.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { practicePath } from '../../paths.ts';
import { Page } from '../../shell/Page.tsx';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePages } from '../../usePages.ts';
import { useViewer } from '../../viewer.tsx';
import { VERDICTS } from '../../words.ts';
import { EvidenceFields, aboutText, evidenceText, keyOf } from './practice.ts';
import './practices.css';

const PracticesQuery = graphql(
  `
    query Practices(
      $search: String
      $indicator: String
      $provider: String
      $state: PracticeState
      $locale: Locale!
      $after: String
    ) {
      practices(search: $search, indicator: $indicator, provider: $provider, state: $state, first: 30, after: $after) {
        edges {
          node {
            id
            title
            what
            state
            updatedAt
            adoptions
            provider {
              id
              name
            }
            evidence {
              ...PracticeEvidenceFields
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
  [EvidenceFields],
);

const ChoicesQuery = graphql(`
  query PracticeChoices($locale: Locale!) {
    indicators {
      code
      name(locale: $locale)
    }
  }
`);

/** Practices to learn from: one searches, or takes those about an indicator. On top what waits for one's own organisation. */
export function PracticesPage() {
  const { t, apiLocale } = useLanguage();
  const { organisation, ability } = useViewer();
  const search = useSearch({ from: '/practices' });
  const navigate = useNavigate({ from: '/practices' });
  const [wanted, setWanted] = useState(search.search ?? '');
  const [{ data: choices }] = useQuery({ query: ChoicesQuery, variables: { locale: apiLocale } });
  const { nodes, hasMore, error, more, again } = usePages(PracticesQuery, 'practices', {
    search: search.search ?? null,
    indicator: search.indicator ?? null,
    state: 'PUBLISHED',
    locale: apiLocale,
  });
  const find = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const writes = organisation.kind === 'PROVIDER' && ability.can('create', 'Practice');

  return (
    <Page
      title={t('practices.title')}
      below={t('practices.below')}
      tools={
        writes && (
          <Button as={RouterAnchor} href="/practices/new" size="small" variant="secondary">
            {t('practices.write')}
          </Button>
        )
      }
    >
      {organisation.kind === 'PROVIDER' && <OwnPractices provider={organisation.number} />}
      {organisation.kind === 'ASSOCIATION' && <ToReview />}
      <form
        role="search"
        className="practices__find"
        onSubmit={(event) => {
          event.preventDefault();
          find({ search: wanted.trim() || undefined });
        }}
      >
        <Search
          label={t('practices.search')}
          hideLabel={false}
          size="small"
          variant="secondary"
          value={wanted}
          onChange={setWanted}
          onClear={() => find({ search: undefined })}
        />
        <Select
          label={t('practices.indicator')}
          size="small"
          value={search.indicator ?? ''}
          onChange={({ target }) => find({ indicator: target.value || undefined })}
        >
          <option value="">{t('practices.allIndicators')}</option>
          {choices?.indicators.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </form>
      {error && <Trouble error={error} retry={again} />}
      {!nodes && !error && <Skeleton variant="rectangle" height={320} />}
      {nodes && (
        <>
          <p role="status" className="practices__count">
            {nodes.length === 0
              ? t(search.search || search.indicator ? 'practices.noneFound' : 'practices.none')
              : t('practices.found', { count: nodes.length })}{' '}
            {nodes.length > 1 && search.search && t('practices.sorted')}
          </p>
          <ul className="practices">
            {nodes.map((practice) => (
              <PracticeCard key={practice.id} practice={practice} />
            ))}
          </ul>
          {hasMore && (
            <Button variant="secondary" size="small" onClick={more}>
              {t('practices.more')}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

type Node = ResultOf<typeof PracticesQuery>['practices']['edges'][number]['node'];

function PracticeCard({ practice }: { practice: Node }) {
  const language = useLanguage();
  const { t } = language;
  const { id, title, what, provider, evidence, adoptions } = practice;
  return (
    <li className="practices__card">
      <h2 className="practices__title">
        <TextLink href={practicePath(id)}>{title}</TextLink>
      </h2>
      <p className="practices__by">
        {provider.name}
        {adoptions > 0 && ` · ${t('practices.adoptions', { count: adoptions })}`}
      </p>
      <p className="practices__what">{what}</p>
      <ul className="practices__evidence">
        {evidence.map((row) => (
          <li key={keyOf(row.about)}>
            {aboutText(row.about, language)}
            <span className="practices__figure">
              <VerdictMark verdict={VERDICTS[row.verdict].shape} label={t(VERDICTS[row.verdict].word)} showLabel />:{' '}
              {evidenceText(row, language)}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** A provider's own practices, whatever their state. */
function OwnPractices({ provider }: { provider: string }) {
  const { t, apiLocale, format } = useLanguage();
  const { nodes } = usePages(PracticesQuery, 'practices', { provider, locale: apiLocale });
  if (!nodes || nodes.length === 0) return null;
  return (
    <SectionList
      heading={t('practices.own')}
      count={nodes.length}
      items={nodes.map(({ id, title, state, updatedAt, adoptions }) => ({
        id,
        title,
        href: practicePath(id),
        sub: state === 'PUBLISHED' ? t('practices.adoptions', { count: adoptions }) : undefined,
        end: (
          <Tag variant={state === 'RETURNED' ? 'warning' : 'neutral'} size="small">
            {t(`practice.state.${state}`)}
          </Tag>
        ),
        endSub: format.date(updatedAt.slice(0, 10)),
      }))}
    />
  );
}

/** What an association is to review. */
function ToReview() {
  const { t, apiLocale, format } = useLanguage();
  const { nodes } = usePages(PracticesQuery, 'practices', { state: 'SUBMITTED', locale: apiLocale });
  if (!nodes) return null;
  return (
    <SectionList
      heading={t('practices.toReview')}
      count={nodes.length}
      empty={t('practices.noneToReview')}
      items={nodes.map(({ id, title, provider, updatedAt }) => ({
        id,
        title,
        href: practicePath(id),
        sub: provider.name,
        end: format.date(updatedAt.slice(0, 10)),
      }))}
    />
  );
}
