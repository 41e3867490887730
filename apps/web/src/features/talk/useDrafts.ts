import { useCallback, useEffect, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome } from '../../outcome.ts';
import type { Refusal } from '../../outcome.ts';
import { keptAs, writtenFrom } from './row.ts';
import type { Draft, Row, Written } from './row.ts';
import type { Talk } from './talk.ts';

const SaveDraft = graphql(`
  mutation SaveTargetDraft($input: SaveTargetDraftInput!) {
    result: saveTargetDraft(input: $input) {
      __typename
      ... on SaveTargetDraftSuccess {
        draft {
          id
          version
        }
      }
      ... on UserError {
        code
        message
      }
      ... on ConflictError {
        currentDraft {
          id
          kind
          value
          low
          high
          grounds
          answersVersion
          version
          readyAt
          readyBy
          updatedAt
          updatedBy
        }
        currentTarget {
          id
          version
        }
      }
    }
  }
`);

const DiscardDrafts = graphql(`
  mutation DiscardTargetDrafts($input: DiscardTargetDraftsInput!) {
    result: discardTargetDrafts(input: $input) {
      __typename
      ... on DiscardTargetDraftsSuccess {
        ids
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

type SaveAnswer = ResultOf<typeof SaveDraft>['result'];
export type TheirDraft = NonNullable<Extract<SaveAnswer, { __typename: 'ConflictError' }>['currentDraft']>;

/** What is written on a row in this tab. */
interface Local {
  written: Written;
  /** The kept draft; null before there is one. */
  id: string | null;
  /** The version of the kept draft that it goes on from; 0 for none. */
  base: number;
  /** The version of the negotiation that it answers; 0 for none. */
  answers: number;
  /** Whether something is not kept on the server yet. */
  dirty: boolean;
}

/** Somebody else was first: a colleague with another draft, or the other side with a new step (then `theirs` is null). */
export interface Conflict {
  theirs: TheirDraft | null;
}

/** When the answers were last kept, and whether only on this machine. */
export interface Kept {
  at: Date;
  offline: boolean;
}

/** A kept answer in the version that was seen. */
export interface Seen {
  id: string;
  version: number;
}

type Locals = Record<string, Local>;

const PAUSE_MS = 700;

/**
 * The answers that are being written in a talk, by row. They are kept on the server as they are typed, one after the other,
 * and in this tab until they are there. Nobody's words are written over: who was first shows as a conflict on the row.
 */
export function useDrafts(talk: Talk) {
  const language = useLanguage();
  const key = `talk ${talk.id}`;
  const [locals, setLocals] = useState<Locals>(() => stored(key));
  const [conflicts, setConflicts] = useState<Record<string, Conflict>>({});
  // Drafts that are sent or discarded, until the talk that is asked anew no longer has them.
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [kept, setKept] = useState<Kept | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [, save] = useMutation(SaveDraft);
  const [, discard] = useMutation(DiscardDrafts);
  const current = useRef({ locals, rows: talk.rows });
  current.current.rows = talk.rows;
  const queue = useRef(Promise.resolve(true));
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  const put = useCallback(
    (id: string, local: Local | null) => {
      const { [id]: _, ...others } = current.current.locals;
      current.current.locals = local ? { ...others, [id]: local } : others;
      setLocals(current.current.locals);
      store(key, current.current.locals);
    },
    [key],
  );
  const settle = (id: string, conflict: Conflict | null) =>
    setConflicts(({ [id]: _, ...others }) => (conflict ? { ...others, [id]: conflict } : others));

  /** Keeps what a row holds now; gives whether all of it is on the server. */
  const keep = async (id: string): Promise<boolean> => {
    const local = current.current.locals[id];
    const row = current.current.rows.find((each) => each.id === id);
    if (!local?.dirty || !row) return true;
    const content = keptAs(local.written, row);
    if (!content) return true;
    const input = {
      provider: talk.provider.number,
      navOffice: talk.navOffice.number,
      year: talk.year,
      indicator: row.indicator.code,
      programme: row.programme?.code ?? null,
      ...content,
      answersVersion: local.answers,
      version: local.base === 0 ? null : local.base,
    };
    const answer = await save({ input });
    const { success, refusal: refused } = outcome(answer);
    if (success) {
      const now = current.current.locals[id] ?? local;
      put(id, { ...now, id: success.draft.id, base: success.draft.version, dirty: now.written !== local.written });
      settle(id, null);
      setRefusal(null);
      setKept({ at: new Date(), offline: false });
      return true;
    }
    if (refused?.__typename === 'ConflictError') settle(id, { theirs: refused.currentDraft });
    else if (refused) setRefusal(refused);
    else setKept({ at: new Date(), offline: true });
    return false;
  };
  const keepRef = useRef(keep);
  keepRef.current = keep;
  const enqueue = useCallback((id: string): Promise<boolean> => {
    clearTimeout(timers.current.get(id));
    timers.current.delete(id);
    queue.current = queue.current.then(() => keepRef.current(id));
    return queue.current;
  }, []);

  const flush = useCallback(async (): Promise<Row | null> => {
    const dirty = current.current.rows.filter(({ id }) => current.current.locals[id]?.dirty);
    const done = await Promise.all(dirty.map(({ id }) => enqueue(id)));
    return dirty.find((_, index) => !done[index]) ?? null;
  }, [enqueue]);

  useEffect(() => {
    const again = () => void flush();
    window.addEventListener('online', again);
    const waiting = timers.current;
    return () => {
      window.removeEventListener('online', again);
      for (const id of waiting.keys()) void enqueue(id);
    };
  }, [flush, enqueue]);

  // What a colleague has changed meanwhile shows at once where nothing of one's own waits.
  useEffect(() => {
    for (const row of talk.rows) {
      const local = current.current.locals[row.id];
      if (local && !local.dirty && (row.draft?.version ?? 0) > local.base) put(row.id, null);
    }
  }, [talk.rows, put]);

  const draftOn = ({ draft }: Row): Draft | null => (draft && !gone.has(draft.id) ? draft : null);
  const end = (drafts: readonly Seen[]) => setGone((before) => new Set([...before, ...drafts.map(({ id }) => id)]));
  const fresh = (row: Row, written: Written): Local => ({
    written,
    id: draftOn(row)?.id ?? null,
    base: draftOn(row)?.version ?? 0,
    answers: row.target?.version ?? 0,
    dirty: true,
  });

  const seenOn = (row: Row): Seen[] => {
    const local = current.current.locals[row.id];
    if (local?.id) return [{ id: local.id, version: local.base }];
    const draft = draftOn(row);
    return draft ? [{ id: draft.id, version: draft.version }] : [];
  };

  return {
    kept,
    refusal,
    conflicts,
    /** What the row's form shows. */
    writtenOn: (row: Row): Written => locals[row.id]?.written ?? writtenFrom(draftOn(row), row, language),
    /** The kept answer of one's own side; null once it is sent or discarded. */
    draftOn,
    /** Whether something on the row is not on the server yet. */
    isDirty: (row: Row): boolean => locals[row.id]?.dirty ?? false,
    /** Takes a change, and keeps it after a pause, or at once. */
    change: (row: Row, written: Written, { atOnce = false }: { atOnce?: boolean } = {}) => {
      const local = current.current.locals[row.id];
      put(row.id, local ? { ...local, written, dirty: true } : fresh(row, written));
      clearTimeout(timers.current.get(row.id));
      if (atOnce) void enqueue(row.id);
      else
        timers.current.set(
          row.id,
          setTimeout(() => void enqueue(row.id), PAUSE_MS),
        );
    },
    /** Takes answers back before they are sent; gives whether it is done. */
    discard: async (rows: Row[]): Promise<boolean> => {
      await flush();
      const seen = rows.flatMap(seenOn);
      for (const row of rows) {
        put(row.id, null);
        settle(row.id, null);
      }
      if (seen.length === 0) return true;
      const { success, refusal: refused } = outcome(await discard({ input: { drafts: seen } }));
      setRefusal(refused ?? null);
      if (success) end(seen);
      return success !== undefined;
    },
    /** Goes on with one's own answer over what came meanwhile. */
    keepMine: (row: Row) => {
      const local = current.current.locals[row.id] ?? fresh(row, writtenFrom(draftOn(row), row, language));
      const theirs = conflicts[row.id]?.theirs;
      put(row.id, {
        ...local,
        id: theirs?.id ?? local.id,
        base: theirs?.version ?? draftOn(row)?.version ?? 0,
        answers: row.target?.version ?? 0,
        dirty: true,
      });
      settle(row.id, null);
      void enqueue(row.id);
    },
    /** Gives way to a colleague's draft. */
    takeTheirs: (row: Row, theirs: TheirDraft) => {
      put(row.id, {
        written: writtenFrom(theirs, row, language),
        id: theirs.id,
        base: theirs.version,
        answers: theirs.answersVersion,
        dirty: false,
      });
      settle(row.id, null);
    },
    /** Keeps everything that waits; gives the first row that could not be kept, if there is one. */
    flush,
    /** The kept answers as they are now, to send exactly these. */
    seen: (rows: Row[]): Seen[] => rows.flatMap(seenOn),
    /** Forgets these answers and what this tab holds, once they are sent or taken back. */
    forget: (sent: readonly Seen[]) => {
      end(sent);
      current.current.locals = {};
      setLocals({});
      setKept(null);
      store(key, {});
    },
  };
}

export type Drafts = ReturnType<typeof useDrafts>;

function stored(key: string): Locals {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof found === 'object' && found ? (found as Locals) : {};
  } catch {
    return {};
  }
}

function store(key: string, locals: Locals): void {
  const dirty = Object.entries(locals).filter(([, local]) => local.dirty);
  if (dirty.length > 0) sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(dirty)));
  else sessionStorage.removeItem(key);
}
