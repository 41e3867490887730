import { rowOf } from '@batt/domain/access/ability';
import { isAtLeast } from '@batt/domain/access/viewer';
import { NotFoundError } from '@batt/domain/errors';
import { parseDay } from '@batt/domain/periods';
import { nearestTarget } from '@batt/domain/targets/effective';
import { allowedMoves, replay } from '@batt/domain/targets/negotiation';
import type { Side } from '@batt/domain/targets/negotiation';
import type { Aim } from '@batt/domain/targets/status';
import type { TargetAdvice } from '@batt/domain/targets/suitability';
import { isOverdue, isStuck, isUnchanged, lastAims } from '@batt/domain/targets/talk';
import type { Range } from '@batt/domain/targets/talk';
import { sql } from 'kysely';
import type { Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database, DateText } from '../../db/tables.ts';
import { cutList } from '../../page.ts';
import type { Page } from '../../page.ts';
import type { BenchmarkRow, FigureRow } from '../benchmarks/figures.ts';
import { getScorecard } from '../benchmarks/scorecard.ts';
import type { TrendPoint } from '../benchmarks/scorecard.ts';
import { adviceOn, appliesIn, definitionsFor } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { lastPublished, usualRanges } from './distribution.ts';
import { listRunning, progressOf } from './progress.ts';
import type { ProgressRow } from './progress.ts';
import { isCarriedBy, listSteps, moveOf } from './moves.ts';
import { YEARS, aimInForce, targetsBetween } from './targets.ts';
import type { TargetRow } from './targets.ts';

type Trx = Transaction<Database>;
export type DraftRow = Selectable<Database['targetDraft']>;

/** The two that talk, and for whom the viewer stands; null for the county unit, which reads. */
export interface Sides {
  providerId: number;
  provider: string;
  navOfficeId: number;
  navOffice: string;
  /** The office's. */
  countyUnitId: number;
  side: Side | null;
}

/** What one office and one provider are to agree on for a year (målsamtale), seen from one programme. */
export interface Talk extends Sides {
  id: string;
  year: number;
  programme: string;
  answerBy: DateText | null;
  overdue: boolean;
  stuck: boolean;
  /** Targets that wait for the viewer's organisation, that wait for anybody, and that are in force. */
  waiting: number;
  open: number;
  agreed: number;
  /** Answers of the viewer's organisation that are not sent. */
  unsent: number;
  /** Of those, the ones handed to whoever sends. */
  ready: number;
  isYearOpen: boolean;
  lastStep: Date | null;
  /** What there is to agree on, worked out once. */
  rows: () => Promise<TalkRow[]>;
}

/** One indicator in a talk. */
export interface TalkRow {
  id: string;
  indicator: Indicator;
  programme: string | null;
  previous: FigureRow | null;
  previousYear: number | null;
  trend: TrendPoint[];
  nation: BenchmarkRow | null;
  county: BenchmarkRow | null;
  general: TargetRow[];
  applies: TargetRow | null;
  lastYear: TargetRow | null;
  target: TargetRow | null;
  ours: Aim | null;
  theirs: Aim | null;
  unchanged: boolean;
  canDraft: string[];
  draft: DraftRow | null;
  advice: { allowed: boolean; advice: TargetAdvice };
  usual: Range | null;
  ownRange: Range | null;
  running: ProgressRow | null;
}

export interface TalkKey {
  provider: string;
  navOffice: string;
  year: number;
  programme: string;
}

/** A talk that the viewer is a side of, or reads as the office's county unit, seen from any programme. Null where there is none. */
export async function findTalk(context: Context, key: Omit<TalkKey, 'programme'>): Promise<Talk | null> {
  const [talk] = await loadTalks(context, key.year, key);
  return talk ?? null;
}

/** The same, seen from one programme. */
export async function getTalk(context: Context, { programme, ...key }: TalkKey): Promise<Talk | null> {
  const talk = await findTalk(context, key);
  if (!talk) return null;
  const isKnown = await asViewer(context.db, context.viewer, (trx) =>
    trx.selectFrom('programme').where('code', '=', programme).select('code').executeTakeFirst(),
  );
  return isKnown ? inProgramme(context, talk, programme) : null;
}

export interface TalkFilter {
  year: number;
  waitingOnMe?: boolean | null;
  stuck?: boolean | null;
}

/** Talks come by the provider's name and the office's. */
export const talkKey = {
  schema: z.tuple([z.string()]),
  of: ({ id }: Talk): [string] => [id],
};

/** The talks of a year in which something is set, proposed, agreed or prepared. */
export async function listTalks(context: Context, filter: TalkFilter, page: Page<[string]>): Promise<Talk[]> {
  const talks = await loadTalks(context, filter.year);
  const chosen = talks.filter(
    (talk) =>
      (typeof filter.waitingOnMe !== 'boolean' || talk.waiting > 0 === filter.waitingOnMe) &&
      (typeof filter.stuck !== 'boolean' || talk.stuck === filter.stuck),
  );
  return cutList(chosen, page, ({ id }) => id);
}

/** The talk's sides by their numbers, where the viewer is one of them. */
export async function sidesOf(
  trx: Trx,
  { viewer }: Context,
  { provider, navOffice }: { provider: string; navOffice: string },
): Promise<Sides & { side: Side }> {
  const found = await trx
    .selectFrom('organisation as p')
    .innerJoin('organisation as o', (join) => join.on('o.kind', '=', 'nav-office').on('o.number', '=', navOffice))
    .where('p.kind', '=', 'provider')
    .where('p.number', '=', provider)
    .where((eb) => eb.or([eb('p.id', '=', viewer.organisationId), eb('o.id', '=', viewer.organisationId)]))
    .select(['p.id as providerId', 'o.id as navOfficeId', 'o.countyUnitId'])
    .executeTakeFirst();
  if (!found)
    throw new NotFoundError('unknown-talk', 'There are no such two that talk about targets, or you are neither.');
  const side = found.navOfficeId === viewer.organisationId ? 'nav-office' : 'provider';
  return { ...found, countyUnitId: found.countyUnitId ?? 0, provider, navOffice, side };
}

/** All talks of a year that the viewer may know of, by name; with a pair named also one in which nothing is said yet. */
async function loadTalks(
  context: Context,
  year: number,
  pair?: { provider: string; navOffice: string },
): Promise<Talk[]> {
  if (year < YEARS.first || year > YEARS.last) return [];
  return asViewer(context.db, context.viewer, async (trx) => {
    const said = await loadSaid(trx, context, year);
    // An agreement alone makes a talk where it is asked for by name.
    const known = [...said.targets, ...said.deadlines, ...said.drafts, ...(pair ? said.agreements : [])];
    const pairs = await loadPairs(trx, context, known, pair);
    const programmes = await trx.selectFrom('programme').select('code').orderBy('sortOrder').execute();
    const now = { year, today: await todayOf(trx), isYearOpen: await isOpen(trx, year) };
    return pairs.map((found) => {
      const between = <Row extends { providerId: number; navOfficeId: number }>(rows: readonly Row[]) =>
        rows.filter((row) => row.providerId === found.providerId && row.navOfficeId === found.navOfficeId);
      return talkOf(context, found, now, {
        targets: between(said.targets),
        answerBy: between(said.deadlines)[0]?.answerBy ?? null,
        drafts: between(said.drafts),
        programmes: [
          ...between(said.agreements).map(({ programme }) => programme),
          ...programmes.map(({ code }) => code),
        ],
      });
    });
  });
}

// What is said or agreed on for a year, between any two.
async function loadSaid(trx: Trx, { ability }: Context, year: number) {
  const targets = await trx
    .selectFrom('localTarget as t')
    .where(accessibleBy(ability, 'read', 'LocalTarget', 't'))
    .where('t.year', '=', year)
    .select(['t.providerId', 't.navOfficeId', 't.programme', 't.state', 't.turn', 't.agreedAt', 't.updatedAt'])
    .select(sql<DateText>`t.updated_at::date::text`.as('lastStep'))
    .select(
      sql<number>`(select count(*)::integer from target_step s
        where s.target_id = t.id and s.round = t.round and s.kind = 'counter')`.as('counters'),
    )
    .execute();
  const deadlines = await trx
    .selectFrom('targetTalk as t')
    .where(accessibleBy(ability, 'read', 'TargetTalk', 't'))
    .where('t.year', '=', year)
    .select(['t.providerId', 't.navOfficeId', 't.answerBy'])
    .execute();
  const drafts = await trx
    .selectFrom('targetDraft as t')
    .where(accessibleBy(ability, 'read', 'TargetDraft', 't'))
    .where('t.year', '=', year)
    .select(['t.providerId', 't.navOfficeId', 't.programme', 't.readyAt'])
    .execute();
  const agreements = await trx
    .selectFrom('agreement as t')
    .where(accessibleBy(ability, 'read', 'Agreement', 't'))
    .where(sql<boolean>`t.valid_from <= make_date(${year}, 12, 31)`)
    .where(sql<boolean>`coalesce(t.valid_to, 'infinity') >= make_date(${year}, 1, 1)`)
    .select(['t.providerId', 't.navOfficeId', 't.programme'])
    .distinct()
    .execute();
  return { targets, deadlines, drafts, agreements };
}
type Said = Awaited<ReturnType<typeof loadSaid>>;

// Of the known pairs those that the viewer is in, or reads as the office's county unit, by name.
function loadPairs(
  trx: Trx,
  { viewer: { organisationId: me } }: Context,
  known: readonly { providerId: number; navOfficeId: number }[],
  pair?: { provider: string; navOffice: string },
) {
  return trx
    .selectFrom(
      sql<{ providerId: number; navOfficeId: number }>`(
        select distinct * from unnest(${known.map((row) => row.providerId)}::integer[],
          ${known.map((row) => row.navOfficeId)}::integer[]) as k (provider_id, nav_office_id))`.as('k'),
    )
    .innerJoin('organisation as p', 'p.id', 'k.providerId')
    .innerJoin('organisation as o', 'o.id', 'k.navOfficeId')
    .where((eb) => eb.or([eb('p.id', '=', me), eb('o.id', '=', me), eb('o.countyUnitId', '=', me)]))
    .$if(pair !== undefined, (query) =>
      query.where('p.number', '=', pair?.provider ?? '').where('o.number', '=', pair?.navOffice ?? ''),
    )
    .select(['p.id as providerId', 'p.number as provider', 'o.id as navOfficeId', 'o.number as navOffice'])
    .select('o.countyUnitId')
    .orderBy('p.name')
    .orderBy('o.name')
    .orderBy('p.id')
    .orderBy('o.id')
    .execute();
}

function talkOf(
  context: Context,
  pair: Awaited<ReturnType<typeof loadPairs>>[number],
  { year, today, isYearOpen }: { year: number; today: number; isYearOpen: boolean },
  said: { targets: Said['targets']; answerBy: DateText | null; drafts: Said['drafts']; programmes: string[] },
): Talk {
  const me = context.viewer.organisationId;
  const side = pair.navOfficeId === me ? 'nav-office' : pair.providerId === me ? 'provider' : null;
  const { answerBy, drafts } = said;
  const targets = said.targets.map((target) => {
    const waits = isYearOpen && target.turn !== null;
    const state = {
      isOpen: waits,
      counters: target.counters,
      lastStep: dayOf(target.lastStep),
      answerBy: answerBy === null ? null : dayOf(answerBy),
    };
    const isMine = waits && target.turn === side;
    return { ...target, waits, isMine, isOverdue: isOverdue(state, today), isStuck: isStuck(state, today) };
  });
  const [mine, waiting] = [targets.filter(({ isMine }) => isMine), targets.filter(({ waits }) => waits)];
  // Where somebody who comes from a list ought to look first.
  const programme =
    [...[...mine, ...waiting, ...targets].map((target) => target.programme), ...said.programmes].find(
      (code) => code !== null,
    ) ?? '';
  const talk = {
    ...pair,
    countyUnitId: pair.countyUnitId ?? 0,
    side,
    id: `${pair.provider}-${pair.navOffice}-${year}`,
    year,
    programme,
    answerBy,
    overdue: targets.some((target) => target.isOverdue),
    stuck: targets.some((target) => target.isStuck),
    waiting: mine.length,
    open: waiting.length,
    agreed: targets.filter(({ state, agreedAt }) => agreedAt !== null && state !== 'withdrawn').length,
    unsent: drafts.length,
    ready: drafts.filter(({ readyAt }) => readyAt !== null).length,
    isYearOpen,
    lastStep: targets.map(({ updatedAt }) => updatedAt).sort((a, b) => b.getTime() - a.getTime())[0] ?? null,
  } satisfies Omit<Talk, 'rows'>;
  return inProgramme(context, talk, programme);
}

// The same talk, seen from one programme.
function inProgramme(context: Context, talk: Omit<Talk, 'rows'>, programme: string): Talk {
  let rows: Promise<TalkRow[]> | undefined;
  const seen = { ...talk, programme };
  return { ...seen, rows: () => (rows ??= loadRows(context, seen)) };
}

/** What the viewer may do in a talk: `draft`, `send`, `setAnswerBy`. */
export async function talkMoves(context: Context, talk: Talk): Promise<string[]> {
  const { ability, viewer } = context;
  if (!talk.side || !talk.isYearOpen || !isAtLeast(viewer.role, 'member') || viewer.scope === 'read') return [];
  const carrying = await listCarrying(context, talk);
  const moves: string[] = [];
  if (carrying.length > 0) moves.push('draft');
  if (carrying.length > 0 && viewer.role === 'manager') moves.push('send');
  if (ability.can('update', rowOf('TargetTalk', talk))) moves.push('setAnswerBy');
  return moves;
}

/** The agreements that carry a talk's targets now. */
export async function listCarrying(
  context: Context,
  { providerId, navOfficeId, programme, year }: Pick<Talk, 'providerId' | 'navOfficeId' | 'programme' | 'year'>,
) {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('agreement')
      .where(accessibleBy(context.ability, 'read', 'Agreement'))
      .where('providerId', '=', providerId)
      .where('navOfficeId', '=', navOfficeId)
      .where('programme', '=', programme)
      .where(sql<boolean>`valid_from <= make_date(${year}, 12, 31)`)
      .where(sql<boolean>`coalesce(valid_to, 'infinity') >= greatest(make_date(${year}, 1, 1), current_date)`)
      .selectAll()
      .orderBy('validFrom')
      .execute(),
  );
}

async function loadRows(context: Context, talk: Omit<Talk, 'rows'>): Promise<TalkRow[]> {
  const found = await loadSheet(context, talk);
  return found.indicators
    .filter((indicator) => appliesIn(indicator, talk.programme))
    .map((indicator) => rowOn(indicator, context, talk, found));
}

// All that the rows of a talk are made of.
async function loadSheet(context: Context, talk: Omit<Talk, 'rows'>) {
  const { provider, providerId, navOfficeId, year, programme } = talk;
  const found = await asViewer(context.db, context.viewer, async (trx) => {
    const indicators = await definitionsFor(trx, year);
    const carried = await trx
      .selectNoFrom([
        isCarriedBy({ providerId, navOfficeId, year, programme }).as('ofProgramme'),
        isCarriedBy({ providerId, navOfficeId, year, programme: null }).as('ofProvider'),
      ])
      .executeTakeFirstOrThrow();
    return {
      indicators,
      carried,
      previousYear: await lastPublished(trx, year - 1),
      targets: await targetsBetween(trx, context, { providerId, navOfficeId, from: year - 1, to: year }),
      drafts: await trx
        .selectFrom('targetDraft')
        .where(accessibleBy(context.ability, 'read', 'TargetDraft'))
        .where('providerId', '=', providerId)
        .where('navOfficeId', '=', navOfficeId)
        .where('year', '=', year)
        .selectAll()
        .execute(),
      usual: await usualRanges(trx, indicators, { year: year - 1, programme }),
    };
  });
  const { previousYear } = found;
  const card = previousYear && (await getScorecard(context, { provider, programme, year: previousYear }));
  const running = await listRunning(context, year, providerId);
  const locals = found.targets.filter((row) => row.level === 'local');
  const steps = await listSteps(
    context,
    locals.map(({ id }) => id),
  );
  const stepsOf = new Map(locals.map(({ id }, index) => [id, steps[index] ?? []]));
  return { ...found, card, running, stepsOf };
}

function rowOn(
  indicator: Indicator,
  { viewer }: Context,
  talk: Omit<Talk, 'rows'>,
  found: Awaited<ReturnType<typeof loadSheet>>,
): TalkRow {
  const { year, side } = talk;
  const { code } = indicator;
  const programme = indicator.scope === 'provider' ? null : talk.programme;
  const isOnIt = (row: { indicator: string; programme: string | null }) =>
    row.indicator === code && row.programme === programme;
  const targets = found.targets.filter(isOnIt);
  const localOf = (one: number) => targets.find((row) => row.level === 'local' && row.year === one) ?? null;
  const general = targets.filter((row) => row.level !== 'local' && row.year === year);
  const [target, before] = [localOf(year), localOf(year - 1)];
  const lastYear = before && aimInForce(before) ? before : null;
  const applies = nearestTarget([...general, ...(target && aimInForce(target) ? [target] : [])]);

  const negotiation = target && replay((found.stepsOf.get(target.id) ?? []).map(moveOf));
  const last = negotiation && lastAims(negotiation);
  // Whoever only reads has no side, and reads the office's first.
  const [us, them]: [Side, Side] = side === 'provider' ? ['provider', 'nav-office'] : ['nav-office', 'provider'];
  const mayDraft = talk.isYearOpen && isAtLeast(viewer.role, 'member') && viewer.scope === 'write';
  const goesOn = programme === null ? found.carried.ofProvider : found.carried.ofProgramme;
  // A member prepares what a manager sends, so it may be anything that a manager may do.
  const moves = side && mayDraft && goesOn ? allowedMoves(negotiation, side, 'manager') : [];
  const asksNothingNew =
    side !== null &&
    moves.length > 0 &&
    negotiation !== null &&
    isUnchanged(negotiation, side, lastYear && aimInForce(lastYear));
  const advice = adviceOn(indicator, programme);

  const figures = found.card ? found.card.rows.find((row) => row.indicator.code === code) : undefined;
  const values = (figures?.trend ?? []).map(({ own }) => own.value).filter((value) => value !== null);
  const now = found.running.find((row) => row.indicator.code === code && row.programme === programme);
  return {
    id: `${talk.id}-${programme ?? 'all'}-${code}`,
    indicator,
    programme,
    previous: figures?.own ?? null,
    previousYear: figures ? found.previousYear : null,
    trend: figures?.trend ?? [],
    nation: figures?.nation ?? null,
    county: figures?.county ?? null,
    general,
    applies,
    lastYear,
    target,
    ours: last?.[us] ?? null,
    theirs: last?.[them] ?? null,
    unchanged: asksNothingNew,
    canDraft: advice.allowed ? moves.filter(isDraftKind) : [],
    draft: found.drafts.find(isOnIt) ?? null,
    advice,
    usual: found.usual.get(code) ?? null,
    ownRange: values.length > 1 ? { low: Math.min(...values), high: Math.max(...values) } : null,
    running: now ? progressOf(now, applies) : null,
  };
}

/** What can be prepared and sent later. */
export const DRAFT_KINDS = ['propose', 'counter', 'agree', 'reopen', 'sign'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];
export const isDraftKind = (kind: string): kind is DraftKind => DRAFT_KINDS.some((one) => one === kind);

async function isOpen(trx: Trx, year: number): Promise<boolean> {
  const found = await trx.selectFrom('measurementYear').where('year', '=', year).select('state').executeTakeFirst();
  return !found || found.state === 'open';
}

/** Today; the database reckons in Norwegian time. */
export async function todayOf(trx: Trx): Promise<number> {
  const { rows } = await sql<{ today: DateText }>`select current_date::text as today`.execute(trx);
  return dayOf(rows[0]?.today ?? '');
}

function dayOf(text: string): number {
  const day = parseDay(text);
  if (day === null) throw new Error(`${text} is no day.`);
  return day;
}
