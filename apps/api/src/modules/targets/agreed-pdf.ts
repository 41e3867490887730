import { createHash } from 'node:crypto';
import { makeMove } from '@batt/domain/targets/negotiation';
import type { Negotiation, Side } from '@batt/domain/targets/negotiation';
import type { Aim } from '@batt/domain/targets/status';
import PDFDocument from 'pdfkit';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { asViewer } from '../../db/as-viewer.ts';
import { definitionsFor, listProgrammes } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { findTalk } from './talks.ts';
import { isAgreement, listSteps, moveOf } from './moves.ts';
import { aimInForce, targetsBetween } from './targets.ts';
import type { StepRow } from './moves.ts';
import type { TargetRow } from './targets.ts';

type Locale = keyof typeof WORDS;

/** Who put a side behind a target, and when. */
interface Signer {
  name: string;
  at: Date;
}

interface AgreedTarget {
  indicator: Indicator;
  programme: string | null;
  aim: Aim;
  agreedAt: Date;
  version: number;
  signers: Record<Side, Signer | null>;
}

/** All that two have agreed on for a year, as it stands on paper. */
interface AgreedTargets {
  provider: { name: string; number: string };
  navOffice: { name: string; number: string };
  year: number;
  targets: AgreedTarget[];
  /** SHA-256 of what is agreed: the same paper has the same one, in every language. */
  checksum: string;
}

const WORDS = {
  nb: {
    lang: 'nb-NO',
    title: (year: number) => `Avtalte resultatmål for ${year}`,
    between: 'Mellom',
    provider: 'tiltaksarrangør',
    office: 'Nav-kontor',
    number: { provider: 'organisasjonsnummer', office: 'enhetsnummer' },
    indicator: 'Indikator',
    target: 'Mål',
    agreedBy: (name: string) => `Avtalt av ${name}`,
    whole: 'Hele virksomheten',
    atLeast: (value: string) => `minst ${value}`,
    atMost: (value: string) => `høyst ${value}`,
    within: (low: string, high: string) => `fra ${low} til ${high}`,
    units: { score: 'av 6', days: 'dager per ansatt', count: '', percent: 'prosent', weeks: 'uker' },
    sign: 'Underskrifter',
    signText: 'Vi står bak målene på denne avtalen. Et avtalt mål endres bare når begge blir enige om et nytt.',
    place: 'Sted og dato',
    signature: 'Underskrift, leder',
    page: (page: number, pages: number) => `Side ${page} av ${pages}`,
    made: (at: string) => `Laget ${at}`,
    checksum: 'Kontrollsum for det som er avtalt (SHA-256)',
  },
  nn: {
    lang: 'nn-NO',
    title: (year: number) => `Avtalte resultatmål for ${year}`,
    between: 'Mellom',
    provider: 'tiltaksarrangør',
    office: 'Nav-kontor',
    number: { provider: 'organisasjonsnummer', office: 'einingsnummer' },
    indicator: 'Indikator',
    target: 'Mål',
    agreedBy: (name: string) => `Avtalt av ${name}`,
    whole: 'Heile verksemda',
    atLeast: (value: string) => `minst ${value}`,
    atMost: (value: string) => `høgst ${value}`,
    within: (low: string, high: string) => `frå ${low} til ${high}`,
    units: { score: 'av 6', days: 'dagar per tilsett', count: '', percent: 'prosent', weeks: 'veker' },
    sign: 'Underskrifter',
    signText: 'Vi står bak måla på denne avtala. Eit avtalt mål blir berre endra når begge blir samde om eit nytt.',
    place: 'Stad og dato',
    signature: 'Underskrift, leiar',
    page: (page: number, pages: number) => `Side ${page} av ${pages}`,
    made: (at: string) => `Laga ${at}`,
    checksum: 'Kontrollsum for det som er avtalt (SHA-256)',
  },
  en: {
    lang: 'en-GB',
    title: (year: number) => `Agreed targets for ${year}`,
    between: 'Between',
    provider: 'provider',
    office: 'Nav office',
    number: { provider: 'organisation number', office: 'unit number' },
    indicator: 'Indicator',
    target: 'Target',
    agreedBy: (name: string) => `Agreed by ${name}`,
    whole: 'The whole provider',
    atLeast: (value: string) => `at least ${value}`,
    atMost: (value: string) => `at most ${value}`,
    within: (low: string, high: string) => `from ${low} to ${high}`,
    units: { score: 'of 6', days: 'days per member of staff', count: '', percent: 'per cent', weeks: 'weeks' },
    sign: 'Signatures',
    signText: 'We stand behind these targets. An agreed target changes only when both agree on a new one.',
    place: 'Place and date',
    signature: 'Signature, manager',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    made: (at: string) => `Made ${at}`,
    checksum: 'Checksum of what is agreed (SHA-256)',
  },
} as const;

/** Whose agreed targets, for which year and in which language. */
export const agreedTargetsAddress = z.object({
  provider: z.string(),
  navOffice: z.string(),
  year: z.coerce.number().int(),
  locale: z.enum(['nb', 'nn', 'en']).default('nb'),
});

/**
 * The agreed targets of an office and a provider for a year on A4 pages that both can sign; null for whoever is neither a
 * side nor the office's county unit, and where nothing is agreed.
 */
export async function agreedTargetsFile(
  context: Context,
  { locale, ...key }: z.infer<typeof agreedTargetsAddress>,
): Promise<{ name: string; type: string; bytes: Uint8Array } | null> {
  const agreed = await loadAgreed(context, key);
  if (!agreed) return null;
  const programmes = new Map((await listProgrammes(context)).map(({ code, names }) => [code, names[locale]]));
  return {
    name: `${FILE_NAMES[locale]}-${key.provider}-${key.navOffice}-${key.year}.pdf`,
    type: 'application/pdf',
    bytes: await print(agreed, programmes, locale, new Date()),
  };
}
const FILE_NAMES = { nb: 'avtalte-resultatmaal', nn: 'avtalte-resultatmaal', en: 'agreed-targets' };

async function loadAgreed(
  context: Context,
  key: { provider: string; navOffice: string; year: number },
): Promise<AgreedTargets | null> {
  const talk = await findTalk(context, key);
  if (!talk) return null;
  const { providerId, navOfficeId, year } = talk;
  const found = await asViewer(context.db, context.viewer, async (trx) => ({
    indicators: await definitionsFor(trx, year),
    rows: await targetsBetween(trx, context, { providerId, navOfficeId, from: year, to: year }),
    names: await trx
      .selectFrom('organisation')
      .where('id', 'in', [providerId, navOfficeId])
      .select(['id', 'name'])
      .execute(),
  }));
  const locals = found.rows.filter(
    (row) => row.level === 'local' && row.state !== 'withdrawn' && row.agreedAt !== null,
  );
  const steps = await listSteps(
    context,
    locals.map(({ id }) => id),
  );
  const targets = found.indicators.flatMap((indicator) =>
    locals
      .filter((row) => row.indicator === indicator.code)
      .flatMap((row) => agreedTarget(row, indicator, steps[locals.indexOf(row)] ?? [])),
  );
  if (targets.length === 0) return null;
  const nameOf = (id: number) => found.names.find((one) => one.id === id)?.name ?? '';
  const provider = { name: nameOf(providerId), number: key.provider };
  const navOffice = { name: nameOf(navOfficeId), number: key.navOffice };
  const said = targets.map(({ indicator, programme, aim, agreedAt, version }) => [
    indicator.code,
    programme,
    aim.value,
    aim.low,
    aim.high,
    agreedAt.toISOString(),
    version,
  ]);
  const checksum = createHash('sha256')
    .update(JSON.stringify([provider.number, navOffice.number, year, said]))
    .digest('hex');
  return { provider, navOffice, year, targets, checksum };
}

function agreedTarget(row: TargetRow, indicator: Indicator, steps: readonly StepRow[]): AgreedTarget[] {
  const aim = aimInForce(row);
  if (!aim || !row.agreedAt) return [];
  const { signers, version } = lastAgreement(steps);
  return [{ indicator, programme: row.programme, aim, agreedAt: new Date(row.agreedAt), version, signers }];
}

/** Which manager last put each side behind what is in force, and the step that made it so. */
function lastAgreement(steps: readonly StepRow[]): { signers: AgreedTarget['signers']; version: number } {
  let now: Negotiation | null = null;
  let version = 0;
  for (const [index, step] of steps.entries()) {
    now = makeMove(now, moveOf(step));
    if (isAgreement(now)) version = index + 1;
  }
  const round = steps[version - 1]?.round;
  const made = steps.slice(0, version).filter((step) => step.round === round && step.kind !== 'comment');
  const signer = (side: Side): Signer | null => {
    const step = made.findLast((one) => moveOf(one).side === side && one.personRole === 'manager');
    return step ? { name: step.personName, at: step.createdAt } : null;
  };
  return { version, signers: { 'nav-office': signer('nav-office'), provider: signer('provider') } };
}

// The paper ----------------------------------------------------------------------------------------------------------

const MARGIN = 56;
const WIDTH = 595.28 - 2 * MARGIN;
const BOTTOM = 841.89 - 72;
/** Where each column of the table begins, and how wide it is. */
const COLUMNS = [
  { x: MARGIN, width: 150 },
  { x: MARGIN + 162, width: 104 },
  { x: MARGIN + 278, width: 96 },
  { x: MARGIN + 386, width: WIDTH - 386 },
] as const;

async function print(
  { provider, navOffice, year, targets, checksum }: AgreedTargets,
  programmes: ReadonlyMap<string, string>,
  locale: Locale,
  now: Date,
): Promise<Buffer> {
  const words = WORDS[locale];
  const title = words.title(year);
  const day = new Intl.DateTimeFormat(words.lang, { dateStyle: 'medium', timeZone: 'Europe/Oslo' });
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: 0, left: MARGIN, right: MARGIN },
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: words.lang,
    displayTitle: true,
    info: { Title: `${title}: ${provider.name}, ${navOffice.name}`, CreationDate: now },
  });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const write = (
    tag: string,
    text: string,
    size: number,
    more: { bold?: boolean; x?: number; y?: number; width?: number } = {},
  ) => {
    root.add(
      pdf.struct(tag, {}, () => {
        pdf
          .font(more.bold ? 'Helvetica-Bold' : 'Helvetica')
          .fontSize(size)
          .text(text, more.x ?? MARGIN, more.y ?? pdf.y, { width: more.width ?? WIDTH });
      }),
    );
  };
  const needRoom = (height: number) => {
    if (pdf.y + height <= BOTTOM) return false;
    pdf.addPage();
    return true;
  };
  const line = (y: number, width = 0.5) => {
    pdf.markContent('Artifact');
    pdf
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + WIDTH, y)
      .lineWidth(width)
      .stroke();
    pdf.endMarkedContent();
  };

  write('H1', title, 20, { bold: true });
  pdf.moveDown(0.8);
  write('P', words.between, 10);
  pdf.moveDown(0.2);
  write('P', `${navOffice.name} (${words.office}, ${words.number.office} ${navOffice.number})`, 11, { bold: true });
  write('P', `${provider.name} (${words.provider}, ${words.number.provider} ${provider.number})`, 11, { bold: true });
  pdf.moveDown(1);

  const row = (tag: 'TH' | 'TD', cells: readonly string[]) => {
    const font = tag === 'TH' ? 'Helvetica-Bold' : 'Helvetica';
    pdf.font(font).fontSize(10);
    const heights = cells.map((cell, index) => pdf.heightOfString(cell, { width: COLUMNS[index]?.width ?? 0 }));
    const height = Math.max(...heights);
    const y = pdf.y;
    const struct = pdf.struct('TR');
    root.add(struct);
    for (const [index, cell] of cells.entries()) {
      const column = COLUMNS[index] ?? COLUMNS[0];
      struct.add(
        pdf.struct(tag, {}, () => {
          pdf
            .font(index === 1 && tag === 'TD' ? 'Helvetica-Bold' : font)
            .fontSize(10)
            .text(cell, column.x, y, { width: column.width });
        }),
      );
    }
    struct.end();
    pdf.x = MARGIN;
    pdf.y = y + height + 6;
    line(pdf.y - 2);
    pdf.y += 4;
    return height;
  };
  const head = () =>
    row('TH', [words.indicator, words.target, words.agreedBy(navOffice.name), words.agreedBy(provider.name)]);

  for (const programme of [null, ...programmes.keys()]) {
    const group = targets.filter((target) => target.programme === programme);
    if (group.length === 0) continue;
    const name = programme === null ? words.whole : (programmes.get(programme) ?? programme);
    needRoom(120);
    write('H2', name, 13, { bold: true });
    pdf.moveDown(0.4);
    head();
    for (const target of group) {
      const { indicator, signers } = target;
      const cells = [
        indicator.names[locale],
        aimText(target, locale),
        ...[signers['nav-office'], signers.provider].map((signer) =>
          signer ? `${signer.name}\n${day.format(signer.at)}` : '',
        ),
      ];
      pdf.font('Helvetica').fontSize(10);
      const height = Math.max(
        ...cells.map((cell, index) => pdf.heightOfString(cell, { width: COLUMNS[index]?.width ?? 0 })),
      );
      if (needRoom(height + 12)) {
        write('P', name, 10);
        pdf.moveDown(0.4);
        head();
      }
      row('TD', cells);
    }
    pdf.moveDown(0.8);
  }

  // The signatures stay together with what they are under.
  needRoom(190);
  write('H2', words.sign, 13, { bold: true });
  pdf.moveDown(0.3);
  write('P', words.signText, 10);
  pdf.moveDown(0.4);
  write('P', `${words.checksum}:`, 9);
  write('P', checksum, 9);
  const top = pdf.y + 56;
  for (const [index, party] of [navOffice, provider].entries()) {
    const x = MARGIN + index * (WIDTH / 2 + 8);
    const width = WIDTH / 2 - 8;
    pdf.markContent('Artifact');
    pdf
      .moveTo(x, top)
      .lineTo(x + width, top)
      .lineWidth(0.7)
      .stroke();
    pdf
      .moveTo(x, top + 66)
      .lineTo(x + width, top + 66)
      .stroke();
    pdf.endMarkedContent();
    write('P', words.place, 9, { x, y: top + 4, width });
    write('P', words.signature, 9, { x, y: top + 70, width });
    write('P', party.name, 10, { x, y: top + 82, width, bold: true });
  }
  root.end();

  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page);
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.font('Helvetica').fontSize(8);
    pdf.text(`${title}. ${words.made(day.format(now))}. ${checksum.slice(0, 16)}`, MARGIN, 841.89 - 44, {
      width: WIDTH - 80,
      lineBreak: false,
    });
    pdf.text(words.page(page + 1, count), MARGIN + WIDTH - 80, 841.89 - 44, {
      width: 80,
      align: 'right',
      lineBreak: false,
    });
    pdf.endMarkedContent();
  }
  pdf.end();
  return done;
}

/** «minst 35 prosent», «høyst 8 uker», «fra 40 til 60 uker». */
function aimText({ indicator, aim }: Pick<AgreedTarget, 'indicator' | 'aim'>, locale: Locale): string {
  const words = WORDS[locale];
  const number = new Intl.NumberFormat(words.lang, { maximumFractionDigits: Math.max(1, indicator.decimals) });
  const unit = words.units[indicator.unit];
  const plain =
    aim.low !== null && aim.high !== null
      ? words.within(number.format(aim.low), number.format(aim.high))
      : indicator.direction === 'lower'
        ? words.atMost(number.format(aim.value ?? 0))
        : words.atLeast(number.format(aim.value ?? 0));
  return `${plain} ${unit}`.trim();
}
