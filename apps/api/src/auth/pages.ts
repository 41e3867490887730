import type { OrganisationKind, Role } from '@batt/domain/access/viewer';

/** Somebody to sign in to the demo as. */
export interface DemoPerson {
  subject: string;
  name: string;
  memberships: { kind: OrganisationKind; organisation: string; role: Role; isOperator: boolean }[];
}

const KINDS: [OrganisationKind, string][] = [
  ['provider', 'Tiltaksarrangører'],
  ['nav-office', 'Nav-kontor'],
  ['county-unit', 'Fylkenes tiltaksenheter'],
  ['directorate', 'Arbeids- og velferdsdirektoratet'],
  ['association', 'Bransjeforeninger'],
];

const ROLE_NAMES: Record<Role, string> = { manager: 'Leder', member: 'Medarbeider', viewer: 'Lesetilgang' };

const WHAT_THEY_DO: Record<OrganisationKind, Record<Role, string>> = {
  provider: {
    manager: 'Sender inn årsrapporten, blir enig med Nav om mål og styrer hvem som har tilgang.',
    member: 'Legger inn data, svarer i samtaler med Nav og foreslår andre mål.',
    viewer: 'Ser bedriftens målkort og samtaler.',
  },
  'nav-office': {
    manager: 'Godkjenner mål med arrangørene og styrer hvem som har tilgang.',
    member: 'Foreslår mål og følger opp arrangørene som kontoret har avtale med.',
    viewer: 'Ser målkort og samtaler for arrangørene som kontoret har avtale med.',
  },
  'county-unit': {
    manager: 'Sammenligner fylkets arrangører, setter fylkesmål og styrer hvem som har tilgang.',
    member: 'Sammenligner fylkets arrangører og diskuterer resultater med dem.',
    viewer: 'Ser resultatene til fylkets arrangører.',
  },
  directorate: {
    manager: 'Setter nasjonale mål og bestemmer hvilke indikatorer som egner seg til mål.',
    member: 'Ser landets resultater og forbereder nasjonale mål.',
    viewer: 'Ser landets resultater.',
  },
  association: {
    manager: 'Følger opp medlemmene: innsending, frister og brukere.',
    member: 'Ser hvordan medlemmene ligger an.',
    viewer: 'Ser medlemmenes resultater.',
  },
};

const OPERATOR_MANAGER = 'Driver BATT: åpner, stenger og publiserer år, og styrer organisasjoner og brukere.';

/**
 * The demo's sign-in page: everybody one can be, by kind of organisation.
 *
 * @param action path that the choice is sent to; a person's subject as `subject`, `new` for somebody new.
 */
export function peoplePage(action: string, people: DemoPerson[], offersNew: boolean): string {
  const groups = KINDS.map(([kind, title]) => {
    const members = people.filter((person) => person.memberships[0]?.kind === kind);
    if (members.length === 0) return '';
    return `<section><h2>${title}</h2><ul>${members.map(personItem).join('')}</ul></section>`;
  });
  const newcomer = offersNew
    ? `<section><h2>Invitert</h2><ul><li><button name="subject" value="new"><b>Ny bruker</b>
        <span>Løs inn invitasjonen og logg inn som den som er invitert.</span></button></li></ul></section>`
    : '';
  return page(
    'Hvem vil du være?',
    `<p class="lead">Dette er en demo av BATT med oppdiktede tall og personer. Velg hvem du vil logge inn som.
      Du kan logge ut og velge en annen når du vil.</p>
    <form method="post" action="${text(action)}">${newcomer}${groups.join('')}</form>
    ${people.length === 0 ? '<p>Databasen har ingen demopersoner. Fyll den med <code>pnpm batt seed --demo</code>.</p>' : ''}`,
  );
}

function personItem({ subject, name, memberships }: DemoPerson): string {
  const [first] = memberships;
  if (!first) return '';
  const sentence =
    first.isOperator && first.role === 'manager' ? OPERATOR_MANAGER : WHAT_THEY_DO[first.kind][first.role];
  const places = memberships.map(({ organisation, role }) => `${ROLE_NAMES[role]}, ${text(organisation)}`);
  return `<li><button name="subject" value="${text(subject)}"><b>${text(name)}</b>
    <span class="place">${places.join('<br>')}</span><span>${sentence}</span></button></li>`;
}

type Failure = 'failed' | 'no-access' | 'unavailable';

const FAILURES: Record<Failure, [title: string, explanation: string]> = {
  failed: [
    'Innloggingen ble avbrutt',
    'Det kan skje når det går lang tid, eller når du logger inn i flere faner. Prøv en gang til.',
  ],
  'no-access': [
    'Du har ikke tilgang',
    'Du er logget inn, men ingen organisasjon har gitt deg tilgang til BATT. Be lederen din om en invitasjon.',
  ],
  unavailable: ['Innlogging er ikke mulig akkurat nå', 'Prøv igjen om litt.'],
};

/** Tells why a sign-in did not lead in, and offers another try. */
export function failedPage(reason: Failure, requestId: string): string {
  const [title, explanation] = FAILURES[reason];
  return page(
    title,
    `<p class="lead">${explanation}</p><p><a class="button" href="/auth/login">Logg inn</a></p>
    <p class="small">Trenger du hjelp? Oppgi denne koden: <code>${text(requestId)}</code></p>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – BATT</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/auth/pages.css">
</head>
<body><main><p class="brand">BATT</p><h1>${title}</h1>${content}</main></body>
</html>`;
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The look of both pages: Aksel's colours, light and dark. */
export const PAGES_CSS = `:root {
  color-scheme: light dark;
  --page: light-dark(#f5f6f7, #0e151f); --card: light-dark(#ffffff, #182231); --text: light-dark(#202733, #dfe1e5);
  --subtle: light-dark(#49515e, #a8adb7); --border: light-dark(#cfd3d8, #3a4657); --accent: light-dark(#0063c1, #75b0ee);
  --hover: light-dark(#e4eeff, #1f2f47); --focus: light-dark(#202733, #ffffff); --on-accent: light-dark(#ffffff, #0e151f);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 1.125rem/1.5 'Source Sans 3 Variable', 'Source Sans 3', 'Source Sans Pro', system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
.brand { margin: 0 0 2rem; font-weight: 700; letter-spacing: .04em; color: var(--accent); }
h1 { margin: 0 0 .5rem; font-size: clamp(1.75rem, 6vw, 2.5rem); line-height: 1.2; }
h2 { margin: 2rem 0 .75rem; font-size: 1.25rem; }
.lead { max-width: 42rem; margin: 0 0 1rem; }
.small, .place { color: var(--subtle); font-size: 1rem; }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: .75rem; margin: 0; padding: 0; list-style: none; }
li { display: flex; }
button { display: flex; flex: 1; flex-direction: column; gap: .25rem; padding: 1rem; text-align: left; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--border); border-radius: .75rem; cursor: pointer; overflow-wrap: anywhere; }
button:hover { background: var(--hover); border-color: var(--accent); }
button b { color: var(--accent); }
.button { display: inline-block; padding: .75rem 1.25rem; border-radius: .5rem; background: var(--accent); color: var(--on-accent); text-decoration: none; }
button:focus-visible, a:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
`;
