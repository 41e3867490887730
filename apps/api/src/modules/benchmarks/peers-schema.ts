import { z } from 'zod';
import { asks, builder, enumOf, gives } from '../../builder.ts';
import { Programme } from '../indicators/schema.ts';
import { Provider } from '../organisations/schema.ts';
import { getPeers, listFavourites, removeFavourites, setFavourites } from './peers.ts';
import type { FavouriteList as FavouriteRow, PeerGroup as PeerGroupRow, Profile as ProfileRow } from './peers.ts';

const PeerFeature = enumOf('PeerFeature', 'What two providers can have in common.', {
  size: 'The same quarter of the nation by number of participants.',
  programmes: 'Much the same mix of programmes.',
  county: 'The same county unit.',
  'work-ability': 'The same quarter of the nation by share of participants with low work ability.',
});

const ProviderProfile = builder.objectRef<ProfileRow>('ProviderProfile').implement({
  description: 'What a provider was like in a year, in quarters of the nation. Numbers are not told.',
  fields: (t) => ({
    sizeQuarter: t.exposeInt('sizeQuarter', {
      nullable: true,
      description: 'By number of participants: 1 the smallest quarter, 4 the largest.',
    }),
    lowAbilityQuarter: t.exposeInt('lowAbilityQuarter', {
      nullable: true,
      description:
        'By share of participants with low work ability: 1 the lowest quarter; null where too little is recorded.',
    }),
    programmes: t.expose('programmes', { type: [Programme], description: 'Where it had participants.' }),
  }),
});

const Peer = builder.objectRef<PeerGroupRow['peers'][number]>('Peer').implement({
  description: 'A provider like another.',
  fields: (t) => ({
    provider: t.expose('peerId', { type: Provider, description: 'Which one.' }),
    position: t.exposeInt('position', { description: '1 for the nearest.' }),
    alike: t.expose('reasons', { type: [PeerFeature], description: 'What they have in common: why it is here.' }),
  }),
});

const PeerGroup = builder.objectRef<PeerGroupRow>('PeerGroup').implement({
  description: 'The providers most like one, by size, mix of programmes, county unit and work ability of participants.',
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Whose group it is.' }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    profile: t.expose('profile', { type: ProviderProfile, nullable: true, description: 'What the provider was like.' }),
    peers: t.expose('peers', { type: [Peer], description: 'Those like it, nearest first.' }),
  }),
});

const FavouriteList = builder.objectRef<FavouriteRow>('FavouriteList').implement({
  description: "One of the organisation's own lists of providers to compare with.",
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is called; also names it as a `peerGroup`.' }),
    providers: t.expose('providerIds', { type: [Provider], description: 'Who is on it, by name.' }),
  }),
});

builder.queryFields((t) => ({
  peers: t.field({
    type: PeerGroup,
    nullable: true,
    description: 'The providers most like one, and why. Null when its scorecard is not yours to see.',
    args: { provider: t.arg.string(asks.provider), year: t.arg.int(asks.year) },
    resolve: (_root, args, context) => getPeers(context, args),
  }),
  favourites: t.field({
    type: [FavouriteList],
    description: "The organisation's own lists of providers, by name.",
    resolve: (_root, _args, context) => listFavourites(context),
  }),
}));

builder.mutationFields((t) => ({
  setFavourites: t.fieldWithInput({
    description: "Sets who is on one of the organisation's own lists of providers; makes the list if it is new.",
    ...gives([FavouriteList], 'favourites', 'All lists as they now stand.'),
    input: {
      name: t.input.string({
        required: true,
        description: 'What the list is called.',
        validate: z.string().trim().min(1).max(80),
      }),
      providers: t.input.stringList({
        required: true,
        description: 'Organisation numbers of the providers, at most 100.',
        validate: z.array(z.string()).min(1).max(100),
      }),
    },
    resolve: (_root, { input }, context) => setFavourites(context, input),
  }),
  removeFavourites: t.fieldWithInput({
    description: "Removes one of the organisation's own lists of providers.",
    ...gives([FavouriteList], 'favourites', 'The lists that are left.'),
    input: { name: t.input.string({ required: true, description: 'What the list is called.' }) },
    resolve: (_root, { input }, context) => removeFavourites(context, input.name),
  }),
}));
