import { TextLink } from '@batt/ui/Link';
import { Alert } from '@batt/ui/Marks';
import { StatusLine } from '@batt/ui/Toast';
import { Button } from '@navikt/ds-react/Button';
import { CopyButton } from '@navikt/ds-react/CopyButton';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Table } from '@navikt/ds-react/Table';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/copybutton.css';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/inlinemessage.css';
import '@navikt/ds-css/dist/component/table.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import type { EnumOf, ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import type { Refusal } from '../../outcome.ts';
import { FormDialog } from '../../shell/FormDialog.tsx';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePages } from '../../usePages.ts';
import { useViewer } from '../../viewer.tsx';
import { SearchField } from './OrganisationsPage.tsx';
import './association.css';

const PeopleQuery = graphql(`
  query People($organisation: ID, $search: String, $after: String) {
    people(organisation: $organisation, search: $search, first: 50, after: $after) {
      edges {
        node {
          id
          name
          email
          suspended
          viewerCan
          memberships {
            id
            role
            viewerCan
            organisation {
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

const OrganisationName = graphql(`
  query OrganisationName($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Organisation {
        name
      }
    }
  }
`);

const AddPerson = graphql(`
  mutation AddPerson($input: AddPersonInput!) {
    result: addPerson(input: $input) {
      __typename
      ... on AddPersonSuccess {
        invitation
        person {
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

const InvitePerson = graphql(`
  mutation InvitePerson($input: InvitePersonInput!) {
    result: invitePerson(input: $input) {
      __typename
      ... on InvitePersonSuccess {
        invitation
        person {
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

const SetRole = graphql(`
  mutation SetRole($input: SetRoleInput!) {
    result: setRole(input: $input) {
      __typename
      ... on SetRoleSuccess {
        membership {
          id
          role
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const EndMembership = graphql(`
  mutation EndMembership($input: EndMembershipInput!) {
    result: endMembership(input: $input) {
      __typename
      ... on EndMembershipSuccess {
        id
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const SuspendPerson = graphql(`
  mutation SuspendPerson($input: SuspendPersonInput!) {
    result: suspendPerson(input: $input) {
      __typename
      ... on SuspendPersonSuccess {
        person {
          id
          suspended
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

type Person = ResultOf<typeof PeopleQuery>['people']['edges'][number]['node'];
type Membership = Person['memberships'][number];
type Role = EnumOf<'Role'>;
const ROLES: readonly Role[] = ['VIEWER', 'MEMBER', 'MANAGER'];

type Dialog =
  | { kind: 'add' }
  | { kind: 'suspend'; person: Person }
  | { kind: 'end'; person: Person; membership: Membership };

/** The words of what can be refused here. */
function refusedText(language: ReturnType<typeof useLanguage>, refusal: Refusal | undefined): string {
  return refusalText(language, refusal, {
    'already-a-member': 'people.alreadyMember',
    'known-elsewhere': 'people.knownElsewhere',
    'last-manager': 'people.lastManager',
    'own-person': 'people.ownPerson',
  });
}

/** Who has which role: in one's own organisation, or in those that an association runs. */
export function PeoplePage() {
  const { t } = useLanguage();
  const { organisation: own, ability } = useViewer();
  const search = useSearch({ from: '/people' });
  const navigate = useNavigate({ from: '/people' });
  const isAssociation = own.kind === 'ASSOCIATION';
  const chosen = isAssociation ? search.organisation : own.id;
  const [{ data }] = useQuery({
    query: OrganisationName,
    variables: { id: chosen ?? '' },
    pause: chosen === undefined || chosen === own.id,
  });
  const named = data?.node && 'name' in data.node ? data.node.name : undefined;
  // A new person is given a role where one looks, else at home.
  const place = { id: chosen ?? own.id, name: chosen === undefined || chosen === own.id ? own.name : (named ?? '') };
  const mayRead = ability.can('create', 'Membership');
  const { nodes, hasMore, error, more, again } = usePages(
    PeopleQuery,
    'people',
    mayRead ? { organisation: chosen, search: search.search } : null,
  );
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [said, setSaid] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [invitation, setInvitation] = useState<{ name: string; path: string } | null>(null);

  if (!mayRead) {
    return (
      <Page title={t('people.title')}>
        <p className="lead">{t('people.mayNot')}</p>
      </Page>
    );
  }
  const done = (text: string) => {
    setRefusal(null);
    setSaid(text);
    again();
  };
  return (
    <Page
      title={chosen === undefined ? t('people.title') : t('people.titleIn', { organisation: place.name })}
      below={t('people.below')}
      tools={
        <Button size="small" onClick={() => setDialog({ kind: 'add' })}>
          {t('people.add')}
        </Button>
      }
    >
      {isAssociation && chosen !== undefined && (
        <p>
          <TextLink href="/people">{t('people.everybody')}</TextLink>
        </p>
      )}
      <div className="filters">
        <SearchField
          key={search.search}
          label={t('people.search')}
          value={search.search}
          onSearch={(text) =>
            void navigate({ search: (before) => ({ ...before, search: text }), replace: true, resetScroll: false })
          }
        />
      </div>
      <StatusLine message={said} tone="success" />
      <Refused text={refusal} />
      {invitation && (
        <InlineMessage status="info" role="status">
          {t('people.invited', { name: invitation.name })} <code>{window.location.origin + invitation.path}</code>{' '}
          <CopyButton
            size="small"
            copyText={window.location.origin + invitation.path}
            text={t('people.copy')}
            activeText={t('people.copied')}
          />
        </InlineMessage>
      )}
      {error && <Trouble error={error} retry={again} />}
      {!nodes && !error && <Skeleton variant="rectangle" height={320} />}
      {nodes?.length === 0 && <p className="lead">{t('people.none')}</p>}
      {nodes && nodes.length > 0 && (
        <div className="listing">
          <Table size="small">
            <caption className="batt-visually-hidden">{t('people.caption')}</caption>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell scope="col">{t('people.name')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('people.roles')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('people.do')}</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {nodes.map((person) => (
                <PersonRow
                  key={person.id}
                  person={person}
                  onDialog={setDialog}
                  onDone={done}
                  onRefused={setRefusal}
                  onInvited={(path) => setInvitation({ name: person.name, path })}
                />
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      {hasMore && (
        <Button size="small" variant="tertiary" onClick={more}>
          {t('people.more')}
        </Button>
      )}
      {dialog?.kind === 'add' && (
        <AddDialog place={place} onClose={() => setDialog(null)} onDone={done} onInvited={setInvitation} />
      )}
      {dialog && dialog.kind !== 'add' && <SureDialog dialog={dialog} onClose={() => setDialog(null)} onDone={done} />}
    </Page>
  );
}

interface PersonRowProps {
  person: Person;
  onDialog: (dialog: Dialog) => void;
  onDone: (said: string) => void;
  onRefused: (text: string) => void;
  onInvited: (path: string) => void;
}

function PersonRow({ person, onDialog, onDone, onRefused, onInvited }: PersonRowProps) {
  const language = useLanguage();
  const { t } = language;
  const [, setRole] = useMutation(SetRole);
  const [, invite] = useMutation(InvitePerson);
  const [, suspend] = useMutation(SuspendPerson);
  const { id, name, email, suspended, viewerCan, memberships } = person;

  const changeRole = async ({ id: membershipId, organisation }: Membership, role: Role) => {
    const { success, refusal } = outcome(await setRole({ input: { membershipId, role } }));
    if (success) onDone(t('people.roleChanged', { name, role: t(`role.${role}`), organisation: organisation.name }));
    else onRefused(refusedText(language, refusal));
  };
  return (
    <Table.Row shadeOnHover={false}>
      <Table.HeaderCell scope="row">
        {name}
        <span className="listing__sub listing__sub--below">{email}</span>
        {suspended && <Alert>{t('people.suspended')}</Alert>}
      </Table.HeaderCell>
      <Table.DataCell>
        <ul className="listing__roles">
          {memberships.map((membership) => (
            <li key={membership.id}>
              <span>{membership.organisation.name}</span>
              {membership.viewerCan.includes('update') ? (
                <Select
                  size="small"
                  hideLabel
                  label={t('people.role', { organisation: membership.organisation.name, name })}
                  value={membership.role}
                  onChange={({ target }) =>
                    void changeRole(membership, ROLES.find((role) => role === target.value) ?? membership.role)
                  }
                >
                  {ROLES.map((role) => (
                    <option key={role} value={role}>
                      {t(`role.${role}`)}
                    </option>
                  ))}
                </Select>
              ) : (
                <span>{t(`role.${membership.role}`)}</span>
              )}
              {membership.viewerCan.includes('delete') && (
                <Button size="xsmall" variant="tertiary" onClick={() => onDialog({ kind: 'end', person, membership })}>
                  {t('people.end')}
                  <span className="batt-visually-hidden">
                    {' '}
                    {name}, {membership.organisation.name}
                  </span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Table.DataCell>
      <Table.DataCell>
        <span className="listing__doings">
          <Button
            size="xsmall"
            variant="tertiary"
            onClick={async () => {
              const { success, refusal } = outcome(await invite({ input: { personId: id } }));
              if (success?.invitation) onInvited(success.invitation);
              else if (!success) onRefused(refusedText(language, refusal));
            }}
          >
            {t('people.invite')}
            <span className="batt-visually-hidden"> {name}</span>
          </Button>
          {viewerCan.includes('suspend') &&
            (suspended ? (
              <Button
                size="xsmall"
                variant="tertiary"
                onClick={async () => {
                  const { success, refusal } = outcome(await suspend({ input: { personId: id, suspended: false } }));
                  if (success) onDone(t('people.letInNow', { name }));
                  else onRefused(refusedText(language, refusal));
                }}
              >
                {t('people.letIn')}
                <span className="batt-visually-hidden"> {name}</span>
              </Button>
            ) : (
              <Button
                size="xsmall"
                variant="tertiary"
                data-color="danger"
                onClick={() => onDialog({ kind: 'suspend', person })}
              >
                {t('people.suspend')}
                <span className="batt-visually-hidden"> {name}</span>
              </Button>
            ))}
        </span>
      </Table.DataCell>
    </Table.Row>
  );
}

interface SureDialogProps {
  dialog: Exclude<Dialog, { kind: 'add' }>;
  onClose: () => void;
  onDone: (said: string) => void;
}

/** What takes somebody's access away is asked for twice. */
function SureDialog({ dialog, onClose, onDone }: SureDialogProps) {
  const language = useLanguage();
  const { t } = language;
  const [, end] = useMutation(EndMembership);
  const [, suspend] = useMutation(SuspendPerson);
  const { person } = dialog;
  const isEnd = dialog.kind === 'end';
  const named = { name: person.name, organisation: isEnd ? dialog.membership.organisation.name : '' };
  return (
    <FormDialog
      heading={person.name}
      submit={t(isEnd ? 'people.endSure' : 'people.suspendSure')}
      isDangerous
      onClose={onClose}
      onSend={async () => {
        const { success, refusal } = isEnd
          ? outcome(await end({ input: { membershipId: dialog.membership.id } }))
          : outcome(await suspend({ input: { personId: person.id, suspended: true } }));
        if (!success) return refusedText(language, refusal);
        onDone(t(isEnd ? 'people.ended' : 'people.suspendedNow', named));
        return null;
      }}
    >
      {() => <p>{t(isEnd ? 'people.endAsk' : 'people.suspendAsk', named)}</p>}
    </FormDialog>
  );
}

interface AddDialogProps {
  place: { id: string; name: string };
  onClose: () => void;
  onDone: (said: string) => void;
  onInvited: (invitation: { name: string; path: string } | null) => void;
}

function AddDialog({ place, onClose, onDone, onInvited }: AddDialogProps) {
  const language = useLanguage();
  const { t } = language;
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('MEMBER');
  const [, add] = useMutation(AddPerson);
  return (
    <FormDialog
      heading={t('people.addHeading', { organisation: place.name })}
      submit={t('people.add')}
      onClose={onClose}
      check={() => ({
        ...(name.trim() === '' && { 'person-name': t('people.nameNeeded') }),
        ...(!/^\S+@\S+\.\S+$/.test(email.trim()) && { 'person-email': t('people.emailNeeded') }),
      })}
      onSend={async () => {
        const { success, refusal } = outcome(
          await add({ input: { name, email: email.trim(), organisationId: place.id, role } }),
        );
        if (!success) return refusedText(language, refusal);
        onInvited(success.invitation ? { name: success.person.name, path: success.invitation } : null);
        onDone(t('people.added', { name: success.person.name }));
        return null;
      }}
    >
      {(problems) => (
        <>
          <TextField
            id="person-name"
            label={t('people.name')}
            value={name}
            error={problems['person-name']}
            onChange={({ target }) => setName(target.value)}
          />
          <TextField
            id="person-email"
            label={t('people.email')}
            type="email"
            value={email}
            error={problems['person-email']}
            onChange={({ target }) => setEmail(target.value)}
          />
          <RadioGroup legend={t('people.newRole')} value={role} onChange={setRole}>
            {ROLES.map((each) => (
              <Radio key={each} value={each} description={t(`people.roleHint.${each}`)}>
                {t(`role.${each}`)}
              </Radio>
            ))}
          </RadioGroup>
        </>
      )}
    </FormDialog>
  );
}
