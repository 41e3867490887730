import { rowOf } from '@batt/domain/access/ability';
import type { PeerFeature } from '@batt/domain/benchmarks/peers';
import { ForbiddenError, NotFoundError, invalidField } from '@batt/domain/errors';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';

type Trx = Transaction<Database>;

/** What a provider was like in a year, in quarters of the nation. */
export interface Profile {
  sizeQuarter: number | null;
  lowAbilityQuarter: number | null;
  programmes: string[];
}

/** The providers most like one. */
export interface PeerGroup {
  providerId: number;
  year: number;
  profile: Profile | null;
  peers: { peerId: number; position: number; reasons: PeerFeature[] }[];
}

/** Null where nothing is published, or where the viewer may not read the provider's scorecard. */
export async function getPeers(
  context: Context,
  { provider, year }: { provider: string; year: number },
): Promise<PeerGroup | null> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const found = await trx
      .selectFrom('organisation as p')
      .innerJoin('measurementYear as y', (join) => join.on('y.year', '=', year).on('y.revision', 'is not', null))
      .where('p.kind', '=', 'provider')
      .where('p.number', '=', provider)
      .select(['p.id as providerId', 'p.countyUnitId'])
      .select([
        sql<Profile | null>`(
          select jsonb_build_object('sizeQuarter', f.size_quarter, 'lowAbilityQuarter', f.low_ability_quarter, 'programmes', f.programmes)
          from provider_profile f where f.provider_id = p.id and f.year = y.year and f.revision = y.revision)`.as(
          'profile',
        ),
        sql<PeerGroup['peers']>`(
          select coalesce(jsonb_agg(jsonb_build_object('peerId', f.peer_id, 'position', f.position, 'reasons', f.reasons)
            order by f.position), '[]')
          from peer f where f.provider_id = p.id and f.year = y.year and f.revision = y.revision)`.as('peers'),
      ])
      .executeTakeFirst();
    if (!found || !context.ability.can('read', rowOf('Figure', found))) return null;
    const { providerId, profile, peers } = found;
    return { providerId, year, profile, peers };
  });
}

/** A list of providers that an organisation wants to compare with. */
export interface FavouriteList {
  name: string;
  providerIds: number[];
}

/** The organisation's own lists, by name. */
export async function listFavourites(context: Context): Promise<FavouriteList[]> {
  return asViewer(context.db, context.viewer, (trx) => favouritesIn(trx, context));
}

function favouritesIn(trx: Trx, { ability }: Context): Promise<FavouriteList[]> {
  return trx
    .selectFrom('favourite')
    .innerJoin('organisation', 'organisation.id', 'favourite.providerId')
    .where(accessibleBy(ability, 'read', 'Favourite', 'favourite'))
    .select(['favourite.list as name'])
    .select(
      sql<number[]>`array_agg(favourite.provider_id order by organisation.name, organisation.id)`.as('providerIds'),
    )
    .groupBy('favourite.list')
    .orderBy('favourite.list')
    .execute();
}

/** Sets who is on a list, which is made if it is new; gives all lists. */
export async function setFavourites(
  context: Context,
  { name, providers }: { name: string; providers: readonly string[] },
): Promise<FavouriteList[]> {
  const { organisationId } = context.viewer;
  if (!context.ability.can('create', rowOf('Favourite', { organisationId }))) throw mayNotKeep();
  // A provider's number names the provider and its peers.
  if (/^\d+$/.test(name)) throw invalidField('name', 'number', 'A list needs a name that is no number.');
  return asViewer(context.db, context.viewer, async (trx) => {
    const found = await trx
      .selectFrom('organisation')
      .where('kind', '=', 'provider')
      .where('number', 'in', providers)
      .select(['id', 'number'])
      .execute();
    const unknown = providers.find((number) => !found.some((one) => one.number === number));
    if (unknown !== undefined) throw invalidField('providers', 'unknown-provider', 'There is no such provider.');
    await trx.deleteFrom('favourite').where('organisationId', '=', organisationId).where('list', '=', name).execute();
    await trx
      .insertInto('favourite')
      .values(found.map(({ id }) => ({ organisationId, list: name, providerId: id })))
      .execute();
    return favouritesIn(trx, context);
  });
}

/** Removes a list; gives those that are left. */
export async function removeFavourites(context: Context, name: string): Promise<FavouriteList[]> {
  const { organisationId } = context.viewer;
  if (!context.ability.can('delete', rowOf('Favourite', { organisationId }))) throw mayNotKeep();
  return asViewer(context.db, context.viewer, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('favourite')
      .where('organisationId', '=', organisationId)
      .where('list', '=', name)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw new NotFoundError('unknown-list', 'There is no such list.');
    return favouritesIn(trx, context);
  });
}

const mayNotKeep = () => new ForbiddenError('role', 'Members and managers keep the lists of their organisation.');

/**
 * The providers that a group names: by a provider's number it and its peers in a year, else one of the organisation's own
 * lists. Undefined where there is none that the viewer may see.
 */
export async function findGroup(
  trx: Trx,
  context: Context,
  group: string,
  year: number,
): Promise<number[] | undefined> {
  if (!/^\d+$/.test(group)) {
    return (await favouritesIn(trx, context)).find(({ name }) => name === group)?.providerIds;
  }
  const rows = await trx
    .selectFrom('peer')
    .innerJoin('measurementYear as y', (join) =>
      join.onRef('y.year', '=', 'peer.year').onRef('y.revision', '=', 'peer.revision'),
    )
    .innerJoin('organisation as p', 'p.id', 'peer.providerId')
    .where(accessibleBy(context.ability, 'read', 'Figure', 'peer'))
    .where('p.number', '=', group)
    .where('y.year', '=', year)
    .select(['peer.providerId', 'peer.peerId'])
    .execute();
  const [first] = rows;
  return first && [first.providerId, ...rows.map(({ peerId }) => peerId)];
}
