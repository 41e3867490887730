import type { KindOf, NoticeDetails, Topic } from './kinds.ts';

type Locale = 'nb' | 'nn' | 'en';
type Words = Record<Locale, string>;

/** A topic as a heading. */
export const topicWords: Record<Topic, Words> = {
  targets: { nb: 'Resultatmål', nn: 'Resultatmål', en: 'Targets' },
  dialogue: { nb: 'Tråder', nn: 'Trådar', en: 'Threads' },
  actions: { nb: 'Forbedringstiltak', nn: 'Forbetringstiltak', en: 'Improvement actions' },
  meetings: { nb: 'Dialogmøter', nn: 'Dialogmøte', en: 'Dialogue meetings' },
  reporting: { nb: 'Rapportering og publisering', nn: 'Rapportering og publisering', en: 'Reporting and publication' },
  practices: { nb: 'God praksis', nn: 'God praksis', en: 'Good practice' },
};

/**
 * What a person is told of each kind, on screen and by e-mail. `{from}` is the person and the organisation that did it, the
 * other names are the notice's own details; what stands in brackets is left out when one of its details is missing.
 */
const noticeWords: { [T in Topic]: Record<KindOf<T>, Words> } = {
  targets: {
    sent: {
      nb: '{who} har svart på mål[ for {year}]',
      nn: '{who} har svart på mål[ for {year}]',
      en: '{who} has answered on targets[ for {year}]',
    },
    commented: {
      nb: '{who} har skrevet en kommentar til mål[ for {year}]',
      nn: '{who} har skrive ein kommentar til mål[ for {year}]',
      en: '{who} has commented on targets[ for {year}]',
    },
    agreed: {
      nb: 'Mål[ for {year}] er avtalt med {who}',
      nn: 'Mål[ for {year}] er avtalte med {who}',
      en: 'Targets[ for {year}] are agreed with {who}',
    },
    ready: {
      nb: '{person} har gjort svar om mål[ for {year}] klart til sending[ til {who}]',
      nn: '{person} har gjort svar om mål[ for {year}] klart til sending[ til {who}]',
      en: '{person} has made the answer on targets[ for {year}] ready to be sent[ to {who}]',
    },
    withdrawn: {
      nb: '{who} har trukket forslag til mål[ for {year}]',
      nn: '{who} har trekt framlegg til mål[ for {year}]',
      en: '{who} has withdrawn proposed targets[ for {year}]',
    },
    deadline: {
      nb: 'Mål[ for {year}] med {who}: svarfristen er {date}',
      nn: 'Mål[ for {year}] med {who}: svarfristen er {date}',
      en: 'Targets[ for {year}] with {who}: answers are due {date}',
    },
  },
  dialogue: {
    comment: {
      nb: 'Nytt innlegg i «{subject}» fra {from}',
      nn: 'Nytt innlegg i «{subject}» frå {from}',
      en: 'New comment in “{subject}” by {from}',
    },
    mentioned: {
      nb: '{from} ber om svar i «{subject}»',
      nn: '{from} ber om svar i «{subject}»',
      en: '{from} asks for an answer in “{subject}”',
    },
    started: {
      nb: '{from} har startet tråden «{subject}»',
      nn: '{from} har starta tråden «{subject}»',
      en: '{from} has started the thread “{subject}”',
    },
    resolved: {
      nb: '{from} har løst tråden «{subject}»',
      nn: '{from} har løyst tråden «{subject}»',
      en: '{from} has resolved the thread “{subject}”',
    },
    reopened: {
      nb: '{from} har gjenåpnet tråden «{subject}»',
      nn: '{from} har opna att tråden «{subject}»',
      en: '{from} has reopened the thread “{subject}”',
    },
  },
  actions: {
    proposed: {
      nb: '{from} foreslår forbedringstiltaket «{subject}»',
      nn: '{from} gjer framlegg om forbetringstiltaket «{subject}»',
      en: '{from} proposes the improvement action “{subject}”',
    },
    accepted: {
      nb: '{from} tar ansvar for «{subject}»',
      nn: '{from} tek ansvar for «{subject}»',
      en: '{from} takes on “{subject}”',
    },
    done: {
      nb: '{from} er ferdig med «{subject}»',
      nn: '{from} er ferdig med «{subject}»',
      en: '{from} has completed “{subject}”',
    },
    'due-soon': {
      nb: 'Fristen for «{subject}» er {date}',
      nn: 'Fristen for «{subject}» er {date}',
      en: '“{subject}” is due {date}',
    },
    overdue: {
      nb: '«{subject}» er over fristen, som var {date}',
      nn: '«{subject}» er over fristen, som var {date}',
      en: '“{subject}” is overdue; it was due {date}',
    },
  },
  meetings: {
    called: {
      nb: '{who} kaller inn til dialogmøte[ {date}]',
      nn: '{who} kallar inn til dialogmøte[ {date}]',
      en: '{who} calls a dialogue meeting[ on {date}]',
    },
    changed: {
      nb: '{who} har endret dialogmøtet[ {date}]',
      nn: '{who} har endra dialogmøtet[ {date}]',
      en: '{who} has changed the dialogue meeting[ on {date}]',
    },
    minutes: {
      nb: '{who} har skrevet referat fra dialogmøtet[ {date}]',
      nn: '{who} har skrive referat frå dialogmøtet[ {date}]',
      en: '{who} has written minutes of the dialogue meeting[ on {date}]',
    },
    confirmed: {
      nb: '{who} har bekreftet referatet fra dialogmøtet[ {date}]',
      nn: '{who} har stadfesta referatet frå dialogmøtet[ {date}]',
      en: '{who} has confirmed the minutes of the dialogue meeting[ on {date}]',
    },
    opened: {
      nb: '{who} har åpnet tabellen over sluttårsaker til dialogmøtet[ {date}]',
      nn: '{who} har opna tabellen over sluttårsaker til dialogmøtet[ {date}]',
      en: '{who} has opened its table of end reasons for the dialogue meeting[ on {date}]',
    },
    cancelled: {
      nb: '{who} har avlyst dialogmøtet[ {date}]',
      nn: '{who} har avlyst dialogmøtet[ {date}]',
      en: '{who} has cancelled the dialogue meeting[ on {date}]',
    },
  },
  reporting: {
    reopened: {
      nb: '{who} har gjenåpnet rapporten[ for {year}]',
      nn: '{who} har opna att rapporten[ for {year}]',
      en: '{who} has reopened the report[ for {year}]',
    },
    published: {
      nb: 'Tallene[ for {year}] er publisert',
      nn: 'Tala[ for {year}] er publiserte',
      en: 'The figures[ for {year}] are published',
    },
    'deadline-soon': {
      nb: 'Rapporten[ for {year}] er ikke sendt inn. Fristen er {date}',
      nn: 'Rapporten[ for {year}] er ikkje send inn. Fristen er {date}',
      en: 'The report[ for {year}] is not submitted. It is due {date}',
    },
  },
  practices: {
    submitted: {
      nb: '{provider} har sendt inn praksisen «{subject}»',
      nn: '{provider} har sendt inn praksisen «{subject}»',
      en: '{provider} has submitted the practice “{subject}”',
    },
    returned: {
      nb: '{who} har sendt tilbake praksisen «{subject}»',
      nn: '{who} har sendt tilbake praksisen «{subject}»',
      en: '{who} has returned the practice “{subject}”',
    },
    published: {
      nb: 'Praksisen «{subject}» er publisert',
      nn: 'Praksisen «{subject}» er publisert',
      en: 'The practice “{subject}” is published',
    },
    asked: {
      nb: '{who} spør om praksisen «{subject}»',
      nn: '{who} spør om praksisen «{subject}»',
      en: '{who} asks about the practice “{subject}”',
    },
    answered: {
      nb: '{provider} har svart på spørsmålet om praksisen «{subject}»',
      nn: '{provider} har svart på spørsmålet om praksisen «{subject}»',
      en: '{provider} has answered the question about the practice “{subject}”',
    },
    adopted: {
      nb: '{who} tar i bruk praksisen «{subject}»',
      nn: '{who} tek i bruk praksisen «{subject}»',
      en: '{who} adopts the practice “{subject}”',
    },
  },
};

/** The deadline of a talk about targets once it has passed: its `count` of days left is negative. */
const deadlinePassed: Words = {
  nb: 'Mål[ for {year}] med {who} er ikke avtalt. Svarfristen var {date}',
  nn: 'Mål[ for {year}] med {who} er ikkje avtalte. Svarfristen var {date}',
  en: 'Targets[ for {year}] with {who} are not agreed. Answers were due {date}',
};

/** For a name that the teller did not know or may not tell. */
const somebody: Record<'who' | 'person' | 'provider' | 'subject' | 'date', Words> = {
  who: { nb: 'den andre siden', nn: 'den andre sida', en: 'the other side' },
  person: { nb: 'en medarbeider', nn: 'ein medarbeidar', en: 'a colleague' },
  provider: { nb: 'tiltaksarrangøren', nn: 'tiltaksarrangøren', en: 'the provider' },
  subject: { nb: 'uten tittel', nn: 'utan tittel', en: 'untitled' },
  date: { nb: 'ikke satt', nn: 'ikkje sett', en: 'not set' },
};

/** «Kari Nordli i Nav Solør»: between a person and the organisation. */
const OF: Words = { nb: 'i', nn: 'i', en: 'at' };

/** The sentence of a notice in one language, without a full stop. A kind that is no longer known has the words of its topic. */
export function describeNotice(notice: { topic: Topic; kind: string; details: NoticeDetails }, locale: Locale): string {
  const { topic, kind } = notice;
  // A detail is one line of text whatever was typed: it ends up in the subject of an e-mail.
  const text = (value: string | number | undefined) =>
    String(value ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  const given: Record<string, string> = {
    who: text(notice.details.who),
    person: text(notice.details.person),
    provider: text(notice.details.provider),
    subject: text(notice.details.subject),
    year: text(notice.details.year),
    date: notice.details.date ? writeDay(notice.details.date, locale) : '',
  };
  given.from = [given.person, given.who].filter(Boolean).join(` ${OF[locale]} `) || somebody.who[locale];
  for (const [name, words] of Object.entries(somebody)) given[name] ||= words[locale];

  const ofTopic: Record<string, Words> = noticeWords[topic];
  const hasPassed = topic === 'targets' && kind === 'deadline' && (notice.details.count ?? 0) < 0;
  const words = hasPassed ? deadlinePassed : (ofTopic[kind] ?? topicWords[topic]);
  const known = (names: RegExpMatchArray | null) =>
    (names ?? []).every((name) => notice.details[name.slice(1, -1) as keyof NoticeDetails] !== undefined);
  const sentence = words[locale]
    .replace(/\[([^\]]*)\]/g, (_, part: string) => (known(part.match(/\{\w+\}/g)) ? part : ''))
    .replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? '');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

const DAY_FORMATS: Record<Locale, Intl.DateTimeFormat> = {
  nb: new Intl.DateTimeFormat('nb-NO', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  nn: new Intl.DateTimeFormat('nn-NO', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
};

function writeDay(date: string, locale: Locale): string {
  const at = new Date(date);
  return Number.isNaN(at.getTime()) ? date : DAY_FORMATS[locale].format(at);
}
