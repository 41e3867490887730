import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { Search } from '@navikt/ds-react/Search';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import { PlusIcon, XMarkIcon } from '@navikt/aksel-icons';
import { TextLink } from '@batt/ui/Link';
import { StatusLine } from '@batt/ui/Toast';
import { useRef, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { comparisonPath, rankingPath } from '../../paths.ts';
import { useViewer } from '../../viewer.tsx';

const FavouritesQuery = graphql(`
  query Favourites {
    favourites {
      name
      providers {
        id
        number
        name
      }
    }
  }
`);

const SetMutation = graphql(`
  mutation SetFavourites($input: SetFavouritesInput!) {
    result: setFavourites(input: $input) {
      __typename
      ... on SetFavouritesSuccess {
        favourites {
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

const RemoveMutation = graphql(`
  mutation RemoveFavourites($input: RemoveFavouritesInput!) {
    result: removeFavourites(input: $input) {
      __typename
      ... on RemoveFavouritesSuccess {
        favourites {
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

const FindQuery = graphql(`
  query FindProvider($search: String!) {
    providers(search: $search, first: 6) {
      edges {
        node {
          id
          number
          name
        }
      }
    }
  }
`);

interface Member {
  id: string;
  number: string;
  name: string;
}

/** The organisation's own lists of providers, to filter, rank and compare by; whoever may edit makes, fills and removes them. */
export function Lists({ year, peers }: { year: number; peers: Member[] }) {
  const language = useLanguage();
  const { t } = language;
  const { role, organisation } = useViewer();
  const [{ data }, ask] = useQuery({ query: FavouritesQuery });
  const [, set] = useMutation(SetMutation);
  const [, remove] = useMutation(RemoveMutation);
  const heading = useRef<HTMLHeadingElement>(null);
  const [told, setTold] = useState('');
  const [removed, setRemoved] = useState<{ name: string; providers: string[] } | null>(null);
  const mayEdit = role !== 'VIEWER';

  const lists = data?.favourites ?? [];

  /** Sets who is on a list; with nobody it is removed, until that is undone. */
  async function keep(name: string, providers: string[]): Promise<boolean> {
    const { success, refusal } =
      providers.length === 0
        ? outcome(await remove({ input: { name } }))
        : outcome(await set({ input: { name, providers } }));
    const isGone = success !== undefined && providers.length === 0;
    const before = lists.find((list) => list.name === name)?.providers.map(({ number }) => number) ?? [];
    setTold(success ? t(isGone ? 'lists.removed' : 'lists.saved', { name }) : refusalText(language, refusal));
    setRemoved(isGone ? { name, providers: before } : null);
    // The button that removed a list, or brought it back, goes away with the focus on it.
    if (isGone || removed) heading.current?.focus();
    ask({ requestPolicy: 'network-only' });
    return success !== undefined;
  }

  return (
    <section className="lists" aria-labelledby="lists-title">
      <Heading id="lists-title" level="2" size="medium" ref={heading} tabIndex={-1}>
        {t('lists.title')}
      </Heading>
      <p>{t(lists.length === 0 ? 'lists.empty' : 'lists.use', { kind: organisation.kind })}</p>
      <StatusLine
        message={told}
        action={
          removed ? { label: t('lists.undo'), onAction: () => void keep(removed.name, removed.providers) } : undefined
        }
      />
      {lists.map(({ name, providers }) => (
        <ListCard
          key={name}
          name={name}
          members={providers}
          year={year}
          onKeep={mayEdit ? (numbers) => keep(name, numbers) : undefined}
        />
      ))}
      {mayEdit && <NewList peers={peers} taken={lists.map(({ name }) => name)} onMake={keep} />}
    </section>
  );
}

interface ListCardProps {
  name: string;
  members: Member[];
  year: number;
  /** Sets who is on the list; nobody removes it. Left out for those who only read. */
  onKeep?: (numbers: string[]) => Promise<boolean>;
}

function ListCard({ name, members, year, onKeep }: ListCardProps) {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const numbers = members.map(({ number }) => number);
  return (
    <section className="lists__card" aria-label={name}>
      <div className="lists__head">
        <Heading level="3" size="xsmall">
          {name}
        </Heading>
        <span className="is-subtle">{t('lists.count', { count: members.length })}</span>
        {/* A provider reads no other's scorecard. */}
        {organisation.kind !== 'PROVIDER' && (
          <TextLink href={comparisonPath({ year, group: `list-${name}` })}>{t('lists.comparison')}</TextLink>
        )}
        <TextLink href={rankingPath({ year, group: `list-${name}` })}>{t('lists.ranking')}</TextLink>
      </div>
      <ul className="lists__members">
        {members.map((member) => (
          <li key={member.id}>
            {member.name}
            {onKeep && (
              <Button
                size="xsmall"
                variant="tertiary"
                data-color="neutral"
                icon={<XMarkIcon title={t('lists.takeOff', { provider: member.name })} />}
                onClick={({ currentTarget }) => {
                  focusBeside(currentTarget);
                  void onKeep(numbers.filter((number) => number !== member.number));
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {onKeep && (
        <div className="lists__tools">
          <AddProvider
            label={t('lists.find', { name })}
            taken={members}
            onAdd={({ number }) => void onKeep([...numbers, number])}
          />
          <Button size="small" variant="tertiary" data-color="neutral" onClick={() => void onKeep([])}>
            {t('lists.remove', { name })}
          </Button>
        </div>
      )}
    </section>
  );
}

/** The one taken off goes away with the focus on it: the next name in the list gets it, else the one before. */
function focusBeside(button: HTMLElement): void {
  const item = button.closest('li');
  (item?.nextElementSibling ?? item?.previousElementSibling)?.querySelector('button')?.focus();
}

interface AddProviderProps {
  label: string;
  /** Who is on the list. */
  taken: Member[];
  onAdd: (member: Member) => void;
}

/** Finds providers by name; each found one is added with its button. */
function AddProvider({ label, taken, onAdd }: AddProviderProps) {
  const { t } = useLanguage();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const wanted = text.trim();
  const [{ data, fetching }] = useQuery({ query: FindQuery, variables: { search: wanted }, pause: wanted.length < 2 });
  const found = wanted.length < 2 ? [] : (data?.providers.edges ?? []).map(({ node }) => node);
  const free = found.filter(({ id }) => !taken.some((member) => member.id === id));
  return (
    <div className="lists__add">
      <Search
        ref={field}
        label={label}
        hideLabel={false}
        size="small"
        variant="simple"
        value={text}
        onChange={setText}
        // What is found is added with its own button; Enter must not send a form round it.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {wanted.length >= 2 && data && !fetching && free.length === 0 && <p role="status">{t('lists.noneFound')}</p>}
      {free.length > 0 && (
        <ul>
          {free.map((member) => (
            <li key={member.id}>
              <Button
                type="button"
                size="xsmall"
                variant="secondary"
                icon={<PlusIcon aria-hidden />}
                onClick={() => {
                  setText('');
                  field.current?.focus();
                  onAdd(member);
                }}
              >
                {t('lists.add', { provider: member.name })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface NewListProps {
  /** With whom a list may begin: those like the provider shown above. */
  peers: Member[];
  taken: string[];
  onMake: (name: string, numbers: string[]) => Promise<boolean>;
}

function NewList({ peers, taken, onMake }: NewListProps) {
  const { t } = useLanguage();
  const [name, setName] = useState('');
  const [members, setMembers] = useState<Member[] | null>(null);
  const [problem, setProblem] = useState<string>();
  const shown = members ?? peers;
  const clean = name.trim();
  async function make() {
    if (clean === '') return setProblem(t('lists.problem.name'));
    if (/^\d+$/.test(clean)) return setProblem(t('lists.problem.number'));
    if (taken.includes(clean)) return setProblem(t('lists.problem.taken'));
    if (shown.length === 0) return setProblem(t('lists.problem.nobody'));
    setProblem(undefined);
    if (
      await onMake(
        clean,
        shown.map(({ number }) => number),
      )
    ) {
      setName('');
      setMembers(null);
    }
  }
  return (
    <form
      className="lists__card"
      aria-label={t('lists.new')}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Heading level="3" size="xsmall">
        {t('lists.new')}
      </Heading>
      <TextField
        label={t('lists.name')}
        size="small"
        className="lists__name"
        maxLength={80}
        value={name}
        error={problem}
        onChange={({ target }) => setName(target.value)}
      />
      {peers.length > 0 && <p className="lists__hint">{t('lists.begin')}</p>}
      {shown.length > 0 && (
        <ul className="lists__members">
          {shown.map((member) => (
            <li key={member.id}>
              {member.name}
              <Button
                type="button"
                size="xsmall"
                variant="tertiary"
                data-color="neutral"
                icon={<XMarkIcon title={t('lists.takeOff', { provider: member.name })} />}
                onClick={({ currentTarget }) => {
                  focusBeside(currentTarget);
                  setMembers(shown.filter(({ id }) => id !== member.id));
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <AddProvider label={t('lists.findNew')} taken={shown} onAdd={(member) => setMembers([...shown, member])} />
      <div>
        <Button size="small">{t('lists.make')}</Button>
      </div>
    </form>
  );
}
