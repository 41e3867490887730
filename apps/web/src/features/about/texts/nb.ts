export default {
  'about.accessibility.lead':
    'Alle skal kunne bruke tjenesten, også med tastatur alene, skjermleser, stor skrift og sterk kontrast. Vi følger WCAG 2.2 på nivå AA. Dette er et utkast: tjenesten er ennå ikke vurdert av noen utenfor.',
  'about.accessibility.works.heading': 'Slik er den laget',
  'about.accessibility.works':
    'Alt kan nås med tastatur, og fokus er alltid synlig. Farge står aldri alene: hver vurdering har form og ord. Hver figur har et navn, en setning som sier hva den viser, og de samme tallene som tabell. Sidene virker ned til 320 piksler bredde, i lyst og mørkt, og på papir.',
  'about.accessibility.lacks.heading': 'Dette vet vi er svakere',
  'about.accessibility.lacks':
    'Filer som lastes ned som PDF, er ikke merket for skjermleser. Skriv i stedet ut siden, eller les den på skjermen: der står de samme opplysningene.',
  'about.accessibility.tell.heading': 'Si fra',
  'about.accessibility.tell':
    'Møter du en hindring, si fra til bransjeforeningen som driver tjenesten. Svarer vi ikke godt nok, kan du klage til Digitaliseringsdirektoratet, uutilsynet.no.',

  'about.privacy.lead': 'Tjenesten måler tiltak, ikke mennesker. Den vet ikke hvem deltakerne er.',
  'about.privacy.rows.heading': 'Det arrangøren rapporterer',
  'about.privacy.rows':
    'Hver deltaker står med et tilfeldig kjennetegn som bare arrangøren kan knytte til en person. Radene ser bare arrangøren selv. Fødselsnummer blir stanset før de lagres, i alle felt og filer. Direktoratets ledere kan ta ut rader uten kjennetegn til evaluering, og hvert uttak blir loggført.',
  'about.privacy.small.heading': 'Små tall er skjult',
  'about.privacy.small':
    'Utenfor arrangøren vises ingen andel eller snitt av færre enn 5, og ingen gruppe på 1 eller 2. Der et skjult tall kunne regnes ut av de andre, er flere skjult. Det samme gjelder på skjermen, i filer og for andre systemer.',
  'about.privacy.surveys.heading': 'Undersøkelsene',
  'about.privacy.surveys':
    'Svar fra færre enn 5 vises ikke for noen, heller ikke for arrangøren. Fritekst vises først når minst 10 har svart. Engangskoden du svarer med, kan ikke knyttes til deg.',
  'about.privacy.users.heading': 'Om deg som bruker',
  'about.privacy.users':
    'Vi lagrer navn, e-postadresse, hvilken organisasjon du handler for, og hva du gjør som andre må kunne etterprøve: innsendinger, mål, kommentarer og uttak. Vi bruker én informasjonskapsel, for innloggingen. Ingenting lastes fra andre steder.',

  'about.method.lead':
    'De samme tretten indikatorene regnes ut på samme måte for alle, fra det arrangørene rapporterer.',
  'about.method.mean.heading': 'Snitt for landet og fylket',
  'about.method.mean':
    'Andeler og snitt slås sammen: alle tellere delt på alle nevnere, så store arrangører veier mer enn små. Vi tar aldri snitt av prosenter. For antall, som hospiteringspartnere, er det vanlig snitt over arrangørene. Et snitt krever minst tre arrangører.',
  'about.method.uncertainty.heading': 'Usikkerhet og vurdering',
  'about.method.uncertainty':
    'Få deltakere gir usikre tall. Hver andel og hvert snitt har derfor et 95 %-intervall: for andeler etter Wilson, for snitt etter t-fordelingen. Vi sier «bedre» eller «svakere» bare når intervallet ikke rommer snittet vi sammenlikner med, og «klart» bare når heller ikke 99,8 %-intervallet gjør det. Alt annet er innenfor usikkerheten. Antall og sjekklister får ingen vurdering.',
  'about.method.rank.heading': 'Plassering',
  'about.method.rank':
    'Plasseringen følger de nøyaktige tallene, ikke de avrundede. Like tall deler plass. Bare tall som kan vises, er med. Små arrangører havner oftere både øverst og nederst fordi tilfeldigheter slår mer ut, så les plasseringen sammen med intervallet.',
  'about.method.targets.heading': 'Mål',
  'about.method.targets':
    'Det nærmeste målet gjelder: lokalt foran fylkets, fylkets foran det nasjonale. «Nådd, sikkert» betyr at hele intervallet ligger på den gode siden av målet, «innenfor usikkerheten» at målet ligger inne i intervallet.',
  'about.method.signs.heading': 'Tegn i stedet for tall',
  'about.method.signs':
    'Kolon (:) betyr skjult av personvern, to punktum (..) at tallet mangler, ett punktum (.) at indikatoren ikke gjelder for tiltaket. Null er null.',

  'about.corrections.lead':
    'Et publisert år endres aldri i stillhet. En rettelse gir en ny revisjon, med hvem, når og hvorfor, og de gamle målkortene kan fortsatt lages på nytt.',
  'about.corrections.signIn': 'Logg inn for å se revisjonene av hvert år.',
  'about.corrections.published': '{year}: revisjon {revision}, publisert {date} av {by}.',
  'about.corrections.reason': 'Grunn: {reason}',
};
