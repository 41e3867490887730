import { Button } from '@navikt/ds-react/Button';
import { useEffect, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { MOST_CHARACTERS, textProblem, WRITING_REFUSED } from './Composer.tsx';
import { MentionField } from './MentionField.tsx';
import type { Mentionable } from './MentionField.tsx';
import { calledOn, marked } from './thread.ts';
import type { Comment } from './thread.ts';

const EditComment = graphql(`
  mutation EditComment($input: EditCommentInput!) {
    result: editComment(input: $input) {
      __typename
      ... on EditCommentSuccess {
        comment {
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

/** The words of a comment, with those it calls on marked. */
export function Words({ comment: { body, mentions } }: { comment: Comment }) {
  return marked(body, mentions).map(({ text, mention }, index) =>
    mention ? (
      <mark key={index} className={mention.isMe ? 'mention mention--me' : 'mention'}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}

/** That a comment was changed, and what it said before. */
export function Edited({ comment: { editedAt, edits, createdAt } }: { comment: Comment }) {
  const { t, format } = useLanguage();
  if (editedAt === null) return null;
  return (
    <details className="edited">
      <summary>{t('comment.edited', { when: `${format.day(editedAt)} ${format.time(editedAt)}` })}</summary>
      <ol aria-label={t('comment.earlier')}>
        {edits.map(({ seq, body, replacedAt }, index) => (
          <li key={seq}>
            <p className="edited__when">
              {t('comment.until', {
                from: format.dateTime(edits[index - 1]?.replacedAt ?? createdAt),
                to: format.dateTime(replacedAt),
              })}
            </p>
            <p className="edited__words">{body}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}

interface CommentEditorProps {
  comment: Comment;
  people: readonly Mentionable[];
  /** With what there is to say of it, when it was saved. */
  onDone: (said?: string) => void;
}

/** One's own comment, to be changed where it stands. */
export function CommentEditor({ comment, people, onDone }: CommentEditorProps) {
  const language = useLanguage();
  const { t, format } = language;
  const [body, setBody] = useState(comment.body);
  const [problem, setProblem] = useState<string | null>(null);
  const [{ fetching }, edit] = useMutation(EditComment);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(comment.body.length, comment.body.length);
  }, [comment.body]);

  const stop = (text: string) => {
    setProblem(text);
    field.current?.focus();
  };
  const save = async () => {
    if (fetching) return;
    if (body === comment.body) return onDone();
    const found = textProblem(body, 'thread.empty');
    if (found) return stop(t(found, { limit: format.number(MOST_CHARACTERS) }));
    const mentions = calledOn(body, people).map(({ key }) => key);
    const { success, refusal } = outcome(await edit({ input: { id: comment.id, body, mentions } }));
    if (success) onDone(t('comment.saved'));
    else stop(refusalText(language, refusal, WRITING_REFUSED));
  };
  return (
    <form
      className="composer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <MentionField
        label={t('comment.edit')}
        description={t('comment.editHint')}
        minRows={2}
        value={body}
        error={problem}
        field={field}
        people={people}
        onChange={(text) => {
          setProblem(null);
          setBody(text);
        }}
        onSend={() => void save()}
        onEscape={() => onDone()}
      >
        <Button type="submit" size="small" loading={fetching}>
          {t('comment.save')}
        </Button>
        <Button type="button" size="small" variant="secondary" onClick={() => onDone()}>
          {t('comment.cancel')}
        </Button>
      </MentionField>
    </form>
  );
}
