import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { SignedIn } from '../context.ts';
import { asSystem } from '../db/as-viewer.ts';
import type { Db } from '../db/client.ts';
import { notify } from '../db/listen.ts';
import { viewers } from './viewer.ts';

/** Without a request for this long, a session has ended. */
const IDLE_MINUTES = 30;
/** However busy, a session lasts no longer. */
const MOST_HOURS = 8;

/** The hash under which an id is stored, so that whoever reads the database cannot sign in with it. */
export function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}

/** Starts a session of a person for one organisation, and gives its id: 128 random bits. */
export async function startSession(
  db: Db,
  person: { personId: string; organisationId: number; idToken: string | null },
): Promise<string> {
  const id = randomBytes(16).toString('base64url');
  await asSystem(db, (trx) =>
    trx
      .insertInto('session')
      .values({ ...person, idHash: hashOf(id), expiresAt: sql`now() + make_interval(hours => ${MOST_HOURS})` })
      .execute(),
  );
  return id;
}

/**
 * Who this session is, if it still runs and they may still act for its organisation. One statement, for every request
 * waits for it; it needs no transaction.
 *
 * @param keepAwake whether this counts as a sign of life; following a subscription does not.
 */
export async function findSession(db: Db, idHash: Buffer, keepAwake: boolean): Promise<SignedIn | null> {
  const found = await viewers(db.system)
    .innerJoin('session', (join) =>
      join
        .onRef('session.personId', '=', 'membership.personId')
        .onRef('session.organisationId', '=', 'membership.organisationId'),
    )
    .where('session.idHash', '=', idHash)
    .where('session.expiresAt', '>', sql<Date>`now()`)
    .where('session.seenAt', '>', sql<Date>`now() - make_interval(mins => ${IDLE_MINUTES})`)
    .select(sql<boolean>`session.seen_at < now() - interval '1 minute'`.as('isStale'))
    .executeTakeFirst();
  if (!found) return null;
  const { isStale, ...viewer } = found;
  if (keepAwake && isStale) {
    await db.system
      .updateTable('session')
      .set({ seenAt: sql`now()` })
      .where('idHash', '=', idHash)
      .execute();
  }
  return { viewer: { ...viewer, scope: 'write' }, sessionHash: idHash };
}

/** Ends one session, and gives the ID token that started it. */
export async function endSession(db: Db, idHash: Buffer): Promise<string | null> {
  return asSystem(db, async (trx) => {
    const ended = await trx
      .selectFrom('session')
      .where('idHash', '=', idHash)
      .select(['personId', 'idToken'])
      .forUpdate()
      .executeTakeFirst();
    if (!ended) return null;
    await trx
      .updateTable('session')
      .set({ expiresAt: sql`now()`, idToken: null })
      .where('idHash', '=', idHash)
      .execute();
    await notify(trx, 'access', [ended.personId]);
    return ended.idToken;
  });
}

/** Ends every session of a person, wherever it runs. */
export async function endSessionsOf(db: Db, personId: string): Promise<void> {
  await asSystem(db, async (trx) => {
    await trx
      .updateTable('session')
      .set({ expiresAt: sql`now()`, idToken: null })
      .where('personId', '=', personId)
      .where('expiresAt', '>', sql<Date>`now()`)
      .execute();
    await notify(trx, 'access', [personId]);
  });
}

/** Who this API token is, if it still holds and they may still act for its organisation. */
export async function findToken(db: Db, token: string): Promise<SignedIn | null> {
  const tokenHash = hashOf(token);
  const found = await viewers(db.system)
    .innerJoin('apiToken', (join) =>
      join
        .onRef('apiToken.personId', '=', 'membership.personId')
        .onRef('apiToken.organisationId', '=', 'membership.organisationId'),
    )
    .where('apiToken.tokenHash', '=', tokenHash)
    .where('apiToken.revokedAt', 'is', null)
    .where('apiToken.expiresAt', '>', sql<Date>`now()`)
    .select('apiToken.scope')
    .select(sql<boolean>`coalesce(api_token.used_at < now() - interval '1 minute', true)`.as('isStale'))
    .executeTakeFirst();
  if (!found) return null;
  const { isStale, ...viewer } = found;
  if (isStale)
    await db.system
      .updateTable('apiToken')
      .set({ usedAt: sql`now()` })
      .where('tokenHash', '=', tokenHash)
      .execute();
  return { viewer, sessionHash: null };
}
