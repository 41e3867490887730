import { rulesFor } from '@batt/domain/access/ability';
import type { Viewer } from '@batt/domain/access/viewer';
import { ForbiddenError, NotFoundError } from '@batt/domain/errors';
import type { PackRule } from '@casl/ability/extra';
import { packRules } from '@casl/ability/extra';
import { endSession, endSessionsOf, hashOf, startSession } from '../../auth/sessions.ts';
import { findViewer } from '../../auth/viewer.ts';
import type { Context } from '../../context.ts';
import { asSystem, asViewer } from '../../db/as-viewer.ts';
import { audit } from '../audit/audit.ts';

export type Locale = 'nb' | 'nn' | 'en';

/** What the viewer may do, as the web client's ability unpacks it (`unpackRules` of @casl/ability/extra). */
export function packedRules(viewer: Viewer): PackRule<ReturnType<typeof rulesFor>[number]>[] {
  return packRules(rulesFor(viewer));
}

/** The language that the viewer has chosen. */
export async function localeOf({ db, viewer }: Context): Promise<Locale> {
  const { locale } = await asViewer(db, viewer, (trx) =>
    trx.selectFrom('person').where('id', '=', viewer.personId).select('locale').executeTakeFirstOrThrow(),
  );
  return locale;
}

/** Remembers the viewer's language. */
export async function setLocale(context: Context, locale: Locale): Promise<Viewer> {
  const { db, viewer } = context;
  await asViewer(db, viewer, (trx) =>
    trx.updateTable('person').set({ locale }).where('id', '=', viewer.personId).execute(),
  );
  return viewer;
}

/** Ends the session and starts another one, for another organisation that the person belongs to. */
export async function switchOrganisation(context: Context, organisationId: number): Promise<Viewer> {
  const { db, viewer, signedIn } = context;
  if (!signedIn?.sessionHash) {
    throw new ForbiddenError('token-is-for-one-organisation', 'An API token is for one organisation.');
  }
  const next = await asSystem(db, (trx) => findViewer(trx, viewer.personId, organisationId, 'write'));
  if (!next) throw new NotFoundError('membership-not-found', 'You have no role in such an organisation.');
  const idToken = await endSession(db, signedIn.sessionHash);
  const id = await startSession(db, { personId: viewer.personId, organisationId, idToken });
  context.setSession(id);
  context.continueAs({ viewer: next, sessionHash: hashOf(id) });
  return next;
}

/** Ends every session of the viewer, this one too. API tokens are revoked one by one, elsewhere. */
export async function signOutEverywhere(context: Context): Promise<{ signedOut: boolean }> {
  const { db, viewer } = context;
  await endSessionsOf(db, viewer.personId);
  await asSystem(
    db,
    (trx) => audit(trx, { action: 'sign-out-everywhere', subject: `person ${viewer.personId}` }),
    viewer,
  );
  return { signedOut: true };
}
