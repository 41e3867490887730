import { defineAbilityFor } from '@batt/domain/access/ability';
import type { AppAbility } from '@batt/domain/access/ability';
import type { Viewer } from '@batt/domain/access/viewer';
import { GraphQLError } from 'graphql';
import type { BaseLogger } from 'pino';
import type { Db } from './db/client.ts';
import type { Listener } from './db/listen.ts';

/** Somebody who is signed in, by a browser session or by an API token. */
export interface SignedIn {
  viewer: Viewer;
  /** SHA-256 of the session's id; null for an API token. */
  sessionHash: Buffer | null;
}

/** Where a request's happenings are written, under its id. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;

interface Parts {
  db: Db;
  listener: Listener;
  signedIn: SignedIn | null;
  requestId: string;
  log: Log;
  /** Whether e-mail goes out from here; not when unsaid. */
  sendsMail?: boolean;
  /** Hands the browser the id of a new session. */
  setSession: (id: string) => void;
}

/** What a resolver knows about the request: who asks, what they may do, and where the data are. */
export class Context {
  readonly db: Db;
  readonly listener: Listener;
  readonly requestId: string;
  readonly log: Log;
  readonly sendsMail: boolean;
  readonly setSession: (id: string) => void;
  // Not `#private`: Apollo works on a copy of the context.
  private current: SignedIn | null;
  private rights: AppAbility | undefined;

  constructor(parts: Parts) {
    this.db = parts.db;
    this.listener = parts.listener;
    this.requestId = parts.requestId;
    this.log = parts.log;
    this.sendsMail = parts.sendsMail ?? false;
    this.setSession = parts.setSession;
    this.current = parts.signedIn;
  }

  /** Null when nobody is signed in. */
  get signedIn(): SignedIn | null {
    return this.current;
  }

  /** The person and the organisation acted for. Throws `UNAUTHENTICATED` when nobody is signed in. */
  get viewer(): Viewer {
    if (!this.current) throw notSignedIn();
    return this.current.viewer;
  }

  /** What the viewer may do. */
  get ability(): AppAbility {
    return (this.rights ??= defineAbilityFor(this.viewer));
  }

  /** Goes on as somebody else: who switches organisation is answered as acting for the new one. */
  continueAs(signedIn: SignedIn | null): void {
    this.current = signedIn;
    this.rights = undefined;
  }
}

/** The answer to a request that needs somebody signed in. */
export function notSignedIn(): GraphQLError {
  return new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
}
