import { Button } from '@navikt/ds-react/Button';
import { holdsNationalIdentityNumber } from '@batt/domain/identity-numbers';
import { useRef, useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { TextKey } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { useDraft } from '../../shell/useDraft.ts';
import { MentionField } from './MentionField.tsx';
import type { Mentionable } from './MentionField.tsx';
import { calledOn } from './thread.ts';

const AddComment = graphql(`
  mutation AddComment($input: AddCommentInput!) {
    result: addComment(input: $input) {
      __typename
      ... on AddCommentSuccess {
        comment {
          id
        }
        thread {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

/** As many characters as the API takes. */
export const MOST_CHARACTERS = 10_000;

/** What is wrong with a text before it is sent; the text itself stays. */
export function textProblem(text: string, empty: TextKey): TextKey | null {
  if (text.trim() === '') return empty;
  if (holdsNationalIdentityNumber(text)) return 'thread.identityNumber';
  return text.length > MOST_CHARACTERS ? 'thread.tooLong' : null;
}

/** Why the API did not take what was written. */
export const WRITING_REFUSED = {
  'identity-number': 'thread.identityNumber',
  'thread-resolved': 'thread.isResolved',
  'unknown-mention': 'thread.unknownMention',
} as const satisfies Record<string, TextKey>;

interface ComposerProps {
  threadId: string;
  people: readonly Mentionable[];
  onSent: () => void;
}

/** Where the next comment is written. Ctrl + Enter sends; what is written stays until it is sent. */
export function Composer({ threadId, people, onSent }: ComposerProps) {
  const language = useLanguage();
  const { t, format } = language;
  const [{ body }, setDraft] = useDraft(`thread ${threadId}`, { body: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const [{ fetching }, add] = useMutation(AddComment);
  const field = useRef<HTMLTextAreaElement>(null);

  const stop = (text: string) => {
    setProblem(text);
    field.current?.focus();
  };
  const send = async () => {
    if (fetching) return;
    const found = textProblem(body, 'thread.empty');
    if (found) return stop(t(found, { limit: format.number(MOST_CHARACTERS) }));
    const mentions = calledOn(body, people).map(({ key }) => key);
    const { success, refusal } = outcome(await add({ input: { threadId, body, mentions } }));
    if (!success) return stop(refusalText(language, refusal, WRITING_REFUSED));
    setProblem(null);
    setDraft(null);
    onSent();
  };
  return (
    <form
      className="composer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <MentionField
        label={t('thread.write')}
        description={t('thread.writeHint')}
        minRows={3}
        value={body}
        error={problem}
        field={field}
        people={people}
        onChange={(text) => {
          setProblem(null);
          setDraft({ body: text });
        }}
        onSend={() => void send()}
      >
        <Button type="submit" loading={fetching}>
          {t('thread.send')}
        </Button>
      </MentionField>
    </form>
  );
}
