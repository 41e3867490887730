import type nb from './nb.ts';

export default {
  'about.accessibility.lead':
    'Alle skal kunne bruke tenesta, også med tastatur åleine, skjermlesar, stor skrift og sterk kontrast. Vi følgjer WCAG 2.2 på nivå AA. Dette er eit utkast: tenesta er enno ikkje vurdert av nokon utanfor.',
  'about.accessibility.works.heading': 'Slik er ho laga',
  'about.accessibility.works':
    'Alt kan nåast med tastatur, og fokus er alltid synleg. Farge står aldri åleine: kvar vurdering har form og ord. Kvar figur har eit namn, ei setning som seier kva han viser, og dei same tala som tabell. Sidene verkar ned til 320 pikslar breidd, i lyst og mørkt, og på papir.',
  'about.accessibility.lacks.heading': 'Dette veit vi er svakare',
  'about.accessibility.lacks':
    'Filer som blir lasta ned som PDF, er ikkje merkte for skjermlesar. Skriv heller ut sida, eller les ho på skjermen: der står dei same opplysningane.',
  'about.accessibility.tell.heading': 'Sei frå',
  'about.accessibility.tell':
    'Møter du ei hindring, sei frå til bransjeforeininga som driv tenesta. Svarer vi ikkje godt nok, kan du klage til Digitaliseringsdirektoratet, uutilsynet.no.',

  'about.privacy.lead': 'Tenesta måler tiltak, ikkje menneske. Ho veit ikkje kven deltakarane er.',
  'about.privacy.rows.heading': 'Det arrangøren rapporterer',
  'about.privacy.rows':
    'Kvar deltakar står med eit tilfeldig kjenneteikn som berre arrangøren kan knyte til ein person. Radene ser berre arrangøren sjølv. Fødselsnummer blir stansa før dei blir lagra, i alle felt og filer. Leiarane i direktoratet kan ta ut rader utan kjenneteikn til evaluering, og kvart uttak blir loggført.',
  'about.privacy.small.heading': 'Små tal er skjulte',
  'about.privacy.small':
    'Utanfor arrangøren blir ingen del eller snitt av færre enn 5 vist, og inga gruppe på 1 eller 2. Der eit skjult tal kunne reknast ut av dei andre, er fleire skjulte. Det same gjeld på skjermen, i filer og for andre system.',
  'about.privacy.surveys.heading': 'Undersøkingane',
  'about.privacy.surveys':
    'Svar frå færre enn 5 blir ikkje viste for nokon, heller ikkje for arrangøren. Fritekst blir først vist når minst 10 har svart. Eingongskoden du svarer med, kan ikkje knytast til deg.',
  'about.privacy.users.heading': 'Om deg som brukar',
  'about.privacy.users':
    'Vi lagrar namn, e-postadresse, kva organisasjon du handlar for, og det du gjer som andre må kunne etterprøve: innsendingar, mål, kommentarar og uttak. Vi bruker éin informasjonskapsel, for innlogginga. Ingenting blir lasta frå andre stader.',

  'about.method.lead':
    'Dei same tretten indikatorane blir rekna ut på same måten for alle, frå det arrangørane rapporterer.',
  'about.method.mean.heading': 'Snitt for landet og fylket',
  'about.method.mean':
    'Delar og snitt blir slegne saman: alle teljarar delte på alle nemnarar, så store arrangørar veg meir enn små. Vi tek aldri snitt av prosentar. For tal på noko, som hospiteringspartnarar, er det vanleg snitt over arrangørane. Eit snitt krev minst tre arrangørar.',
  'about.method.uncertainty.heading': 'Uvisse og vurdering',
  'about.method.uncertainty':
    'Få deltakarar gir usikre tal. Kvar del og kvart snitt har derfor eit 95 %-intervall: for delar etter Wilson, for snitt etter t-fordelinga. Vi seier «betre» eller «svakare» berre når intervallet ikkje rommar snittet vi samanliknar med, og «klart» berre når heller ikkje 99,8 %-intervallet gjer det. Alt anna er innanfor uvissa. Tal på noko og sjekklister får inga vurdering.',
  'about.method.rank.heading': 'Plassering',
  'about.method.rank':
    'Plasseringa følgjer dei nøyaktige tala, ikkje dei avrunda. Like tal deler plass. Berre tal som kan visast, er med. Små arrangørar hamnar oftare både øvst og nedst fordi tilfelle slår meir ut, så les plasseringa saman med intervallet.',
  'about.method.targets.heading': 'Mål',
  'about.method.targets':
    'Det næraste målet gjeld: lokalt framfor fylket sitt, fylket sitt framfor det nasjonale. «Nådd, sikkert» tyder at heile intervallet ligg på den gode sida av målet, «innanfor uvissa» at målet ligg inne i intervallet.',
  'about.method.signs.heading': 'Teikn i staden for tal',
  'about.method.signs':
    'Kolon (:) tyder skjult av personvern, to punktum (..) at talet manglar, eitt punktum (.) at indikatoren ikkje gjeld for tiltaket. Null er null.',

  'about.corrections.lead':
    'Eit publisert år blir aldri endra i det stille. Ei retting gir ein ny revisjon, med kven, når og kvifor, og dei gamle målkorta kan framleis lagast på nytt.',
  'about.corrections.signIn': 'Logg inn for å sjå revisjonane av kvart år.',
  'about.corrections.published': '{year}: revisjon {revision}, publisert {date} av {by}.',
  'about.corrections.reason': 'Grunn: {reason}',
} satisfies Record<keyof typeof nb, string>;
