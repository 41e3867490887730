import type nb from './nb.ts';

export default {
  'providers.title': 'Tiltaksarrangørar',
  'providers.below.NAV_OFFICE': 'Dei de har avtale med.',
  'providers.below.COUNTY_UNIT': 'Dei som høyrer til fylket.',
  'providers.below.DIRECTORATE': 'Alle i landet.',
  'providers.below.ASSOCIATION': 'Medlemmene dykkar.',
  'providers.below.PROVIDER': 'Dei andre som er med.',
  'providers.search': 'Søk etter namn',
  'providers.allCounties': 'Alle',
  'providers.name': 'Namn',
  'providers.scorecards': 'Målkort',
  'providers.scorecardOf': 'Målkort for {name}, {code}',
  'providers.targets': 'Målsamtale',
  'providers.targetsOf': 'Målsamtale med {name}',
  'providers.none': 'Ingen arrangørar er registrerte her enno. Bransjeforeininga registrerer arrangørar og avtalar.',
  'providers.noneFound': 'Ingen arrangørar passar til søket.',
  'providers.more': 'Vis fleire',

  'providers.compare': 'Samanlikn arrangørane',
} satisfies Record<keyof typeof nb, string>;
