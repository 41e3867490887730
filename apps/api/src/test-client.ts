import type { Viewer } from '@batt/domain/access/viewer';
import { graphql } from 'graphql';
import pino from 'pino';
import { findViewer } from './auth/viewer.ts';
import { Context } from './context.ts';
import { asSystem } from './db/as-viewer.ts';
import type { Db } from './db/client.ts';
import type { Listener } from './db/listen.ts';
import { schema } from './schema.ts';

/** What comes back over the wire. */
export interface Answer {
  // A test reads whatever it asked for.
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
  errors?: readonly { message: string; path?: readonly (string | number)[]; extensions?: Record<string, unknown> }[];
}

/**
 * Asks the whole schema on a real database, as the person with this e-mail address (nobody: null) who acts for the
 * organisation with this number, or for the only one. The viewer is looked up anew for every question, as a request does.
 */
export async function ask(
  db: Db,
  who: { email: string; organisation?: string; scope?: Viewer['scope'] } | string | null,
  source: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const viewer = who === null ? null : await viewerOf(db, typeof who === 'string' ? { email: who } : who);
  const context = new Context({
    db,
    listener: deaf,
    signedIn: viewer && { viewer, sessionHash: null },
    requestId: 'test',
    log: pino({ enabled: false }),
    setSession: () => {},
  });
  const result = await graphql({ schema, source, variableValues: variables, contextValue: context });
  // As it goes over the wire: dates are texts and objects have a prototype.
  return JSON.parse(JSON.stringify(result));
}

// A question is answered at once; who follows something starts a server.
const deaf: Listener = { listen: () => () => {}, close: async () => {} };

/** The viewer that `ask` asks as. Throws when the person may not act for that organisation. */
export async function viewerOf(
  db: Db,
  who: { email: string; organisation?: string; scope?: Viewer['scope'] },
): Promise<Viewer> {
  return asSystem(db, async (trx) => {
    const { personId, organisationId } = await trx
      .selectFrom('membership')
      .innerJoin('person', 'person.id', 'membership.personId')
      .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
      .where('person.email', '=', who.email)
      .$if(who.organisation !== undefined, (query) => query.where('organisation.number', '=', who.organisation ?? ''))
      .select(['personId', 'organisationId'])
      .executeTakeFirstOrThrow();
    const viewer = await findViewer(trx, personId, organisationId, who.scope ?? 'write');
    if (!viewer) throw new Error(`${who.email} may not act for this organisation`);
    return viewer;
  });
}
