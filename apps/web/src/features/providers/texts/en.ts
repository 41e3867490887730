import type nb from './nb.ts';

export default {
  'providers.title': 'Providers',
  'providers.below.NAV_OFFICE': 'Those you have an agreement with.',
  'providers.below.COUNTY_UNIT': 'Those in the county.',
  'providers.below.DIRECTORATE': 'All in the nation.',
  'providers.below.ASSOCIATION': 'Your members.',
  'providers.below.PROVIDER': 'The others that take part.',
  'providers.search': 'Search by name',
  'providers.allCounties': 'All',
  'providers.name': 'Name',
  'providers.scorecards': 'Scorecards',
  'providers.scorecardOf': 'Scorecard for {name}, {code}',
  'providers.targets': 'Target dialogue',
  'providers.targetsOf': 'Target dialogue with {name}',
  'providers.none': 'No providers are registered here yet. The association registers providers and agreements.',
  'providers.noneFound': 'No providers match the search.',
  'providers.more': 'Show more',

  'providers.compare': 'Compare the providers',
} satisfies Record<keyof typeof nb, string>;
