import { PersonIcon } from '@navikt/aksel-icons';
import { Button } from '@navikt/ds-react/Button';
import { Textarea } from '@navikt/ds-react/Textarea';
import '@navikt/ds-css/dist/component/form.css';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import type { ResultOf, VariablesOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { nameBeingWritten, suggested } from './thread.ts';

const MentionableQuery = graphql(`
  query Mentionable($provider: String!, $counterpart: String, $counterpartKind: OrganisationKind) {
    mentionable(provider: $provider, counterpart: $counterpart, counterpartKind: $counterpartKind) {
      key
      name
      isPerson
      organisation {
        id
        name
      }
    }
  }
`);

export type Mentionable = ResultOf<typeof MentionableQuery>['mentionable'][number];

/** Whom one may call on in a thread between these two; nobody while the sides are not known. */
export function useMentionable(sides: VariablesOf<typeof MentionableQuery> | null): Mentionable[] {
  const [{ data }] = useQuery({
    query: MentionableQuery,
    variables: sides ?? { provider: '' },
    pause: sides === null,
  });
  return (sides && data?.mentionable) ?? [];
}

interface MentionFieldProps {
  id?: string;
  label: string;
  description?: string;
  minRows?: number;
  value: string;
  error?: string | null;
  onChange: (value: string) => void;
  /** On Ctrl + Enter. */
  onSend: () => void;
  onEscape?: () => void;
  people: readonly Mentionable[];
  field: RefObject<HTMLTextAreaElement | null>;
  /** Buttons under the field, before the one that calls on somebody. */
  children?: ReactNode;
}

/**
 * Where one writes. An `@` opens a list of those who can be called on: arrows move in it, Enter or Tab chooses, Escape closes
 * it, and a tap chooses too. What is written stays plain text; a name that is written by hand calls on them just as well.
 */
export function MentionField({
  people,
  value,
  onChange,
  onSend,
  onEscape,
  field,
  children,
  ...rest
}: MentionFieldProps) {
  const { t } = useLanguage();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  // Where the caret is; null while one is elsewhere.
  const [place, setPlace] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  // The `@` whose list was closed, by its place.
  const [closed, setClosed] = useState<number | null>(null);

  const written = place === null ? null : nameBeingWritten(value, place);
  const start = (place ?? 0) - (written?.length ?? 0);
  const found = written === null || closed === start ? [] : suggested(people, written);
  const isOpen = found.length > 0;
  const active = Math.min(chosen, found.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  const write = (text: string, caret: number) => {
    onChange(text);
    setPlace(caret);
    // The field shows the new text first.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  };
  const choose = ({ name }: Mentionable) => {
    const after = value.slice(place ?? start);
    const gap = /^[\s.,:;!?)]/.test(after) ? '' : ' ';
    write(`${value.slice(0, start)}${name}${gap}${after}`, start + name.length + gap.length);
    setChosen(0);
  };
  const begin = () => {
    const caret = field.current?.selectionStart ?? value.length;
    const before = value.slice(0, caret);
    const sign = before === '' || /[\s(]$/.test(before) ? '@' : ' @';
    setClosed(null);
    write(`${before}${sign}${value.slice(caret)}`, caret + sign.length);
  };
  const move = (by: number) => {
    const next = (active + by + found.length) % found.length;
    setChosen(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const person = found[active];
    const doings: Record<string, () => void> = person
      ? {
          ArrowDown: () => move(1),
          ArrowUp: () => move(-1),
          Enter: () => choose(person),
          Tab: () => choose(person),
          Escape: () => setClosed(start),
        }
      : { ...(onEscape && { Escape: onEscape }) };
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) doings['Enter'] = onSend;
    const doing = event.shiftKey || event.nativeEvent.isComposing ? undefined : doings[event.key];
    if (!doing) return;
    event.preventDefault();
    doing();
  };

  return (
    <div className="mention-field">
      <div className="mention-field__place">
        <Textarea
          {...rest}
          ref={field}
          value={value}
          autoComplete="off"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen ? optionId(active) : undefined}
          onChange={({ target }) => {
            onChange(target.value);
            setPlace(target.selectionStart);
            setChosen(0);
            if (nameBeingWritten(target.value, target.selectionStart) === null) setClosed(null);
          }}
          onSelect={({ currentTarget }) => setPlace(currentTarget.selectionStart)}
          onBlur={() => setPlace(null)}
          onKeyDown={onKeyDown}
        />
        {isOpen && (
          <div ref={list} id={listId} role="listbox" aria-label={t('mention.list')} className="mention-field__list">
            {found.map((person, index) => (
              <button
                key={person.key}
                type="button"
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                // The field keeps the focus.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(person)}
              >
                <strong>{person.name}</strong>{' '}
                <span>{person.isPerson ? person.organisation.name : t('mention.everybody')}</span>
              </button>
            ))}
          </div>
        )}
      </div>
      <output className="batt-visually-hidden">{isOpen && t('mention.found', { count: found.length })}</output>
      <div className="mention-field__foot">
        {children}
        {people.length > 0 && (
          <Button type="button" size="small" variant="tertiary" icon={<PersonIcon aria-hidden />} onClick={begin}>
            {t('mention.begin')}
          </Button>
        )}
      </div>
    </div>
  );
}
