import { Button } from '@navikt/ds-react/Button';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Table } from '@navikt/ds-react/Table';
import { ToggleGroup } from '@navikt/ds-react/ToggleGroup';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/table.css';
import '@navikt/ds-css/dist/component/togglegroup.css';
import { TextLink } from '@batt/ui/Link';
import { StatusLine } from '@batt/ui/Toast';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { agreementsPath } from '../../paths.ts';
import { Page } from '../../shell/Page.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePages } from '../../usePages.ts';
import { useViewer } from '../../viewer.tsx';
import { AddAgreementDialog } from './AddAgreementDialog.tsx';
import { AgreementsQuery } from './agreement.ts';
import type { ListedAgreement } from './agreement.ts';
import { EndAgreementDialog } from './EndAgreementDialog.tsx';
import './agreements.css';

const CountiesQuery = graphql(`
  query AgreementCounties {
    counties {
      id
      number
      name
    }
  }
`);

type Dialog = { kind: 'add'; through?: ListedAgreement } | { kind: 'end'; agreement: ListedAgreement };

/** Who buys what from whom. A provider's associations enter and end it; the two sides and the county unit read. */
export function AgreementsPage() {
  const { t, format, apiLocale } = useLanguage();
  const { organisation, ability } = useViewer();
  const search = useSearch({ from: '/agreements' });
  const navigate = useNavigate({ from: '/agreements' });
  const show = search.show === 'all' ? 'all' : 'current';
  const { nodes, hasMore, error, more, again } = usePages(AgreementsQuery, 'agreements', {
    provider: search.provider,
    navOffice: search.office,
    county: search.county,
    inForce: show === 'all' ? null : true,
    locale: apiLocale,
  });
  const seesAll = organisation.kind === 'ASSOCIATION' || organisation.kind === 'DIRECTORATE';
  const [{ data: choices }] = useQuery({ query: CountiesQuery, pause: !seesAll });
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [said, setSaid] = useState('');
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  const done = (text: string) => {
    setSaid(text);
    again();
  };
  const hasOffice = organisation.kind !== 'NAV_OFFICE';
  const hasProvider = organisation.kind !== 'PROVIDER';
  const hasDoings = nodes?.some(({ viewerCan }) => viewerCan.length > 0) ?? false;
  const only = search.provider ? nodes?.[0]?.provider.name : search.office ? nodes?.[0]?.navOffice.name : undefined;

  return (
    <Page
      title={t('agreements.title')}
      below={t(`agreements.below.${organisation.kind}`)}
      tools={
        <>
          {choices && (
            <Select
              size="small"
              label={t('picker.county')}
              value={search.county ?? ''}
              onChange={({ target }) => change({ county: target.value || undefined })}
            >
              <option value="">{t('agreements.allCounties')}</option>
              {choices.counties.map(({ id, number, name }) => (
                <option key={id} value={number}>
                  {placeOf(name)}
                </option>
              ))}
            </Select>
          )}
          <ToggleGroup
            size="small"
            aria-label={t('agreements.show')}
            value={show}
            onChange={(value) => change({ show: value === 'all' ? value : undefined })}
          >
            <ToggleGroup.Item value="current">{t('agreements.show.current')}</ToggleGroup.Item>
            <ToggleGroup.Item value="all">{t('agreements.show.all')}</ToggleGroup.Item>
          </ToggleGroup>
          {ability.can('create', 'Agreement') && (
            <Button size="small" onClick={() => setDialog({ kind: 'add' })}>
              {t('agreements.add')}
            </Button>
          )}
        </>
      }
    >
      {(search.provider || search.office) && (
        <p>
          {only && t('agreements.only', { name: only })}{' '}
          <TextLink href={agreementsPath({ show: search.show })}>{t('agreements.every')}</TextLink>
        </p>
      )}
      <StatusLine message={said} tone="success" />
      {error && <Trouble error={error} retry={again} />}
      {!nodes && !error && <Skeleton variant="rectangle" height={480} />}
      {nodes?.length === 0 && <p className="lead">{t('agreements.none')}</p>}
      {nodes && nodes.length > 0 && (
        <Table size="small" className="agreements">
          <caption className="batt-visually-hidden">{t('agreements.title')}</caption>
          <Table.Header>
            <Table.Row>
              {hasProvider && <Table.HeaderCell scope="col">{t('agreements.provider')}</Table.HeaderCell>}
              {hasOffice && <Table.HeaderCell scope="col">{t('agreements.office')}</Table.HeaderCell>}
              <Table.HeaderCell scope="col">{t('agreements.programme')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('agreements.period')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('agreements.through')}</Table.HeaderCell>
              {hasDoings && <Table.HeaderCell scope="col">{t('agreements.do')}</Table.HeaderCell>}
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {nodes.map((agreement) => {
              const { id, provider, navOffice, programme, validFrom, validTo, throughOffice, inForce } = agreement;
              const name = t('agreements.name', {
                office: navOffice.name,
                provider: provider.name,
                programme: programme.code,
              });
              return (
                <Table.Row key={id} shadeOnHover={false} className={inForce ? undefined : 'agreements__past'}>
                  {hasProvider && (
                    <Table.HeaderCell scope="row">
                      {seesAll ? (
                        <TextLink href={agreementsPath({ provider: provider.number, show: search.show })}>
                          {provider.name}
                        </TextLink>
                      ) : (
                        provider.name
                      )}
                    </Table.HeaderCell>
                  )}
                  {hasOffice &&
                    (hasProvider ? (
                      <Table.DataCell data-label={t('agreements.office')}>{navOffice.name}</Table.DataCell>
                    ) : (
                      <Table.HeaderCell scope="row">{navOffice.name}</Table.HeaderCell>
                    ))}
                  <Table.DataCell data-label={t('agreements.programme')}>{programme.name}</Table.DataCell>
                  <Table.DataCell data-label={t('agreements.period')}>
                    {validTo
                      ? t('agreements.fromTo', { from: format.date(validFrom), to: format.date(validTo) })
                      : t('agreements.from', { from: format.date(validFrom) })}
                    {!inForce && (
                      <span className="is-subtle agreements__state">
                        {t(
                          validTo && validTo < new Date().toISOString().slice(0, 10)
                            ? 'agreements.ended'
                            : 'agreements.notBegun',
                        )}
                      </span>
                    )}
                  </Table.DataCell>
                  <Table.DataCell data-label={t('agreements.through')}>
                    {throughOffice ? throughOffice.name : <span className="is-subtle">{t('agreements.own')}</span>}
                  </Table.DataCell>
                  {hasDoings && (
                    <Table.DataCell>
                      <span className="agreements__doings">
                        {agreement.viewerCan.includes('through') && (
                          <Button
                            size="xsmall"
                            variant="tertiary"
                            onClick={() => setDialog({ kind: 'add', through: agreement })}
                          >
                            {t('agreements.addThrough')}
                            <span className="batt-visually-hidden"> {name}</span>
                          </Button>
                        )}
                        {agreement.viewerCan.includes('end') && (
                          <Button
                            size="xsmall"
                            variant="tertiary"
                            data-color="danger"
                            onClick={() => setDialog({ kind: 'end', agreement })}
                          >
                            {t('agreements.end')}
                            <span className="batt-visually-hidden"> {name}</span>
                          </Button>
                        )}
                      </span>
                    </Table.DataCell>
                  )}
                </Table.Row>
              );
            })}
          </Table.Body>
        </Table>
      )}
      {hasMore && (
        <Button size="small" variant="tertiary" onClick={more}>
          {t('agreements.more')}
        </Button>
      )}
      {dialog?.kind === 'add' && (
        <AddAgreementDialog
          provider={search.provider}
          office={search.office}
          through={dialog.through}
          onClose={() => setDialog(null)}
          onDone={done}
        />
      )}
      {dialog?.kind === 'end' && (
        <EndAgreementDialog agreement={dialog.agreement} onClose={() => setDialog(null)} onDone={done} />
      )}
    </Page>
  );
}
