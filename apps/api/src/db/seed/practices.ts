import { formatDay } from '@batt/domain/periods';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Database, PracticeEvidence } from '../tables.ts';
import { DEMO_DAY } from './nation.ts';
import type { Nation } from './nation.ts';
import { NAV_SANDNES } from './people.ts';
import type { People } from './people.ts';
import { Random } from './random.ts';

interface SeedPractice {
  indicator: string;
  programme: string | null;
  title: string;
  what: string;
  why: string;
  how: string;
  forWhom: string;
  question?: { body: string; answer: string | null };
}

const PRACTICES: readonly SeedPractice[] = [
  {
    indicator: 'job-acquisition',
    programme: 'AB',
    title: 'Jobbsøk i gruppe fra første uke',
    what: 'Deltakerne søker jobb sammen to formiddager i uka, fra den første uka i tiltaket.',
    why: 'Mange har søkt alene lenge. I gruppa ser de at andre får svar, og de øver på samtaler før de gjelder.',
    how: '1. En veileder leder gruppa og har med tre ledige stillinger hver gang.\n2. To og to ringer arbeidsgivere fra samme rom.\n3. Gruppa går gjennom hva som ble sagt, og avtaler neste steg.\n4. Veilederen følger opp arbeidsgiveren samme dag.',
    forWhom: 'Deltakere som vet omtrent hva slags arbeid de vil ha. De som trenger avklaring først, begynner senere.',
    question: {
      body: 'Hvor mange er det i gruppa, og hva gjør dere når noen ikke vil ringe?',
      answer: 'Seks til åtte. Ingen må ringe; noen skriver, og noen hører bare på de første gangene.',
    },
  },
  {
    indicator: 'job-acquisition',
    programme: 'KIA',
    title: 'Arbeidsgiveren med fra start',
    what: 'Hver deltaker har en bedrift med på laget før kvalifiseringen begynner.',
    why: 'Kurs som ingen har bruk for, gir sjelden jobb. Når bedriften er med på å velge, står plassen ofte klar etterpå.',
    how: '1. Veilederen og deltakeren besøker to bedrifter i de første tre ukene.\n2. Bedriften sier hva den trenger av kurs og sertifikater.\n3. Praksisdagene legges mellom kursdagene.\n4. Vi møtes alle tre hver femte uke.',
    forWhom: 'Deltakere i kvalifisering som har valgt bransje.',
  },
  {
    indicator: 'active-solutions',
    programme: 'APS',
    title: 'Neste steg avtales før siste måned',
    what: 'Ingen slutter uten en skriftlig plan som Nav kjenner.',
    why: 'Før kom planen for sent, og folk ble gående og vente.',
    how: '1. Åtte uker før slutt lager deltakeren og veilederen et utkast.\n2. Vi har et trepartsmøte med Nav seks uker før slutt.\n3. Søknad om skole eller nytt tiltak sendes mens deltakeren ennå er hos oss.',
    forWhom: 'Alle i arbeidspraksis i skjermet virksomhet.',
    question: { body: 'Får dere Nav med på møtene når de har det travelt?', answer: null },
  },
  {
    indicator: 'participant-survey',
    programme: 'VTA',
    title: 'Planen på én side, skrevet av deltakeren',
    what: 'Deltakeren skriver eller tegner sin egen plan, og den henger der deltakeren vil.',
    why: 'Da vi skrev planene, var de våre. Nå er det deltakerne som minner oss om dem.',
    how: '1. Vi bruker et ark med fire ruter: dette kan jeg, dette vil jeg lære, dette trenger jeg hjelp til, dette er neste steg.\n2. Planen tas fram hver fjortende dag.\n3. Pårørende kan være med hvis deltakeren ønsker det.',
    forWhom: 'Alle i varig tilrettelagt arbeid. Arket finnes også med bilder.',
  },
  {
    indicator: 'placement-participants',
    programme: 'AVKL',
    title: 'To dager ute i løpet av avklaringen',
    what: 'Alle prøver seg minst to dager hos en arbeidsgiver mens avklaringen pågår.',
    why: 'Det en person får til på en vanlig arbeidsplass, sier mer enn våre samtaler og tester.',
    how: '1. Vi har avtale med tjue bedrifter som tar imot på kort varsel.\n2. Veilederen er med den første timen.\n3. Arbeidsgiveren fyller ut et kort skjema sammen med deltakeren.',
    forWhom: 'Deltakere som helsemessig kan være ute. For andre lager vi noe tilsvarende hos oss.',
  },
  {
    indicator: 'placement-participants',
    programme: 'KIA',
    title: 'Hospitering i par',
    what: 'To deltakere hospiterer sammen i samme bedrift de første ukene.',
    why: 'Terskelen er lavere for to, og færre gir seg tidlig.',
    how: '1. Vi setter sammen par med ulike styrker.\n2. Bedriften får én kontaktperson hos oss for begge.\n3. Etter tre uker går hver for seg.',
    forWhom: 'Deltakere som er usikre på om de klarer en hel dag.',
  },
  {
    indicator: 'time-to-first-workday',
    programme: 'AB',
    title: 'Første dag i arbeid innen tre uker',
    what: 'Vi starter hos arbeidsgiveren og kartlegger der, ikke på kontoret først.',
    why: 'Lang kartlegging tok motet fra folk. Det meste lærer vi raskere ute.',
    how: '1. Første samtale handler om hva personen vil, og hvem vi kan ringe i dag.\n2. Første besøk hos en arbeidsgiver skjer i uke to.\n3. Kartleggingen skrives underveis.',
    forWhom: 'Deltakere i arbeid med bistand.',
  },
  {
    indicator: 'staff-training',
    programme: null,
    title: 'Fagdag hver måned, ledet av oss selv',
    what: 'Den siste torsdagen i måneden lærer vi av hverandre, og noen ganger av en gjest.',
    why: 'Kurs ute er dyre, og få får være med. Her er alle med.',
    how: '1. En fra hver avdeling planlegger dagen.\n2. Halve dagen er øving: samtaler, kartlegging, bruk av arbeidsplassen.\n3. Vi skriver ned hva vi skal gjøre annerledes, og ser på det neste gang.',
    forWhom: 'Alle veiledere, arbeidsledere og støttepersonell.',
  },
];

/** Which one waits to be reviewed, counted with the main provider. */
const WAITING = 3;

/**
 * Practices of those who are reliably above in the newest published year, each with the own figures that show it; one
 * that the demo's main provider has adopted, and a question from the office in the demo's middle.
 */
export async function storePractices(
  trx: Transaction<Database>,
  nation: Nation,
  people: People,
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const year = nation.publishedYears.at(-1);
  const main = ids.get(nation.providers[0]?.number ?? '');
  const office = ids.get(NAV_SANDNES);
  if (year === undefined || main === undefined) return;
  const day = (daysAgo: number) => `${formatDay(DEMO_DAY - daysAgo)}T09:00:00Z`;
  const random = new Random(`batt/${nation.seed}/practices`);
  const taken: number[] = [main];
  for (const [index, practice] of PRACTICES.entries()) {
    const { indicator, programme, question, ...words } = practice;
    const { rows } = await sql<PracticeEvidence & { providerId: number }>`
      select f.provider_id, f.indicator, f.programme, f.year, f.value, f.n, b.mean, f.verdict
      from figure f
      join benchmark b on b.year = f.year and b.revision = f.revision and b.indicator = f.indicator
        and b.programme is not distinct from f.programme and b.area_id is null
      where f.year = ${year} and f.revision = 1 and f.indicator = ${indicator}
        and f.programme is not distinct from ${programme} and f.status = 'ok'
        and f.verdict in ('better', 'clearly-better') and not f.provider_id = any(${taken})
      order by f.verdict = 'clearly-better' desc, f.position, f.provider_id
      limit 1`.execute(trx);
    const found = rows[0];
    if (!found) continue;
    const { providerId, ...evidence } = found;
    taken.push(providerId);
    // The second that there is waits for the association; all others are published.
    const waits = taken.length === WAITING;
    const id = random.uuid();
    await trx
      .insertInto('practice')
      .values({
        id,
        ...words,
        providerId,
        state: waits ? 'submitted' : 'published',
        evidence: JSON.stringify([evidence]),
        reviewedByName: waits ? null : 'Anne Grete Vold',
        publishedAt: waits ? null : day(150 - index * 10),
        createdAt: day(190 - index * 10),
        updatedAt: day(150 - index * 10),
        version: 3,
      })
      .execute();
    await trx.insertInto('practiceIndicator').values({ practiceId: id, providerId, indicator, programme }).execute();
    if (index === 0) {
      const note = 'Vi begynte med én gruppe på mandager.';
      await trx
        .insertInto('practiceAdoption')
        .values({ practiceId: id, providerId: main, adoptedOn: `${year - 1}-02-03`, note, createdAt: day(100) })
        .execute();
    }
    if (question && !waits && office !== undefined) {
      await trx
        .insertInto('practiceQuestion')
        .values({
          id: random.uuid(),
          practiceId: id,
          providerId,
          organisationId: office,
          personId: people.at(NAV_SANDNES, 'member').id,
          body: question.body,
          createdAt: day(60 - index),
          ...(question.answer && { state: 'answered' as const, answer: question.answer, answeredAt: day(55 - index) }),
        })
        .execute();
    }
  }
}
