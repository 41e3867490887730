import { TextLink } from '@batt/ui/Link';
import { StatusLine } from '@batt/ui/Toast';
import { Button } from '@navikt/ds-react/Button';
import { Search } from '@navikt/ds-react/Search';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Table } from '@navikt/ds-react/Table';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/table.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { agreementsPath, withSearch } from '../../paths.ts';
import { FormDialog } from '../../shell/FormDialog.tsx';
import { Page } from '../../shell/Page.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePages } from '../../usePages.ts';
import { useViewer } from '../../viewer.tsx';
import { AddOrganisationDialog, KINDS } from './AddOrganisationDialog.tsx';
import './association.css';

const OrganisationsQuery = graphql(`
  query Organisations($kind: OrganisationKind, $search: String, $after: String) {
    organisations(kind: $kind, search: $search, first: 50, after: $after) {
      edges {
        node {
          __typename
          id
          number
          name
          kind
          viewerCan
          ... on Provider {
            county {
              id
              name
            }
            associations {
              id
              name
            }
          }
          ... on NavOffice {
            county {
              id
              name
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

const RenameOrganisation = graphql(`
  mutation RenameOrganisation($input: RenameOrganisationInput!) {
    result: renameOrganisation(input: $input) {
      __typename
      ... on RenameOrganisationSuccess {
        organisation {
          id
          name
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

export type ListedOrganisation = ResultOf<typeof OrganisationsQuery>['organisations']['edges'][number]['node'];
type Dialog = { kind: 'add' } | { kind: 'rename'; organisation: ListedOrganisation };

/** Everybody who takes part, and keeping the register of them. */
export function OrganisationsPage() {
  const { t, format } = useLanguage();
  const { ability } = useViewer();
  const search = useSearch({ from: '/organisations' });
  const navigate = useNavigate({ from: '/organisations' });
  const kind = KINDS.find((each) => each === search.kind);
  const { nodes, hasMore, error, more, again } = usePages(OrganisationsQuery, 'organisations', {
    kind,
    search: search.search,
  });
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [said, setSaid] = useState('');
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  const done = (text: string) => {
    setSaid(text);
    again();
  };
  const close = () => setDialog(null);
  const placeOf = (organisation: ListedOrganisation) => {
    if (organisation.__typename === 'NavOffice') return organisation.county.name;
    if (organisation.__typename !== 'Provider') return '';
    return format.list([organisation.county.name, ...organisation.associations.map(({ name }) => name)]);
  };

  return (
    <Page
      title={t('organisations.title')}
      below={!ability.can('update', 'Organisation') && t('organisations.mayNot')}
      tools={
        ability.can('create', 'Organisation') && (
          <Button size="small" onClick={() => setDialog({ kind: 'add' })}>
            {t('organisations.add')}
          </Button>
        )
      }
    >
      <div className="filters">
        <SearchField
          key={search.search}
          label={t('organisations.search')}
          value={search.search}
          onSearch={(text) => change({ search: text })}
        />
        <Select
          size="small"
          label={t('organisations.kind')}
          value={kind ?? ''}
          onChange={({ target }) => change({ kind: target.value || undefined })}
        >
          <option value="">{t('organisations.every')}</option>
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`organisations.kind.${each}`)}
            </option>
          ))}
        </Select>
      </div>
      <StatusLine message={said} tone="success" />
      {error && <Trouble error={error} retry={again} />}
      {!nodes && !error && <Skeleton variant="rectangle" height={480} />}
      {nodes?.length === 0 && <p className="lead">{t('organisations.none')}</p>}
      {nodes && nodes.length > 0 && (
        <div className="listing">
          <Table size="small">
            <caption className="batt-visually-hidden">{t('organisations.caption')}</caption>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell scope="col">{t('organisations.name')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('organisations.number')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('organisations.kind')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('organisations.place')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('organisations.do')}</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {nodes.map((organisation) => (
                <Table.Row key={organisation.id} shadeOnHover={false}>
                  <Table.HeaderCell scope="row">{organisation.name}</Table.HeaderCell>
                  <Table.DataCell className="batt-number">{organisation.number}</Table.DataCell>
                  <Table.DataCell>{t(`organisations.kind.${organisation.kind}`)}</Table.DataCell>
                  <Table.DataCell>{placeOf(organisation)}</Table.DataCell>
                  <Table.DataCell>
                    <span className="listing__doings">
                      <TextLink href={withSearch('/people', { organisation: organisation.id })}>
                        {t('organisations.people')}
                      </TextLink>
                      {organisation.viewerCan.includes('update') && (
                        <Button
                          size="xsmall"
                          variant="tertiary"
                          onClick={() => setDialog({ kind: 'rename', organisation })}
                        >
                          {t('organisations.rename')}
                          <span className="batt-visually-hidden"> {organisation.name}</span>
                        </Button>
                      )}
                      {(organisation.kind === 'PROVIDER' || organisation.kind === 'NAV_OFFICE') && (
                        <TextLink
                          href={agreementsPath({
                            [organisation.kind === 'PROVIDER' ? 'provider' : 'office']: organisation.number,
                          })}
                        >
                          {t('organisations.agreements')}
                        </TextLink>
                      )}
                    </span>
                  </Table.DataCell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      {hasMore && (
        <Button size="small" variant="tertiary" onClick={more}>
          {t('organisations.more')}
        </Button>
      )}
      {dialog?.kind === 'add' && <AddOrganisationDialog onClose={close} onDone={done} />}
      {dialog?.kind === 'rename' && <RenameDialog organisation={dialog.organisation} onClose={close} onDone={done} />}
    </Page>
  );
}

/** A search that is made when it is asked for, and then stands in the address. */
export function SearchField({
  label,
  value,
  onSearch,
}: {
  label: string;
  value: string | undefined;
  onSearch: (text: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(value ?? '');
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.trim() || undefined);
      }}
    >
      <Search
        size="small"
        label={label}
        hideLabel={false}
        value={typed}
        onChange={setTyped}
        onClear={() => onSearch(undefined)}
      />
    </form>
  );
}

interface RenameDialogProps {
  organisation: ListedOrganisation;
  onClose: () => void;
  onDone: (said: string) => void;
}

function RenameDialog({ organisation, onClose, onDone }: RenameDialogProps) {
  const language = useLanguage();
  const { t } = language;
  const [name, setName] = useState(organisation.name);
  const [, rename] = useMutation(RenameOrganisation);
  return (
    <FormDialog
      heading={t('organisations.renameHeading', { name: organisation.name })}
      submit={t('organisations.rename')}
      onClose={onClose}
      check={() => ({ ...(name.trim() === '' && { 'organisation-name': t('organisations.nameNeeded') }) })}
      onSend={async () => {
        const { success, refusal } = outcome(await rename({ input: { id: organisation.id, name } }));
        if (!success) return refusalText(language, refusal);
        onDone(t('organisations.renamed', { name: name.trim() }));
        return null;
      }}
    >
      {(problems) => (
        <TextField
          id="organisation-name"
          label={t('organisations.name')}
          value={name}
          error={problems['organisation-name']}
          onChange={({ target }) => setName(target.value)}
        />
      )}
    </FormDialog>
  );
}
