import type { Role } from '@batt/domain/access/viewer';
import { FIRST_NAMES, SURNAMES } from './names.ts';
import { ASVL, DIRECTORATE, OPERATOR } from './nation.ts';
import type { Nation, SeedOrganisation } from './nation.ts';
import { Random } from './random.ts';

export interface SeedPerson {
  id: string;
  name: string;
  email: string;
  locale: 'nb' | 'nn' | 'en';
  /** What the demo's sign-in calls those who can be chosen there; null for those who only have written something. */
  subject: string | null;
  suspended: boolean;
  memberships: { organisation: string; role: Role }[];
}

/** Unit numbers of the NAV offices and the county unit in the demo's middle. */
export const NAV_SANDNES = '1102';
export const NAV_STAVANGER = '1103';
export const NAV_ROGALAND = '1100';

type Part = readonly [
  name: string,
  memberships: readonly (readonly [organisation: string, role: Role])[],
  more?: { locale?: 'nn' | 'en'; suspended?: boolean },
];

/** Those whom the demo's sign-in offers: in each kind of organisation a manager, a member and a viewer. */
function cast(nation: Nation): readonly Part[] {
  const main = nation.providers[0]?.number ?? '';
  return [
    ['Kari Nygård', [[main, 'manager']]],
    ['Jonas Tveit', [[main, 'member']]],
    ['Liv Bratland', [[main, 'viewer']]],
    ['Geir Rønning', [[main, 'member']], { suspended: true }],
    ['Ingrid Solheim', [[NAV_SANDNES, 'manager']]],
    ['Erik Lunde', [[NAV_SANDNES, 'member']]],
    ['Amina Yusuf', [[NAV_SANDNES, 'viewer']], { locale: 'en' }],
    [
      'Ragnhild Eide',
      [
        [NAV_STAVANGER, 'manager'],
        [NAV_SANDNES, 'member'],
      ],
    ],
    ['Tor Haugen', [[NAV_ROGALAND, 'manager']]],
    ['Siri Østbø', [[NAV_ROGALAND, 'member']], { locale: 'nn' }],
    ['Magnus Dahle', [[NAV_ROGALAND, 'viewer']]],
    ['Berit Aasen', [[DIRECTORATE, 'manager']]],
    ['Henrik Moen', [[DIRECTORATE, 'member']]],
    ['Nora Falk', [[DIRECTORATE, 'viewer']]],
    ['Anne Grete Vold', [[OPERATOR, 'manager']]],
    ['Petter Sund', [[OPERATOR, 'member']]],
    ['Ida Krogh', [[OPERATOR, 'viewer']]],
    ['Kjersti Myhre', [[ASVL, 'manager']]],
  ];
}

/** The people of a nation: the cast, and whoever else is asked for by name of office. */
export class People {
  readonly all: SeedPerson[] = [];
  readonly #random: Random;
  readonly #organisations: Map<string, SeedOrganisation>;

  constructor(nation: Nation) {
    this.#random = new Random(`batt/${nation.seed}/people`);
    this.#organisations = new Map(nation.organisations.map((organisation) => [organisation.number, organisation]));
    for (const [name, memberships, more] of cast(nation)) {
      const places = memberships.map(([organisation, role]) => ({ organisation, role }));
      this.#add(name, places, {
        subject: slug(name),
        locale: more?.locale ?? 'nb',
        suspended: more?.suspended ?? false,
      });
    }
  }

  /** Who acts for an organisation in a role; somebody is found for it when nobody does. */
  at(organisation: string, role: 'manager' | 'member'): SeedPerson {
    const found = this.all.find(
      (person) =>
        !person.suspended &&
        person.memberships.some((membership) => membership.organisation === organisation && membership.role === role),
    );
    if (found) return found;
    const random = this.#random.fork(`${organisation}/${role}`);
    const name = `${random.pick(FIRST_NAMES)} ${random.pick(SURNAMES)}`;
    return this.#add(name, [{ organisation, role }], { subject: null, locale: 'nb', suspended: false });
  }

  #add(
    name: string,
    memberships: SeedPerson['memberships'],
    more: Pick<SeedPerson, 'subject' | 'locale' | 'suspended'>,
  ): SeedPerson {
    const home = this.#organisations.get(memberships[0]?.organisation ?? '');
    const domain =
      home?.kind === 'provider' || home?.kind === 'association'
        ? slug(home.name.replace(/ AS$/, '')).replaceAll('.', '-')
        : 'nav';
    const taken = this.all.filter(
      (person) => person.name === name && person.email.endsWith(`@${domain}.example`),
    ).length;
    const person: SeedPerson = {
      id: this.#random.fork(`${name}/${memberships[0]?.organisation}`).uuid(),
      name,
      email: `${slug(name)}${taken > 0 ? taken + 1 : ''}@${domain}.example`,
      memberships,
      ...more,
    };
    this.all.push(person);
    return person;
  }
}

/** `Kari Nygård` as `kari.nygard`. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('å', 'a')
    .replaceAll(/[^a-z]+/g, '.')
    .replaceAll(/^\.|\.$/g, '');
}
