import type nb from './nb.ts';

export default {
  'balance.title': 'Balansert oversikt for {provider}',
  'balance.titleLoading': 'Balansert oversikt',
  'balance.below': 'Alle indikatorar og tiltak, {year} · {county}',
  'balance.none': 'Det finst ingen publiserte tal for dette valet, eller dei er ikkje dine å sjå.',
  'balance.print': 'Skriv ut',
  'balance.lead':
    '{better, plural, =0 {{weaker, plural, =0 {{judged, plural, one {Det eine talet som kan vurderast, er innanfor uvissa.} other {Alle {judged} tal er innanfor uvissa.}}} other {{weaker} av {judged} tal er svakare enn landet, ingen er betre.}}} other {{weaker, plural, =0 {{better} av {judged} tal er betre enn landet, ingen er svakare.} other {{better} av {judged} tal er betre enn landet, {weaker} er svakare.}}}}',
  'balance.better': 'Betre: {names}.',
  'balance.weaker': 'Svakare: {names}.',
  'balance.rest': 'Resten er innanfor uvissa.',
  'balance.others': '{count, plural, one {# annan} other {# andre}}',
  'balance.notJudged': 'Ingen av tala kan vurderast.',
  'balance.caption': '{group}: eigen verdi mot bandet eller landet',
  'balance.indicator': 'Indikator',
  'balance.own': 'Eigen',
  'balance.against': 'Landet',
  'balance.place': 'Plass i landet',
  'balance.verdict': 'Vurdering',
  'balance.strip': '{name}: plass mellom arrangørane',
  'balance.stripSummary': 'Eigen {own}, landssnitt {mean}.',
  'balance.unknown': 'ikkje vist',
  'balance.how':
    'Opphaldstid blir halden mot bandet der det er sett, alt anna mot landssnittet i den retninga som er best. Grått felt er midtarste halvdel av arrangørane.',
  'balance.published': 'Publisert {date}, revisjon {revision}.',
  'balance.inBand': 'band {band}',
  'balance.noRows': '{provider} har ingen publiserte tal for {year}.',
} satisfies Record<keyof typeof nb, string>;
