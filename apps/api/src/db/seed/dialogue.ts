import { firstDayOf, formatDay } from '@batt/domain/periods';
import type { Day } from '@batt/domain/periods';
import type { ThreadAbout } from '../tables.ts';
import { DEMO_DAY, OPEN_YEAR } from './nation.ts';
import type { Nation, SeedProvider } from './nation.ts';
import { NAV_ROGALAND, NAV_SANDNES, NAV_STAVANGER } from './people.ts';
import type { People, SeedPerson } from './people.ts';
import { Random } from './random.ts';
import { homeOffice, workingHours } from './targets.ts';
import type { SeedTargets } from './targets.ts';

export interface SeedThread {
  id: string;
  provider: string;
  /** The NAV office or county unit on the other side. */
  counterpart: string;
  subject: string;
  about: ThreadAbout;
  indicator: string | null;
  programme: string | null;
  year: number | null;
  targetId: string | null;
  surveyTheme: number | null;
  /** Each time that it was resolved or reopened, in turn. */
  steps: { at: Date; organisation: string; person: SeedPerson }[];
  comments: {
    id: string;
    organisation: string;
    person: SeedPerson;
    body: string;
    at: Date;
    /** No person: the whole organisation. */
    mentions: { organisation: string; person: SeedPerson | null }[];
    /** What it said first, if it was changed, and when that was. */
    edited: { body: string; at: Date } | null;
  }[];
  /** How far each person has read. */
  reads: { person: SeedPerson; seq: number }[];
  actions: {
    id: string;
    title: string;
    owner: string;
    ownerName: string | null;
    dueDate: string | null;
    state: 'proposed' | 'accepted' | 'done' | 'dropped';
    at: Date;
  }[];
}

/**
 * `P` and `p` are the provider's manager and member, `N` and `n` those of the other side; then days since the line
 * before, and the words. In the words `@P`, `@p`, `@N` and `@n` call on those four, and `@them` on the other side as a
 * whole.
 */
type Line = `${Speaker} ${number} ${string}`;
const SPEAKERS = ['P', 'p', 'N', 'n'] as const;
type Speaker = (typeof SPEAKERS)[number];

interface Conversation {
  subject: string;
  about: readonly [indicator: string | null, programme: string | null, year: number | null];
  /** About the target that the two negotiate on it. */
  target?: true;
  /** About one of the nine survey themes. */
  theme?: number;
  lines: readonly Line[];
  /** Which line was changed, from 0, and what it said first. */
  edited?: readonly [line: number, first: string];
  /** Days before the demo's day on which the last line was written. */
  ago: number;
  /** Resolved after the last line; or before it, and so opened again. */
  resolved?: true | 'reopened';
  /** Lines at the end that the provider's people, or the other side's, have not read. */
  unread?: readonly [side: 'provider' | 'counterpart', lines: number];
  /** `due` in days after the demo's day. */
  actions?: readonly {
    title: string;
    owner: 'provider' | 'counterpart';
    named?: boolean;
    due: number;
    state: 'proposed' | 'accepted' | 'done' | 'dropped';
  }[];
}

/** Threads of the demo's own provider, and a spread over the nation. */
export function generateThreads(nation: Nation, people: People, targets: SeedTargets['local']): SeedThread[] {
  const random = new Random(`batt/${nation.seed}/threads`);
  const [main, ...others] = nation.providers;
  if (!main) return [];
  const own = MAIN_CONVERSATIONS.flatMap(([counterpart, conversations]) =>
    conversations.map((conversation) =>
      makeThread(main, counterpart, conversation, { nation, people, targets }, random.fork(conversation.subject)),
    ),
  );
  return [...own, ...otherThreads(others, { nation, people, targets }, random)];
}

interface Around {
  nation: Nation;
  people: People;
  targets: SeedTargets['local'];
}

/** Every sixth provider and half of Rogaland: one or two threads, with the nearest office or the county unit. */
function otherThreads(providers: SeedProvider[], around: Around, random: Random): SeedThread[] {
  return providers.flatMap((provider, index) => {
    const near = provider.countyUnit === NAV_ROGALAND;
    if (provider.validTo !== null || index % (near ? 2 : 6) !== 0) return [];
    const own = random.fork(provider.name);
    const office = homeOffice(provider);
    const fitting = CONVERSATIONS.filter(
      ({ about: [, programme] }) => programme === null || provider.programmes.includes(programme),
    );
    return own
      .shuffle(fitting)
      .slice(0, own.int(1, 2))
      .map((conversation) => {
        const counterpart = office && own.chance(near ? 0.3 : 0.7) ? office : provider.countyUnit;
        return makeThread(
          provider,
          counterpart,
          { ...conversation, ago: own.int(2, 150) },
          around,
          own.fork(conversation.subject),
        );
      });
  });
}

function makeThread(
  provider: SeedProvider,
  counterpart: string,
  conversation: Conversation,
  { nation, people, targets }: Around,
  random: Random,
): SeedThread {
  const { subject, unread, theme = null, target: isOnTarget, actions = [] } = conversation;
  const [indicator, programme, year] = conversation.about;
  const speakers = {
    P: { organisation: provider.number, person: people.at(provider.number, 'manager') },
    p: { organisation: provider.number, person: people.at(provider.number, 'member') },
    N: { organisation: counterpart, person: people.at(counterpart, 'manager') },
    n: { organisation: counterpart, person: people.at(counterpart, 'member') },
  };
  const nameOf = (number: string) => nation.organisations.find((one) => one.number === number)?.name ?? '';
  const comments = makeComments(conversation, speakers, nameOf, random);
  const target = targets.find(
    (one) =>
      isOnTarget &&
      one.provider === provider.number &&
      one.navOffice === counterpart &&
      one.indicator === indicator &&
      one.programme === programme &&
      one.year === year,
  );
  const unreadLines = (organisation: string) =>
    unread && (unread[0] === 'provider') === (organisation === provider.number) ? unread[1] : 0;
  return {
    id: random.uuid(),
    provider: provider.number,
    counterpart,
    subject,
    about: theme !== null ? 'survey-theme' : isOnTarget ? 'target' : indicator ? 'figure' : 'other',
    indicator,
    programme,
    year,
    targetId: target?.id ?? null,
    surveyTheme: theme,
    steps: makeSteps(conversation, speakers, comments),
    comments,
    reads: Object.values(speakers).map(({ organisation, person }) => ({
      person,
      seq: Math.max(0, comments.length - unreadLines(organisation)),
    })),
    actions: actions.map(({ title, owner, named, due, state }) => ({
      id: random.uuid(),
      title,
      owner: owner === 'provider' ? provider.number : counterpart,
      ownerName: named === false ? null : (owner === 'provider' ? speakers.p : speakers.n).person.name,
      dueDate: formatDay(DEMO_DAY + due),
      state,
      at: comments.at(-1)?.at ?? new Date(0),
    })),
  };
}

type Speakers = Record<Speaker, { organisation: string; person: SeedPerson }>;

function makeComments(
  { lines, ago, edited }: Conversation,
  speakers: Speakers,
  nameOf: (organisation: string) => string,
  random: Random,
): SeedThread['comments'] {
  const said = lines.map((line) => {
    const [, days = '', words = ''] = /^\w (\d+) (.+)$/.exec(line) ?? [];
    return { who: SPEAKERS.find((who) => line.startsWith(who)) ?? 'n', days: Number(days), words };
  });
  const comments: SeedThread['comments'] = [];
  let day: Day = DEMO_DAY - ago - said.reduce((sum, { days }) => sum + days, 0);
  for (const { who, days, words } of said) {
    day += days;
    const earliest = (comments.at(-1)?.at.getTime() ?? 0) + 7 * 60_000;
    const at = new Date(Math.max(earliest, workingHours(day, random).getTime()));
    const otherSide = speakers[who === 'P' || who === 'p' ? 'N' : 'P'].organisation;
    const mentions: SeedThread['comments'][number]['mentions'] = [];
    const body = words.replaceAll(/@(them|[PpNn])\b/g, (_, called: Speaker | 'them') => {
      const mention = called === 'them' ? { organisation: otherSide, person: null } : speakers[called];
      mentions.push(mention);
      return `@${mention.person?.name ?? nameOf(mention.organisation)}`;
    });
    const first = edited?.[0] === comments.length ? edited[1] : null;
    comments.push({
      id: random.uuid(),
      ...speakers[who],
      body,
      at,
      mentions,
      edited: first === null ? null : { body: first, at: new Date(at.getTime() + 4 * 60_000) },
    });
  }
  return comments;
}

function makeSteps(
  { resolved }: Conversation,
  speakers: Speakers,
  comments: SeedThread['comments'],
): SeedThread['steps'] {
  if (!resolved) return [];
  const lastAt = comments.at(-1)?.at ?? new Date(0);
  const anHourAfter = (at: Date) => new Date(at.getTime() + 3_600_000);
  if (resolved !== 'reopened') return [{ at: anHourAfter(lastAt), ...speakers.N }];
  return [
    { at: anHourAfter(comments.at(-2)?.at ?? lastAt), ...speakers.N },
    { at: new Date(lastAt.getTime() - 60_000), ...speakers.p },
  ];
}

const LAST = OPEN_YEAR - 1;
/** Days before the demo's day of a day in the open year, counted from its first. */
const since = (dayOfYear: number) => DEMO_DAY - (firstDayOf(OPEN_YEAR) + dayOfYear - 1);

const MAIN_CONVERSATIONS: readonly (readonly [counterpart: string, conversations: readonly Conversation[]])[] = [
  [
    NAV_SANDNES,
    [
      {
        subject: 'Hvor kommer de nye partnerne fra?',
        about: ['placement-partners', null, LAST],
        ago: 2,
        unread: ['provider', 2],
        edited: [
          7,
          'Alle fem plassene er i bruk nå. Ett av sykehjemmene spør om vi kan bruke dem til språkpraksis også.',
        ],
        lines: [
          'n 0 Dere gikk fra 115 til 140 hospiteringspartnere i 2025. Kan dere si hvor mange av de 25 nye som er innen bygg og helse?',
          'p 3 Elleve er innen bygg og anlegg, og seks er innen helse og omsorg. Resten er stort sett butikk og lager. Vi fikk flere avtaler etter frokostmøtet med næringsforeningen i mai.',
          'n 2 Det er fint å høre. Vi har mange som ønsker seg til helse, så der tar vi gjerne imot flere.',
          'P 5 Vi har kontakt med to sykehjem i Sandnes. Begge har sagt ja til et møte før sommeren.',
          'N 1 Bra. Da ser vi på et litt høyere mål for 2026. Dere får et forslag fra oss.',
          'p 68 Da er begge avtalene med sykehjemmene på plass. De tar imot to deltakere hver fra august.',
          'n 1 Så bra! Vi har tre som kan være aktuelle. Jeg ringer deg på torsdag.',
          'p 92 Alle fire plassene er i bruk nå. Ett av sykehjemmene spør om vi kan bruke dem til språkpraksis også.',
          'n 1 Det vil vi gjerne. Kan dere skrive ned hva dere har avtalt om oppfølging, så tar vi det med i møtet i desember?',
          'N 2 Fint arbeid. @p, kan du lage en oversikt over partnerne fordelt på bransje til møtet?',
        ],
        actions: [
          { title: 'Avtaler med to sykehjem', owner: 'provider', due: -158, state: 'done' },
          { title: 'Oversikt over partnere per bransje', owner: 'provider', due: 14, state: 'proposed' },
          { title: 'Finne deltakere til språkpraksis', owner: 'counterpart', due: 25, state: 'accepted' },
        ],
      },
      {
        subject: 'Formidling til arbeid i KIA',
        about: ['job-acquisition', 'KIA', LAST],
        ago: 4,
        unread: ['provider', 1],
        lines: [
          'N 0 Vi vil gjerne forstå tallene for KIA bedre før vi setter mål for neste år. Hvilke sluttårsaker har endret seg mest?',
          'P 4 Flere har fått lærekontrakt eller vikariat enn før. Færre går rett til fast jobb, men mange av vikariatene blir faste etter et halvt år.',
          'n 3 Har dere tall på hvor mange det gjelder?',
          'p 6 Ja, vi følger dem opp etter seks og tolv måneder. Jeg legger det fram i dialogmøtet. Gruppa er liten, så vi må være forsiktige med hva vi leser ut av det.',
          'N 2 Det er vi enige i. Da venter vi med å svare på motforslaget deres til etter møtet.',
        ],
        actions: [
          {
            title: 'Legge fram tall for seks og tolv måneder etter KIA',
            owner: 'provider',
            due: 18,
            state: 'accepted',
          },
        ],
      },
      {
        subject: 'Motforslaget om formidling i AB',
        about: ['job-acquisition', 'AB', OPEN_YEAR],
        target: true,
        ago: 0,
        unread: ['provider', 1],
        lines: [
          'p 0 Vi har foreslått et litt lavere mål enn dere. @N, kan vi ta tallene for dem som kom i høst, før dere svarer?',
          'N 0 Ja. Send dem hit, så ser @n og jeg på dem sammen.',
          'p 1 De ligger i utkastet vårt nå. Sju av de elleve som kom i september, er i arbeidsutprøving.',
          'n 0 Takk. Vi svarer på forslaget før dialogmøtet.',
        ],
      },
      {
        subject: 'Er deltakerne med på å lage planen?',
        about: [null, 'AB', LAST],
        theme: 5,
        ago: 15,
        resolved: 'reopened',
        lines: [
          'N 0 Vi ser på hva de tre undersøkelsene sier om medvirkning. Hvordan får deltakerne være med og lage planen hos dere? Vi spør @them fordi vi vil lære av det.',
          'P 2 Vi skriver planen sammen. Fra i høst skriver deltakeren det første utkastet selv.',
          'n 1 Det høres riktig ut. Da lukker vi denne til neste undersøkelse.',
          'p 30 Vi åpner den igjen: Ni av ti har skrevet utkastet selv i høst. Vi tar med to eksempler på møtet.',
        ],
      },
      {
        subject: 'Ventetid før første dag i en bedrift',
        about: ['time-to-first-workday', 'AB', LAST],
        ago: 3,
        unread: ['counterpart', 1],
        lines: [
          'n 0 Noen av våre deltakere i AB har ventet lenge før de kom ut i en bedrift. Hva stopper det på?',
          'p 2 For de fleste går det fort. De som venter lengst, venter på arbeidsprøving eller på at vi skal finne en bedrift i nærheten av der de bor.',
          'n 1 Kan vi hjelpe med skyss for dem som bor i Gjesdal og ytterst i kommunen?',
          'p 1 Det ville hjelpe mye. Vi har fire som ikke kommer seg til jobb med buss.',
          'N 6 Jeg har tatt det opp med kommunen. Vi får svar i løpet av november.',
          'p 13 Vi har fått en drosjeavtale for to av de fire så lenge. Har dere hørt noe fra kommunen?',
        ],
        actions: [
          { title: 'Avklare skyss for deltakere uten busstilbud', owner: 'counterpart', due: -6, state: 'accepted' },
          { title: 'Kartlegge hvem som venter lenger enn åtte uker', owner: 'provider', due: 10, state: 'accepted' },
        ],
      },
      {
        subject: 'Helsespørsmålene mangler for KIA',
        about: ['health', 'KIA', LAST],
        ago: since(96),
        resolved: true,
        lines: [
          'n 0 I målkortet for 2025 står det at tallet for psykisk og fysisk helse mangler i KIA. Vet dere hvorfor?',
          'p 1 To av spørsmålene ble ikke besvart da vi sendte inn. Det var vår feil. Kosthold og trening er en del av opplegget vårt, så vi skulle ha svart.',
          'n 1 Takk for svar. Blir det rettet?',
          'P 4 Vi har snakket med foreningen. Vi lar tallet stå som manglende for 2025 og passer på i år. Spørsmålene er alt besvart i utkastet for 2026.',
          'N 2 Helt i orden. Da lukker vi denne.',
        ],
      },
      {
        subject: 'Telles deltid som formidling?',
        about: ['job-acquisition', 'AB', LAST],
        ago: since(118),
        resolved: true,
        lines: [
          'p 0 Vi er usikre på én ting. En deltaker har gått ut i 40 prosent stilling ved siden av uføretrygd. Skal det føres som arbeid?',
          'n 2 Ja. Da bruker dere sluttårsaken «arbeid i kombinasjon med uføretrygd». Den teller som formidling.',
          'p 1 Fint, takk. Da retter vi to til som sto som «annet».',
        ],
        actions: [{ title: 'Rette sluttårsak for to deltakere', owner: 'provider', due: -200, state: 'done' }],
      },
      {
        subject: 'Ansatteundersøkelsen vises ikke',
        about: ['employee-survey', null, LAST],
        ago: since(75),
        resolved: true,
        lines: [
          'n 0 Ansatteundersøkelsen deres er skjult i målkortet. Er det noe galt?',
          'P 1 Nei, bare fire svarte. Da vises ikke resultatet til noen, heller ikke oss. Undersøkelsen kom midt i flyttingen.',
          'N 1 Skjønner. Håper flere svarer neste gang.',
          'P 0 I år sender vi den ut i oktober og setter av tid i personalmøtet.',
        ],
      },
      {
        subject: 'Dialogmøte i desember',
        about: [null, null, OPEN_YEAR],
        ago: 1,
        unread: ['provider', 1],
        lines: [
          'n 0 Passer tirsdag 8. desember kl. 12.00 for dialogmøtet? Vi vil gjerne snakke om målene i AB og KIA.',
          'p 1 Det passer for oss. Kari og jeg kommer. Kan vi møtes hos oss, så får dere se det nye verkstedet?',
          'n 1 Det høres fint ut. Ingrid og jeg kommer til dere.',
        ],
      },
    ],
  ],
  [
    NAV_ROGALAND,
    [
      {
        subject: 'Kompetanseutvikling under det nasjonale målet',
        about: ['staff-training', null, LAST],
        ago: 9,
        unread: ['counterpart', 1],
        lines: [
          'n 0 De låg under det nasjonale målet på fire dagar per tilsett i 2025. Har de ein plan for å kome opp?',
          'P 3 Ja. Vi flyttet i fjor, og det gikk ut over kursene. I år har alle veiledere fått tre dager i jobbmatch og én dag i motiverende samtale.',
          'n 1 Det høyrest bra ut. Er arbeidsleiarane med også?',
          'P 6 Arbeidslederne får sitt kurs i november. Da regner vi med å nå målet.',
        ],
        actions: [{ title: 'Kurs for arbeidsledere', owner: 'provider', due: 8, state: 'accepted' }],
      },
      {
        subject: 'Hvem skal svare på Nav-undersøkelsen i år?',
        about: ['nav-survey', null, OPEN_YEAR],
        ago: 12,
        lines: [
          'N 0 Vi velger nå hvilke kontorer som skal svare på Nav-undersøkelsen. For dere foreslår vi Sandnes, Gjesdal og Stavanger.',
          'P 1 Vi har hatt flere deltakere fra Klepp-Time i år enn fra Stavanger. Kan de være med?',
          'N 2 Ja, da tar vi med Klepp-Time også. Undersøkelsen går ut 1. desember.',
          'P 0 Fint, takk.',
        ],
      },
      {
        subject: 'Oppholdstid i KIA',
        about: ['time-in-programme', 'KIA', LAST],
        ago: since(140),
        resolved: true,
        lines: [
          'n 0 Fylket har sett eit band på 40–60 veker for opphaldstid i KIA. Korleis verkar det hos dykk?',
          'p 5 Det passer for de fleste. De som tar fagbrev, trenger lengre tid, og det mener vi er riktig bruk av tiltaket.',
          'n 2 Det er vi samde i. Skriv det gjerne i merknaden når de sender inn rapporten.',
        ],
      },
    ],
  ],
  [
    NAV_STAVANGER,
    [
      {
        subject: 'Flere plasser i APS fra nyttår?',
        about: ['active-solutions', 'APS', OPEN_YEAR],
        ago: 5,
        unread: ['provider', 2],
        lines: [
          'N 0 Vi har ventetid på APS og vurderer å kjøpe fire plasser til hos dere fra nyttår. Har dere kapasitet?',
          'P 2 Ja, det har vi i produksjon og kantine. Vi trenger å vite det innen 10. desember.',
          'N 5 Da tar jeg det med til budsjettmøtet. Samtidig har vi sendt et forslag til mål for overgang til aktive løsninger. Se gjerne på det.',
          'N 1 Budsjettet ser greit ut. Vi venter bare på endelig svar.',
        ],
        actions: [{ title: 'Gi svar om fire plasser i APS', owner: 'counterpart', due: 20, state: 'accepted' }],
      },
      {
        subject: 'Avtale om månedlige samtaler',
        about: [null, null, null],
        ago: since(60),
        resolved: true,
        lines: [
          'N 0 Kan vi avtale en fast samtale første mandag i måneden? Det er lettere enn å ta opp ting i målkortet.',
          'P 1 Ja, gjerne. Jonas kaller inn.',
        ],
      },
    ],
  ],
];

/** What other providers and offices talk about; without figures, for those differ. */
const CONVERSATIONS: readonly Conversation[] = [
  {
    subject: 'Overgang til arbeid har endret seg',
    about: ['job-acquisition', 'AB', LAST],
    ago: 0,
    unread: ['provider', 1],
    lines: [
      'N 0 Resultatet for formidling i AB har endret seg siden året før. Hva tror dere er årsaken?',
      'P 4 Vi mistet en jobbspesialist i vår, og det tok tid å få på plass en ny. Fra september er vi fulltallige.',
      'N 2 Takk. Da følger vi med på tallene utover og tar det opp igjen etter nyttår.',
    ],
    actions: [{ title: 'Ny gjennomgang av formidling i AB', owner: 'counterpart', due: 60, state: 'proposed' }],
  },
  {
    subject: 'Få svar på brukerundersøkelsen',
    about: ['participant-survey', 'AVKL', LAST],
    ago: 0,
    lines: [
      'n 0 Få deltakere i avklaring svarer på brukerundersøkelsen. Får alle tilbud om den?',
      'p 2 Alle får tilbud siste dag, men mange har det travelt da. Vi begynner å gi den ut på siste samtale i stedet.',
      'n 1 God idé. Si fra om det hjelper.',
    ],
    actions: [{ title: 'Gi ut undersøkelsen på siste samtale', owner: 'provider', due: 30, state: 'accepted' }],
  },
  {
    subject: 'Hospitering for deltakere i VTA',
    about: ['placement-participants', 'VTA', LAST],
    ago: 0,
    lines: [
      'N 0 Vi ønsker at flere i VTA får prøve seg ute i en bedrift. Hva skal til hos dere?',
      'P 3 Vi trenger bedrifter som kan ta imot to om gangen, så de slipper å komme alene. Butikken i sentrum har sagt ja.',
      'n 5 Kommunen har flere tjenestesteder som kan være aktuelle. Jeg sender en liste.',
      'P 1 Tusen takk. Vi tar kontakt med dem.',
    ],
    actions: [
      { title: 'Sende liste over kommunale tjenestesteder', owner: 'counterpart', due: -20, state: 'done' },
      { title: 'Prøve hospitering to og to', owner: 'provider', due: 45, state: 'accepted' },
    ],
  },
  {
    subject: 'Formelle kvalifikasjoner i KIA',
    about: ['formal-qualification', 'KIA', LAST],
    ago: 0,
    resolved: true,
    lines: [
      'N 0 Hvilke kurs gir best resultat hos dere?',
      'p 2 Truckførerbevis og hygienekurs fører oftest til jobb her. Vi har også tre lærekandidater i kantina.',
      'N 3 Nyttig å vite. Vi tar det med når vi setter mål.',
    ],
  },
  {
    subject: 'Tid fram til jobb',
    about: ['time-to-job', 'AB', LAST],
    ago: 0,
    unread: ['counterpart', 1],
    lines: [
      'n 0 Tida fram til jobb er blitt lengre. Er det noe vi kan gjøre fra vår side?',
      'p 4 Det hjelper om vi får deltakerne tidligere, og om planen er klar når de begynner. Nå bruker vi de første ukene på å lage den.',
    ],
  },
  {
    subject: 'Samarbeid om opplæring av veiledarar',
    about: ['staff-training', null, LAST],
    ago: 0,
    lines: [
      'n 0 Fleire av tiltaksarrangørane her ønskjer kurs i motiverande samtale. Vil de vere med på eit felles kurs?',
      'P 2 Ja, gjerne. Vi har seks som kan delta.',
      'n 6 Fint. Då set vi av to dagar i februar.',
    ],
    actions: [{ title: 'Setje opp felles kurs', owner: 'counterpart', due: 80, state: 'accepted' }],
  },
  {
    subject: 'Avtaler med arbeidsgivere som ikke blir brukt',
    about: ['placement-partners', null, LAST],
    ago: 0,
    lines: [
      'N 0 Dere har flere skriftlige avtaler enn dere bruker. Bør noen av dem avsluttes?',
      'P 3 Vi rydder i lista nå. Noen bedrifter er lagt ned, og noen har ikke plass lenger.',
      'N 1 Bra. Da blir tallet riktigere også.',
    ],
    actions: [
      { title: 'Rydde i lista over partnere', owner: 'provider', due: 20, state: 'accepted' },
      { title: 'Felles bedriftsbesøk i høst', owner: 'counterpart', named: false, due: -30, state: 'dropped' },
    ],
  },
  {
    subject: 'Overgang til utdanning',
    about: ['active-solutions', 'APS', LAST],
    ago: 0,
    unread: ['provider', 2],
    lines: [
      'n 0 Flere hos oss spør om veien fra APS til skole. Har dere erfaring med voksenopplæringa?',
      'p 2 Ja, de kommer hit to ganger i året og informerer. Vi hadde fire som begynte i høst.',
      'n 1 Det vil vi gjerne være med på. Når er neste gang?',
      'N 3 Jeg vil også gjerne komme. Vi har en ny medarbeider på ungdom som kan bli med.',
    ],
  },
  {
    subject: 'Hjelp med rapporten for 2026',
    about: [null, null, OPEN_YEAR],
    ago: 0,
    lines: [
      'P 0 Vi har byttet fagsystem og er usikre på om vi rekker fristen 15. januar. Hvem kan vi snakke med?',
      'N 1 Ta kontakt med bransjeforeningen. De kan gi utsatt frist. Si fra til oss hvordan det går.',
      'P 4 Takk. Det ser ut til at vi rekker det likevel. Deltakerne er alt lest inn.',
    ],
  },
];
