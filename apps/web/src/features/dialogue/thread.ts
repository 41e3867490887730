import { ActionFragment } from '../../actions/action.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import type { Language } from '../../language.tsx';

/** One contribution. */
export const CommentFragment = graphql(`
  fragment CommentFields on Comment {
    id
    seq
    personName
    mine
    body
    createdAt
    editedAt
    viewerCan
    organisation {
      id
      name
    }
    mentions {
      name
      isMe
    }
    edits {
      seq
      body
      replacedAt
    }
  }
`);
export type Comment = ResultOf<typeof CommentFragment>;

/** What a thread is, without what is said in it. */
export const ThreadFragment = graphql(
  `
    fragment ThreadFields on Thread {
      id
      subject
      about
      year
      surveyTheme
      createdAt
      resolvedAt
      unread
      viewerCan
      indicator {
        code
        name(locale: $locale)
        unit
        decimals
        direction
      }
      programme {
        code
      }
      provider {
        id
        number
        name
        kind
        programmes {
          code
        }
      }
      counterpart {
        id
        number
        name
        kind
      }
      steps {
        seq
        kind
        personName
        organisation {
          id
          name
        }
        at
      }
      target {
        id
        steps {
          seq
          kind
          value
          low
          high
          organisation {
            id
            name
          }
          at
        }
      }
      actions {
        id
        ...ActionFields
      }
    }
  `,
  [ActionFragment],
);
export type Thread = ResultOf<typeof ThreadFragment>;
type ThreadStep = Thread['steps'][number];
type TargetStep = NonNullable<Thread['target']>['steps'][number];

/** What stands in a thread: what was said, and quiet lines for what was done with it, or with the target it is about. */
export type Entry =
  | { kind: 'comment'; at: string; comment: Comment }
  | { kind: 'step'; at: string; step: ThreadStep }
  | { kind: 'target'; at: string; step: TargetStep; aim: Aim };
type Aim = Pick<TargetStep, 'value' | 'low' | 'high'>;

/** The thread in the order of time. What was said in a negotiation itself stands with the target, not here. */
export function entriesOf({ steps, target }: Pick<Thread, 'steps' | 'target'>, comments: readonly Comment[]): Entry[] {
  const entries: Entry[] = [
    ...comments.map((comment) => ({ kind: 'comment' as const, at: comment.createdAt, comment })),
    ...steps.map((step) => ({ kind: 'step' as const, at: step.at, step })),
  ];
  // Who agrees or signs does so to what stands.
  let aim: Aim = { value: null, low: null, high: null };
  for (const step of target?.steps ?? []) {
    if (step.value !== null || step.low !== null) aim = step;
    if (step.kind !== 'COMMENT') entries.push({ kind: 'target', at: step.at, step, aim });
  }
  return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

const THEMES = [
  'theme.1',
  'theme.2',
  'theme.3',
  'theme.4',
  'theme.5',
  'theme.6',
  'theme.7',
  'theme.8',
  'theme.9',
] as const;

/** What a thread is about, in words: «Formidling til arbeid, AB, 2025», «Medvirkning, AB, 2025». */
export function aboutName(
  {
    indicator,
    surveyTheme,
    programme,
    year,
  }: {
    indicator: { name: string } | null;
    surveyTheme: number | null;
    programme: { code: string } | null;
    year: number | null;
  },
  { t }: Pick<Language, 't'>,
): string {
  const theme = THEMES[(surveyTheme ?? 0) - 1];
  return t('threads.figure', {
    indicator: indicator?.name ?? (theme ? t(theme) : ''),
    programme: programme?.code ?? 'none',
    year: year === null ? 'none' : String(year),
  });
}

/** The first of the last `unread` comments by others: the line «new since last» stands before it. */
export function firstUnread(comments: readonly Comment[], unread: number): Comment | undefined {
  return unread === 0 ? undefined : comments.filter(({ mine }) => !mine).at(-unread);
}

// Calling on people --------------------------------------------------------------------------------------------------

/** A text in pieces: those that call on somebody, with who it is, and what stands between. */
export function marked<M extends { name: string }>(
  body: string,
  mentions: readonly M[],
): { text: string; mention?: M }[] {
  // Of «@Nav Os» and «@Nav Os sentrum» the longer one is meant.
  const byLength = [...mentions].sort((a, b) => b.name.length - a.name.length);
  const pieces: { text: string; mention?: M }[] = [];
  let plain = '';
  for (let at = 0; at < body.length;) {
    const mention = body[at] === '@' ? byLength.find(({ name }) => isCalled(body, at, name)) : undefined;
    if (!mention) {
      plain += body[at];
      at += 1;
      continue;
    }
    if (plain) pieces.push({ text: plain });
    pieces.push({ text: `@${mention.name}`, mention });
    plain = '';
    at += mention.name.length + 1;
  }
  if (plain) pieces.push({ text: plain });
  return pieces;
}

/** Those of these people whom a text calls on. */
export function calledOn<M extends { name: string }>(body: string, people: readonly M[]): M[] {
  const names = new Set(marked(body, people).flatMap(({ mention }) => mention?.name ?? []));
  return people.filter(({ name }) => names.has(name));
}

function isCalled(body: string, at: number, name: string): boolean {
  return body.startsWith(name, at + 1) && !/[\p{L}\p{N}]/u.test(body[at + 1 + name.length] ?? '');
}

/** What stands between an `@` and the place where one writes, if it may become a name; null when nobody is being named. */
export function nameBeingWritten(text: string, place: number): string | null {
  const [, name = null] = /(?:^|[\s(«"])@([\p{L}\p{N}.' -]{0,40})$/u.exec(text.slice(0, place)) ?? [];
  return name;
}

/** The people whose name, or a later part of it, begins so. Nobody when a whole name stands there already. */
export function suggested<M extends { name: string }>(people: readonly M[], written: string): M[] {
  const begun = written.toLocaleLowerCase();
  if (people.some(({ name }) => begun.trimEnd() === name.toLocaleLowerCase())) return [];
  return people.filter(({ name }) =>
    name
      .toLocaleLowerCase()
      .split(' ')
      .some((_part, index, parts) => parts.slice(index).join(' ').startsWith(begun)),
  );
}
