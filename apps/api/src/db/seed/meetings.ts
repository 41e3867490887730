import type { AgendaPoint } from '@batt/domain/meetings/agenda';
import { formatDay } from '@batt/domain/periods';
import type { Transaction } from 'kysely';
import type { Database } from '../tables.ts';
import { DEMO_DAY, OPEN_YEAR } from './nation.ts';
import type { Nation, SeedProvider } from './nation.ts';
import { NAV_ROGALAND, NAV_SANDNES, NAV_STAVANGER } from './people.ts';
import type { People, SeedPerson } from './people.ts';
import { Random } from './random.ts';
import { homeOffice, workingHours } from './targets.ts';

type Side = 'provider' | 'counterpart';
type Point = AgendaPoint | { kind: 'open-action'; title: string };

interface Plan {
  /** Days before the demo's day; a negative one is to come. */
  ago: number;
  programme: string;
  /** The measurement year it looks back at; the last published one when unsaid. */
  year?: number;
  called: Side;
  agenda: readonly Point[];
  minutes?: string;
  /** Whose managers have confirmed the minutes; `before`: they were changed since. */
  confirmed?: readonly (readonly [side: Side, before?: 'before'])[];
  cancelled?: true;
  actions?: readonly {
    title: string;
    indicator: string | null;
    owner: Side;
    /** Days after the demo's day. */
    due: number;
    state: 'proposed' | 'accepted' | 'done' | 'dropped';
  }[];
}

export interface SeedMeeting extends Omit<Plan, 'agenda' | 'confirmed' | 'actions' | 'year'> {
  id: string;
  provider: string;
  counterpart: string;
  day: number;
  year: number;
  agenda: AgendaPoint[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
  createdBy: SeedPerson;
  updatedBy: SeedPerson;
  confirmations: { organisation: string; person: SeedPerson; version: number; at: Date }[];
  actions: {
    id: string;
    title: string;
    indicator: string | null;
    programme: string | null;
    owner: string;
    ownerName: string | null;
    dueDate: string;
    state: 'proposed' | 'accepted' | 'done' | 'dropped';
    createdAt: Date;
    doneAt: Date | null;
  }[];
}

/** The year that meetings in the open year look back at. */
const LAST = OPEN_YEAR - 1;
/** Indicators that have one value for the whole provider. */
const OF_PROVIDER = ['staff-training', 'placement-partners', 'nav-survey', 'employee-survey'];

/** Meetings of the demo's own provider, held and to come, and a spread over the nation. */
export function generateMeetings(nation: Nation, people: People): SeedMeeting[] {
  const random = new Random(`batt/${nation.seed}/meetings`);
  const [main, ...others] = nation.providers;
  if (!main) return [];
  const own = MAIN_MEETINGS.flatMap(([counterpart, plans]) => course(main, counterpart, plans, people, random));
  const spread = others.flatMap((provider, index) => {
    const office = homeOffice(provider);
    const programme = ['AB', 'KIA', 'AVKL', 'APS'].find((code) => provider.programmes.includes(code));
    if (provider.validTo !== null || !office || !programme || index % 7 !== 0) return [];
    const shift = random.int(0, 20);
    const plans = OTHER_MEETINGS.map((plan) => ({ ...plan, programme, ago: plan.ago + shift }));
    return course(provider, office, plans, people, random.fork(provider.name));
  });
  return [...own, ...spread];
}

/** The meetings of two sides, oldest first: what one left open may stand on the agenda of the next. */
function course(
  provider: SeedProvider,
  counterpart: string,
  plans: readonly Plan[],
  people: People,
  random: Random,
): SeedMeeting[] {
  const left = new Map<string, string>();
  const sides = { provider: provider.number, counterpart };
  return plans.map((plan) => {
    const { ago, programme, called, agenda, minutes = '', confirmed = [] } = plan;
    const day = DEMO_DAY - ago;
    const createdAt = workingHours(Math.min(day - 21, DEMO_DAY - 2), random);
    const writtenAt = minutes ? new Date(workingHours(day, random).getTime() + 2 * 3_600_000) : createdAt;
    const version = minutes ? 4 : 1;
    const actions = (plan.actions ?? []).map(({ title, indicator, owner, due, state }) => {
      const id = random.uuid();
      left.set(title, id);
      return {
        id,
        title,
        indicator,
        programme: indicator === null || OF_PROVIDER.includes(indicator) ? null : programme,
        owner: sides[owner],
        ownerName: state === 'proposed' ? null : people.at(sides[owner], 'member').name,
        dueDate: formatDay(DEMO_DAY + due),
        state,
        createdAt: writtenAt,
        doneAt: state === 'done' ? workingHours(DEMO_DAY + Math.min(due, 0) - 3, random) : null,
      };
    });
    return {
      ...plan,
      id: random.uuid(),
      ...sides,
      day,
      year: plan.year ?? LAST,
      agenda: agenda.flatMap((point): AgendaPoint[] => {
        if (!('title' in point)) return [point];
        const actionId = left.get(point.title);
        return actionId ? [{ kind: 'open-action', actionId }] : [];
      }),
      version,
      createdAt,
      updatedAt: writtenAt,
      createdBy: people.at(sides[called], 'member'),
      updatedBy: people.at(counterpart, 'member'),
      confirmations: confirmed.map(([side, before], index) => ({
        organisation: sides[side],
        person: people.at(sides[side], 'manager'),
        version: before ? version - 1 : version,
        at: new Date(writtenAt.getTime() + (index + (before ? -0.02 : 1)) * 26 * 3_600_000),
      })),
      actions,
    };
  });
}

/** Puts the meetings, what was confirmed and what was to be done into the database. */
export async function storeMeetings(
  trx: Transaction<Database>,
  meetings: readonly SeedMeeting[],
  idOf: (number: string) => number,
): Promise<void> {
  const sides = ({ provider, counterpart }: SeedMeeting) => ({
    providerId: idOf(provider),
    counterpartId: idOf(counterpart),
  });
  const stateOf = ({ minutes, cancelled }: SeedMeeting) => (cancelled ? 'cancelled' : minutes ? 'held' : 'planned');
  await trx
    .insertInto('meeting')
    .values(
      meetings.map((meeting) => ({
        id: meeting.id,
        ...sides(meeting),
        programme: meeting.programme,
        year: meeting.year,
        heldOn: formatDay(meeting.day),
        state: stateOf(meeting),
        agenda: JSON.stringify(meeting.agenda),
        minutes: meeting.minutes ?? '',
        version: meeting.version,
        createdBy: meeting.createdBy.id,
        updatedByName: meeting.updatedBy.name,
        createdAt: meeting.createdAt,
        updatedAt: meeting.updatedAt,
      })),
    )
    .execute();
  await trx
    .insertInto('meetingConfirmation')
    .values(
      meetings.flatMap((meeting) =>
        meeting.confirmations.map(({ organisation, person, version, at }) => ({
          meetingId: meeting.id,
          ...sides(meeting),
          organisationId: idOf(organisation),
          version,
          personId: person.id,
          personName: person.name,
          confirmedAt: at,
        })),
      ),
    )
    .execute();
  await trx
    .insertInto('action')
    .values(
      meetings.flatMap((meeting) =>
        meeting.actions.map(({ owner, ...action }) => ({
          ...action,
          ...sides(meeting),
          meetingId: meeting.id,
          year: action.indicator === null ? null : meeting.year,
          ownerOrganisationId: idOf(owner),
          updatedAt: action.doneAt ?? action.createdAt,
        })),
      ),
    )
    .execute();
}

const MAIN_MEETINGS: readonly (readonly [counterpart: string, plans: readonly Plan[]])[] = [
  [
    NAV_SANDNES,
    [
      {
        ago: 611,
        programme: 'AB',
        year: LAST - 1,
        called: 'counterpart',
        agenda: [
          { kind: 'target-at-risk', indicator: 'time-to-first-workday' },
          { kind: 'other', text: 'Flere hospiteringsplasser' },
        ],
        minutes:
          'Fjordvekst vil ha flere partnere innen helse og varehandel, og tar ansvar for det. Nav Sandnes gir beskjed tidligere når en deltaker er klar for arbeidspraksis.',
        confirmed: [['counterpart'], ['provider']],
        actions: [
          {
            title: 'Ti nye partnere i helse og varehandel',
            indicator: 'placement-partners',
            owner: 'provider',
            due: -420,
            state: 'done',
          },
          {
            title: 'Gi beskjed to uker før en deltaker er klar for arbeidspraksis',
            indicator: 'time-to-first-workday',
            owner: 'counterpart',
            due: -500,
            state: 'done',
          },
        ],
      },
      {
        ago: 254,
        programme: 'AB',
        called: 'counterpart',
        agenda: [
          { kind: 'target-at-risk', indicator: 'job-acquisition' },
          { kind: 'survey-gap', theme: 5 },
          { kind: 'other', text: 'Hvem melder fra når en deltaker ikke møter?' },
        ],
        minutes:
          'Til stede: Ingrid Solheim og Erik Lunde (Nav Sandnes), Kari Nygård og Jonas Tveit (Fjordvekst).\n\nFormidling: Flere enn før går til vikariater. Fjordvekst prøver fast oppfølging de første tre månedene i jobb.\n\nMedvirkning: Ansatte og deltakere ser ulikt på det. Fjordvekst lar deltakerne skrive første utkast til plan selv.\n\nFravær: Fjordvekst ringer Nav samme dag.',
        confirmed: [['counterpart'], ['provider']],
        actions: [
          {
            title: 'Oppfølging i jobb de første tre månedene',
            indicator: 'job-acquisition',
            owner: 'provider',
            due: -60,
            state: 'done',
          },
          {
            title: 'Deltakerne skriver første utkast til plan',
            indicator: 'participant-survey',
            owner: 'provider',
            due: -9,
            state: 'accepted',
          },
          { title: 'Felles fraværslogg', indicator: null, owner: 'counterpart', due: -120, state: 'dropped' },
        ],
      },
      {
        ago: 66,
        programme: 'KIA',
        called: 'provider',
        agenda: [
          { kind: 'change', indicator: 'formal-qualification' },
          { kind: 'target-at-risk', indicator: 'job-acquisition' },
          { kind: 'open-action', title: 'Deltakerne skriver første utkast til plan' },
        ],
        minutes:
          'Fagbrev: To lærlinger i kjøkkenfag fra høsten. Nav Sandnes søker om flere plasser når de første er i gang.\n\nFormidling: Vi tar en ny gjennomgang i desember når høstens tall er klare.',
        confirmed: [['provider', 'before'], ['counterpart']],
        actions: [
          {
            title: 'Fem nye partnere i logistikk',
            indicator: 'placement-partners',
            owner: 'provider',
            due: 41,
            state: 'accepted',
          },
          {
            title: 'Avklare plasser for fagbrev på jobb',
            indicator: 'formal-qualification',
            owner: 'counterpart',
            due: 12,
            state: 'accepted',
          },
          {
            title: 'Kurs i jobbmatch for veiledere',
            indicator: 'staff-training',
            owner: 'provider',
            due: 70,
            state: 'proposed',
          },
        ],
      },
      {
        ago: -13,
        programme: 'AB',
        called: 'counterpart',
        agenda: [
          { kind: 'target-at-risk', indicator: 'job-acquisition' },
          { kind: 'survey-gap', theme: 5 },
          { kind: 'open-action', title: 'Deltakerne skriver første utkast til plan' },
          { kind: 'open-action', title: 'Fem nye partnere i logistikk' },
          { kind: 'other', text: 'Bestillingen for 2027' },
        ],
      },
    ],
  ],
  [
    NAV_STAVANGER,
    [
      {
        ago: 30,
        programme: 'APS',
        called: 'provider',
        agenda: [{ kind: 'other', text: 'Ledige plasser i vinter' }],
        cancelled: true,
      },
      { ago: 2, programme: 'KIA', called: 'counterpart', agenda: [{ kind: 'change', indicator: 'active-solutions' }] },
    ],
  ],
  [
    NAV_ROGALAND,
    [
      {
        ago: 142,
        programme: 'AVKL',
        called: 'counterpart',
        agenda: [
          { kind: 'other', text: 'Kapasitet i avklaring' },
          { kind: 'survey-gap', theme: 6 },
        ],
        minutes:
          'Fylket venter flere henvisninger til avklaring fra august. Fjordvekst kan ta inn seks flere. Tallene for høsten ses på sammen i januar.',
        confirmed: [['counterpart'], ['provider']],
        actions: [
          { title: 'Melde ledige plasser hver måned', indicator: null, owner: 'provider', due: -20, state: 'done' },
          {
            title: 'Felles mal for avklaringsrapport',
            indicator: 'nav-survey',
            owner: 'counterpart',
            due: 40,
            state: 'proposed',
          },
        ],
      },
    ],
  ],
];

const OTHER_MEETINGS: readonly Plan[] = [
  {
    ago: 150,
    programme: '',
    called: 'counterpart',
    agenda: [
      { kind: 'target-at-risk', indicator: 'active-solutions' },
      { kind: 'other', text: 'Samarbeid med lokale bedrifter' },
    ],
    minutes:
      'Vi gikk gjennom tallene for fjoråret. Arrangøren tar kontakt med to nye bransjer, og kontoret blir med på første besøk.',
    confirmed: [['counterpart'], ['provider']],
    actions: [
      {
        title: 'Besøke to nye bransjer sammen',
        indicator: 'placement-partners',
        owner: 'provider',
        due: -70,
        state: 'done',
      },
      {
        title: 'Kortere vei fra henvisning til oppstart',
        indicator: null,
        owner: 'counterpart',
        due: 15,
        state: 'accepted',
      },
    ],
  },
  {
    ago: -30,
    programme: '',
    called: 'provider',
    agenda: [
      { kind: 'open-action', title: 'Kortere vei fra henvisning til oppstart' },
      { kind: 'target-at-risk', indicator: 'active-solutions' },
    ],
  },
];
