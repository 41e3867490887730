import type { Role } from '@batt/domain/access/viewer';
import { firstDayOf } from '@batt/domain/periods';
import type { Day } from '@batt/domain/periods';
import { replay } from '@batt/domain/targets/negotiation';
import type { Move } from '@batt/domain/targets/negotiation';
import type { Transaction } from 'kysely';
import { columnsOf } from '../../modules/targets/moves.ts';
import type { Database } from '../tables.ts';
import { COUNTIES } from './names.ts';
import { DEMO_DAY, DIRECTORATE, MERGED_OFFICE, onWeekday, OPEN_YEAR } from './nation.ts';
import type { Nation, SeedProvider } from './nation.ts';
import { NAV_ROGALAND, NAV_SANDNES, NAV_STAVANGER } from './people.ts';
import type { People, SeedPerson } from './people.ts';
import { Random } from './random.ts';

type Trx = Transaction<Database>;

interface Aim {
  value: number | null;
  low: number | null;
  high: number | null;
}

export interface SeedGeneralTarget extends Aim {
  id: string;
  level: 'national' | 'county';
  owner: string;
  indicator: string;
  programme: string | null;
  year: number;
  state: 'draft' | 'published';
  at: Date;
}

export interface SeedLocalTarget {
  id: string;
  navOffice: string;
  provider: string;
  indicator: string;
  programme: string | null;
  year: number;
  /** What was said and done, in order; where the negotiation stands follows from it. */
  steps: { move: Move; person: SeedPerson; at: Date }[];
}

export interface SeedTargets {
  suitability: {
    indicator: string;
    programme: string | null;
    suits: 'yes' | 'no' | 'undecided';
    decidedByName: string;
  }[];
  general: SeedGeneralTarget[];
  local: SeedLocalTarget[];
}

/** An instant in working hours, Norwegian time or nearly; on the Monday after for a day of a weekend. */
export function workingHours(day: Day, random: Random): Date {
  return new Date(onWeekday(day) * 86_400_000 + random.int(7 * 60, 14 * 60) * 60_000);
}

/**
 * All that the directorate, the county units and the NAV offices have set, proposed and agreed for the last published
 * year, the open one and the one to come.
 */
export function generateTargets(nation: Nation, people: People): SeedTargets {
  const random = new Random(`batt/${nation.seed}/targets`);
  return {
    suitability: SUITABILITY.flatMap(([indicator, programmes, suits]) =>
      programmes.map((programme) => ({
        indicator,
        programme,
        suits,
        decidedByName: people.at(DIRECTORATE, 'manager').name,
      })),
    ),
    general: generalTargets(random.fork('general')),
    local: [...mainTargets(nation, people, random.fork('main')), ...otherTargets(nation, people, random.fork('other'))],
  };
}

/** What the directorate has decided beyond what is assumed. */
const SUITABILITY: readonly (readonly [
  indicator: string,
  programmes: readonly (string | null)[],
  suits: 'yes' | 'no',
])[] = [
  ['placement-partners', [null], 'yes'],
  ['participant-survey', ['VTA', 'TIA', 'AVKL', 'APS', 'KIA', 'AB'], 'yes'],
  ['placement-participants', ['APS', 'KIA', 'AB'], 'yes'],
  ['active-solutions', ['AVKL'], 'no'],
];

const NATIONAL: readonly (readonly [
  indicator: string,
  programme: string | null,
  before: number | readonly [number, number],
  now: number | readonly [number, number],
  draft?: 'draft',
])[] = [
  ['nav-survey', null, 4.4, 4.5],
  ['staff-training', null, 4, 4.5],
  ['participant-survey', 'APS', 4.8, 4.9],
  ['participant-survey', 'KIA', 4.8, 4.9],
  ['participant-survey', 'AB', 4.8, 4.9],
  ['health', 'KIA', 83, 83],
  ['placement-participants', 'AB', 45, 50],
  ['job-acquisition', 'KIA', 35, 36],
  ['job-acquisition', 'AB', 45, 46],
  ['active-solutions', 'APS', 25, 26],
  ['active-solutions', 'KIA', 20, 21],
  ['formal-qualification', 'KIA', 35, 38],
  ['time-to-first-workday', 'AB', 8, 7.5],
  ['time-to-job', 'AB', 28, 27],
  ['time-in-programme', 'APS', [35, 50], [35, 48], 'draft'],
  ['participant-survey', 'VTA', 5, 5, 'draft'],
];

const COUNTY: readonly (readonly [
  indicator: string,
  programme: string | null,
  value: number | readonly [number, number],
])[] = [
  ['nav-survey', null, 4.5],
  ['placement-participants', 'KIA', 50],
  ['placement-participants', 'APS', 45],
  ['time-in-programme', 'KIA', [40, 60]],
  ['time-in-programme', 'AB', [40, 56]],
  ['job-acquisition', 'AB', 47],
  ['active-solutions', 'APS', 28],
  ['placement-partners', null, 140],
];

const aimOf = (value: number | readonly [number, number]): Aim =>
  typeof value === 'number' ? { value, low: null, high: null } : { value: null, low: value[0], high: value[1] };

function generalTargets(random: Random): SeedGeneralTarget[] {
  const national = NATIONAL.flatMap(([indicator, programme, before, now, draft]) =>
    (
      [
        [OPEN_YEAR - 1, before],
        [OPEN_YEAR, now],
        [OPEN_YEAR + 1, now],
      ] as const
    ).flatMap(([year, value]): SeedGeneralTarget[] => {
      // Next year's are new: what is a draft this year is not taken up again yet.
      if (draft && year > OPEN_YEAR) return [];
      const state = draft && year === OPEN_YEAR ? draft : 'published';
      const day =
        state === 'draft'
          ? DEMO_DAY - random.int(4, 30)
          : Math.min(firstDayOf(year) - random.int(20, 45), DEMO_DAY - random.int(3, 12));
      return [
        {
          id: random.uuid(),
          level: 'national',
          owner: DIRECTORATE,
          indicator,
          programme,
          year,
          state,
          at: workingHours(day, random),
          ...aimOf(value),
        },
      ];
    }),
  );
  const county = COUNTIES.flatMap(({ number }) =>
    COUNTY.flatMap(([indicator, programme, value], index) =>
      [OPEN_YEAR - 1, OPEN_YEAR].flatMap((year): SeedGeneralTarget[] => {
        // Rogaland has the first four and two drafts; the others take what suits them.
        const own = number === NAV_ROGALAND;
        const state = own
          ? index < 4
            ? 'published'
            : index < 6 && year === OPEN_YEAR
              ? 'draft'
              : null
          : random.weighted([
              ['published', 40],
              ['draft', 8],
              [null, 52],
            ] as const);
        if (state === null || (state === 'draft' && year < OPEN_YEAR)) return [];
        const moved =
          typeof value === 'number' && !own
            ? Math.round(value * random.between(0.93, 1.07) * (value < 10 ? 10 : 1)) / (value < 10 ? 10 : 1)
            : value;
        const day = state === 'draft' ? DEMO_DAY - random.int(2, 40) : firstDayOf(year) - random.int(0, 18);
        return [
          {
            id: random.uuid(),
            level: 'county',
            owner: number,
            indicator,
            programme,
            year,
            state,
            at: workingHours(day, random),
            ...aimOf(moved),
          },
        ];
      }),
    ),
  );
  return [...national, ...county];
}

type Kind = Move['kind'];
/**
 * One step: who, in which role, does what, how far above or below the value in the middle, and how many days after the
 * one before.
 */
type Turn = readonly [side: 'nav' | 'provider', role: Exclude<Role, 'viewer'>, kind: Kind, wish: number, days: number];

/** How a negotiation can go. */
const COURSES = {
  agreed: [
    ['nav', 'manager', 'propose', 1, 0],
    ['provider', 'manager', 'agree', 0, 9],
  ],
  signed: [
    ['nav', 'member', 'propose', 1.02, 0],
    ['nav', 'manager', 'sign', 0, 2],
    ['provider', 'member', 'agree', 0, 6],
    ['provider', 'manager', 'sign', 0, 3],
  ],
  countered: [
    ['nav', 'manager', 'propose', 1.12, 0],
    ['provider', 'manager', 'counter', 0.98, 8],
  ],
  settled: [
    ['nav', 'manager', 'propose', 1.12, 0],
    ['provider', 'manager', 'counter', 1, 7],
    ['nav', 'manager', 'agree', 0, 5],
  ],
  long: [
    ['nav', 'manager', 'propose', 1.2, 0],
    ['provider', 'member', 'comment', 0, 4],
    ['provider', 'manager', 'counter', 1, 6],
    ['nav', 'manager', 'counter', 1.08, 5],
    ['provider', 'manager', 'agree', 0, 8],
  ],
  proposed: [['nav', 'manager', 'propose', 1.06, 0]],
  discussed: [
    ['nav', 'manager', 'propose', 1.06, 0],
    ['provider', 'member', 'comment', 0, 3],
  ],
  repeated: [['nav', 'manager', 'propose', 1, 0]],
  deadlock: [
    ['nav', 'manager', 'propose', 1.15, 0],
    ['provider', 'manager', 'counter', 0.95, 5],
    ['nav', 'manager', 'counter', 1.12, 4],
    ['provider', 'manager', 'counter', 0.96, 6],
  ],
  unsigned: [['nav', 'member', 'propose', 1.04, 0]],
  withdrawn: [
    ['nav', 'manager', 'propose', 1.25, 0],
    ['provider', 'manager', 'comment', 0, 5],
    ['nav', 'manager', 'withdraw', 0, 4],
  ],
  reopened: [
    ['nav', 'manager', 'propose', 1, 0],
    ['provider', 'manager', 'agree', 0, 7],
    ['nav', 'manager', 'reopen', 1.1, 0],
  ],
  contested: [
    ['nav', 'manager', 'propose', 1, 0],
    ['provider', 'manager', 'agree', 0, 7],
    ['nav', 'manager', 'reopen', 1.15, 0],
    ['provider', 'manager', 'counter', 1.05, 6],
  ],
} as const satisfies Record<string, readonly Turn[]>;
type CourseName = keyof typeof COURSES;

/** Those that still go on, so that they began lately. */
const OPEN_COURSES: readonly CourseName[] = ['countered', 'proposed', 'discussed', 'unsigned', 'repeated', 'deadlock'];

/** What a NAV office and a provider may agree on, with a value in the middle and what they say for it. */
const SUBJECTS: readonly {
  indicator: string;
  programme: string | null;
  middle: number;
  step: number;
  nav: readonly string[];
  provider: readonly string[];
}[] = [
  {
    indicator: 'job-acquisition',
    programme: 'AB',
    middle: 45,
    step: 1,
    nav: [
      'Arbeidsmarkedet er godt hos oss nå, og flere arbeidsgivere spør etter folk. Vi tror det er mulig å løfte formidlingen noe.',
      'Dere har ligget jevnt de siste årene. Vi ønsker et mål som ligger litt over snittet i landet.',
      'Vi har brukt tallene for de to siste årene som utgangspunkt.',
    ],
    provider: [
      'Vi får flere deltakere med sammensatte behov enn før. Vi foreslår et mål som er krevende, men mulig.',
      'En stor arbeidsgiver har permittert folk i høst. Det merker vi på formidlingen.',
    ],
  },
  {
    indicator: 'job-acquisition',
    programme: 'KIA',
    middle: 35,
    step: 1,
    nav: [
      'Flere fullfører nå med fagbrev eller sertifikat. Det bør gi utslag i formidlingen.',
      'Målet i fjor var riktig nivå. Vi vil opp ett par prosentpoeng.',
    ],
    provider: [
      'Gruppene er små hos oss, så noen få deltakere gir store utslag. Vi vil ha et mål som tåler det.',
      'Vi er med på å strekke oss, men de som begynte i høst, er ikke klare for jobb før neste år.',
    ],
  },
  {
    indicator: 'active-solutions',
    programme: 'KIA',
    middle: 20,
    step: 1,
    nav: [
      'Fagskolen har fått flere plasser. Flere kan gå rett over i utdanning.',
      'Vi ønsker at færre avslutter uten noe nytt å gå til.',
    ],
    provider: [
      'Overgang til utdanning skjer bare om høsten. Vi foreslår et litt lavere tall i år.',
      'Vi holder fast på nivået fra i fjor.',
    ],
  },
  {
    indicator: 'active-solutions',
    programme: 'APS',
    middle: 25,
    step: 1,
    nav: [
      'Mange trenger et tiltak til før de kan jobbe. Det er et godt resultat at de kommer videre.',
      'Vi ligger under fylket her og vil opp.',
    ],
    provider: [
      'Det er ventetid på behandling, og den rår vi ikke over. Vi foreslår et mål som tar høyde for det.',
      'Vi tror dette nivået er riktig for gruppa vi har nå.',
    ],
  },
  {
    indicator: 'formal-qualification',
    programme: 'KIA',
    middle: 38,
    step: 1,
    nav: [
      'Truck- og kransertifikat gir jobb her. Vi ønsker at flere får tilbud om det.',
      'Vi vil prioritere lærekandidatordningen i år.',
    ],
    provider: [
      'Vi har avtale med to kursholdere og kan ta imot flere fra mars.',
      'Kursene er dyre. Uten flere plasser blir det vanskelig å nå et så høyt tall.',
    ],
  },
  {
    indicator: 'time-to-first-workday',
    programme: 'AB',
    middle: 8,
    step: 0.5,
    nav: [
      'Vi ser at de som kommer raskt ut i en bedrift, lykkes oftere. Derfor dette målet.',
      'To måneder bør være nok for de fleste.',
    ],
    provider: [
      'Vi klarer det for de fleste, men noen trenger mer tid før de er klare.',
      'Det tar tid å finne praksisplass i distriktet. Vi foreslår en uke mer.',
    ],
  },
  {
    indicator: 'time-to-job',
    programme: 'AB',
    middle: 28,
    step: 1,
    nav: [
      'Landssnittet er om lag et halvt år. Vi ønsker å ligge der.',
      'Kortere tid til jobb er det viktigste for deltakerne våre nå.',
    ],
    provider: [
      'Vi er enige i retningen. Vi foreslår å gå ned litt hvert år i stedet for alt på én gang.',
      'Kvaliteten på jobben betyr også noe. For kort tid kan gi dårligere match.',
    ],
  },
  {
    indicator: 'placement-partners',
    programme: null,
    middle: 140,
    step: 5,
    nav: [
      'Vi trenger flere partnere innen helse og handel.',
      'Flere partnere gir flere valg for deltakerne. Dere var på god vei i fjor.',
    ],
    provider: [
      'Vi vil heller ha færre partnere som vi bruker ofte. Vi foreslår et litt lavere tall.',
      'Vi har ansatt en ny markedskontakt og tror dette er mulig.',
    ],
  },
  {
    indicator: 'placement-participants',
    programme: 'APS',
    middle: 45,
    step: 1,
    nav: [
      'Flere bør få prøve seg i en vanlig bedrift i løpet av tiden hos dere.',
      'Dette tallet har stått stille i tre år. Vi vil ha bevegelse.',
    ],
    provider: [
      'Vi begynner med hospitering tidligere fra nyttår, så dette skal gå.',
      'Noen av deltakerne er ikke klare for hospitering. Vi foreslår et tall litt under.',
    ],
  },
  {
    indicator: 'participant-survey',
    programme: 'KIA',
    middle: 4.8,
    step: 0.1,
    nav: [
      'Deltakerne er godt fornøyde hos dere. Vi ønsker å holde nivået.',
      'Spørsmålet om egen plan kan bli bedre. Derfor et mål litt over i fjor.',
    ],
    provider: [
      'Vi jobber med medvirkning i år og er enige i nivået.',
      'Vi vil gjerne se at svarprosenten går opp først.',
    ],
  },
  {
    indicator: 'staff-training',
    programme: null,
    middle: 4,
    step: 0.5,
    nav: [
      'Vi ønsker at alle veiledere får opplæring i jobbmatch.',
      'Nye metoder krever at dere bruker tid på opplæring.',
    ],
    provider: [
      'Vi har satt av fire dager per ansatt i budsjettet.',
      'Vi har hatt mange nye ansatte. I år går noe av tiden til å lære opp dem.',
    ],
  },
];

const COMMENTS = [
  'Vi tar dette opp i ledermøtet på tirsdag og svarer etter det.',
  'Kan dere si noe om hvilke deltakere dere tenker på?',
  'Vi trenger tallene for høsten før vi kan svare.',
  'Vi ser at dette er høyere enn det fylket har satt. Hva er grunnen til det?',
];
const WITHDRAWALS = [
  'Vi trekker forslaget. Fylket har satt et mål som dekker dette.',
  'Vi er enige om å følge det nasjonale målet i år.',
];
const REOPENINGS = [
  'Dere har alt nådd målet. Vi ønsker å se på det på nytt.',
  'Forutsetningene har endret seg siden i vinter. Vi foreslår en ny runde.',
];

interface Plan {
  navOffice: string;
  provider: string;
  indicator: string;
  programme: string | null;
  year: number;
  course: CourseName;
  /** The value in the middle, where it is not the usual one. */
  middle?: number;
}

/** The demo's own provider with its NAV offices: something in every state. */
function mainTargets(nation: Nation, people: People, random: Random): SeedLocalTarget[] {
  const provider = nation.providers[0];
  if (!provider) return [];
  const [last, now, next] = [OPEN_YEAR - 1, OPEN_YEAR, OPEN_YEAR + 1];
  const plans: (readonly [
    office: string,
    indicator: string,
    programme: string | null,
    year: number,
    course: CourseName,
    middle?: number,
  ])[] = [
    [NAV_SANDNES, 'participant-survey', 'KIA', last, 'agreed', 4.8],
    [NAV_SANDNES, 'placement-partners', null, last, 'settled', 150],
    [NAV_SANDNES, 'job-acquisition', 'KIA', last, 'agreed', 35],
    [NAV_SANDNES, 'job-acquisition', 'AB', last, 'long', 44],
    [NAV_SANDNES, 'time-to-first-workday', 'AB', last, 'signed'],
    [NAV_SANDNES, 'active-solutions', 'KIA', last, 'withdrawn'],
    [NAV_SANDNES, 'placement-partners', null, now, 'proposed', 150],
    [NAV_SANDNES, 'job-acquisition', 'KIA', now, 'countered', 35],
    [NAV_SANDNES, 'participant-survey', 'KIA', now, 'agreed', 4.9],
    [NAV_SANDNES, 'job-acquisition', 'AB', now, 'contested'],
    [NAV_SANDNES, 'time-to-first-workday', 'AB', now, 'settled'],
    [NAV_SANDNES, 'time-to-job', 'AB', now, 'discussed'],
    [NAV_SANDNES, 'staff-training', null, now, 'withdrawn'],
    [NAV_SANDNES, 'active-solutions', 'KIA', now, 'unsigned'],
    [NAV_SANDNES, 'formal-qualification', 'KIA', now, 'signed'],
    [NAV_SANDNES, 'placement-participants', 'APS', now, 'reopened'],
    [NAV_STAVANGER, 'job-acquisition', 'AB', last, 'agreed'],
    [NAV_STAVANGER, 'job-acquisition', 'AB', now, 'agreed'],
    [NAV_STAVANGER, 'active-solutions', 'APS', now, 'proposed'],
    [NAV_STAVANGER, 'time-to-first-workday', 'AB', now, 'deadlock'],
    // The talk about next year has begun; some of what the office proposes is what was agreed this year.
    [NAV_SANDNES, 'job-acquisition', 'AB', next, 'proposed'],
    [NAV_SANDNES, 'time-to-first-workday', 'AB', next, 'repeated'],
    [NAV_SANDNES, 'participant-survey', 'KIA', next, 'repeated'],
    [NAV_SANDNES, 'formal-qualification', 'KIA', next, 'repeated'],
    [NAV_SANDNES, 'job-acquisition', 'KIA', next, 'countered', 35],
    [NAV_SANDNES, 'active-solutions', 'KIA', next, 'proposed'],
    [NAV_SANDNES, 'placement-partners', null, next, 'agreed', 150],
    [NAV_SANDNES, 'staff-training', null, next, 'proposed'],
    [NAV_STAVANGER, 'job-acquisition', 'AB', next, 'repeated'],
  ];
  const made: SeedLocalTarget[] = [];
  for (const [navOffice, indicator, programme, year, course, given] of plans) {
    const before = made.find(
      (target) =>
        target.navOffice === navOffice &&
        target.indicator === indicator &&
        target.programme === programme &&
        target.year === year - 1,
    );
    const agreed = before && replay(before.steps.map(({ move }) => move))?.agreed?.value;
    const middle = course === 'repeated' ? (agreed ?? given) : given;
    const plan = { navOffice, provider: provider.number, indicator, programme, year, course, middle };
    made.push(makeTarget(plan, people, random));
  }
  return made;
}

/** Every fifth provider and all of Rogaland, with the nearest office. */
function otherTargets(nation: Nation, people: People, random: Random): SeedLocalTarget[] {
  const chosen = nation.providers
    .slice(1)
    .filter(
      (provider, index) => provider.validTo === null && (provider.countyUnit === NAV_ROGALAND || index % 5 === 0),
    );
  return chosen.flatMap((provider) => {
    const own = random.fork(provider.name);
    const navOffice = homeOffice(provider);
    if (!navOffice) return [];
    const subjects = SUBJECTS.filter(
      ({ programme }) =>
        programme === null ||
        provider.agreements.some((agreement) => agreement.navOffice === navOffice && agreement.programme === programme),
    );
    return own
      .shuffle(subjects)
      .slice(0, own.int(2, 5))
      .flatMap(({ indicator, programme }) => {
        const before = own.weighted<CourseName | null>([
          ['agreed', 40],
          ['signed', 15],
          ['settled', 15],
          ['long', 8],
          ['withdrawn', 4],
          ['countered', 4],
          [null, 14],
        ]);
        const now = own.weighted<CourseName | null>([
          ['agreed', 22],
          ['signed', 10],
          ['settled', 12],
          ['long', 6],
          ['withdrawn', 4],
          ['countered', 12],
          ['proposed', 14],
          ['discussed', 6],
          ['unsigned', 4],
          ['reopened', 5],
          ['contested', 3],
          ['deadlock', 2],
          [null, 2],
        ]);
        const plans = [
          [OPEN_YEAR - 1, before],
          [OPEN_YEAR, now],
        ] as const;
        return plans.flatMap(([year, course]) =>
          course
            ? [makeTarget({ navOffice, provider: provider.number, indicator, programme, year, course }, people, own)]
            : [],
        );
      });
  });
}

/** The office that it is nearest to. */
export function homeOffice(provider: SeedProvider): string | undefined {
  return provider.agreements.find(({ navOffice, validTo }) => validTo === null && navOffice !== MERGED_OFFICE.number)
    ?.navOffice;
}

function makeTarget(plan: Plan, people: People, random: Random): SeedLocalTarget {
  const { navOffice, provider, indicator, programme, year, course } = plan;
  const subject = SUBJECTS.find((candidate) => candidate.indicator === indicator && candidate.programme === programme);
  const turns: readonly Turn[] = COURSES[course];
  const lowerIsBetter = indicator.startsWith('time-');
  const middle = (plan.middle ?? subject?.middle ?? 0) * (plan.middle ? 1 : random.between(0.94, 1.06));
  const step = subject?.step ?? 1;
  const target: SeedLocalTarget = { id: random.uuid(), navOffice, provider, indicator, programme, year, steps: [] };
  const lately = year > OPEN_YEAR || (year === OPEN_YEAR && OPEN_COURSES.includes(course));
  let day = lately ? DEMO_DAY - random.int(9, 30) : firstDayOf(year) - random.int(30, 60);
  for (const [side, role, kind, wish, days] of turns) {
    // A new round is opened in the autumn, once the year has shown where it goes.
    day = kind === 'reopen' ? (year === OPEN_YEAR ? DEMO_DAY : firstDayOf(year) + 300) - random.int(7, 20) : day + days;
    const wished = lowerIsBetter ? middle * (2 - wish) : middle * wish;
    const move: Move = {
      kind,
      side: side === 'nav' ? 'nav-office' : 'provider',
      role,
      aim: wish > 0 ? { value: Math.round(Math.round(wished / step) * step * 10) / 10, low: null, high: null } : null,
      grounds: groundsFor(kind, side, subject?.nav ?? [], subject?.provider ?? [], random),
    };
    const person = people.at(side === 'nav' ? navOffice : provider, role);
    const earliest = (target.steps.at(-1)?.at.getTime() ?? 0) + 60_000;
    target.steps.push({
      move,
      person,
      at: new Date(Math.max(earliest, workingHours(Math.min(day, DEMO_DAY), random).getTime())),
    });
  }
  return target;
}

function groundsFor(
  kind: Kind,
  side: Turn[0],
  nav: readonly string[],
  provider: readonly string[],
  random: Random,
): string | null {
  switch (kind) {
    case 'propose':
    case 'counter':
      return random.pick(side === 'nav' ? nav : provider);
    case 'comment':
      return random.pick(COMMENTS);
    case 'withdraw':
      return random.pick(WITHDRAWALS);
    case 'reopen':
      return random.pick(REOPENINGS);
    case 'agree':
    case 'sign':
      return null;
  }
}

/** Stores what was decided, set and negotiated. */
export async function storeTargets(
  trx: Trx,
  { suitability, general, local }: SeedTargets,
  nation: Nation,
  idOf: (number: string) => number,
): Promise<void> {
  const decidedAt = new Date(Date.UTC(2024, 9, 1, 8));
  await trx
    .insertInto('suitability')
    .values(suitability.map((row) => ({ ...row, decidedAt })))
    .execute();
  await trx
    .insertInto('generalTarget')
    .values(
      general.map(({ owner, at, ...target }) => ({
        ...target,
        ownerId: idOf(owner),
        publishedAt: target.state === 'published' ? at : null,
        updatedAt: at,
      })),
    )
    .execute();
  const countyOf = new Map(nation.organisations.map(({ number, countyUnit }) => [number, countyUnit]));
  await trx
    .insertInto('localTarget')
    .values(
      local.flatMap((target) => {
        const { id, navOffice, provider, indicator, programme, year } = target;
        const stands = standOf(target);
        if (!stands) return [];
        const countyUnitId = idOf(countyOf.get(navOffice) ?? '');
        const place = { navOfficeId: idOf(navOffice), providerId: idOf(provider), countyUnitId };
        return [{ id, ...place, indicator, programme, year, ...stands }];
      }),
    )
    .execute();
  await trx
    .insertInto('targetStep')
    .values(local.flatMap((target) => stepsOf(target, idOf)))
    .execute();
}

/** How a negotiation stands after its last step. */
function standOf({ steps }: SeedLocalTarget) {
  const negotiation = replay(steps.map(({ move }) => move));
  const [first, last] = [steps[0], steps.at(-1)];
  if (!negotiation || !first || !last) return null;
  // The agreement in force is that of the step before a new round, or of the last step.
  const reopened = steps.findIndex(({ move }) => move.kind === 'reopen');
  const agreed = steps[reopened === -1 ? steps.length - 1 : reopened - 1];
  const agreedAt = negotiation.agreed ? (agreed?.at ?? null) : null;
  return { ...columnsOf(negotiation), agreedAt, createdAt: first.at, updatedAt: last.at };
}

function stepsOf({ id, navOffice, provider, steps }: SeedLocalTarget, idOf: (number: string) => number) {
  const negotiation = replay(steps.map(({ move }) => move));
  return steps.map(({ move, person, at }, index) => ({
    targetId: id,
    seq: index + 1,
    navOfficeId: idOf(navOffice),
    providerId: idOf(provider),
    round: negotiation?.steps[index]?.round ?? 1,
    kind: move.kind,
    organisationId: idOf(move.side === 'provider' ? provider : navOffice),
    personId: person.id,
    personName: person.name,
    personRole: move.role,
    value: move.aim?.value ?? null,
    low: move.aim?.low ?? null,
    high: move.aim?.high ?? null,
    grounds: move.grounds,
    createdAt: at,
  }));
}
