import { actionsOn, rowOf } from '@batt/domain/access/ability';
import type { ActionOn } from '@batt/domain/access/ability';
import { changeVerdict } from '@batt/domain/benchmarks/change';
import type { Verdict } from '@batt/domain/benchmarks/compare';
import { ConflictError, NotFoundError, ValidationError, mayNot } from '@batt/domain/errors';
import type { FieldError } from '@batt/domain/errors';
import { encodeGlobalID } from '@pothos/plugin-relay';
import type { Expression, Selectable, Transaction, Updateable } from 'kysely';
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database, PracticeEvidence } from '../../db/tables.ts';
import { cutPage } from '../../page.ts';
import type { Page } from '../../page.ts';
import { audit } from '../audit/audit.ts';
import { refuseIdentityNumbers } from '../dialogue/dialogue.ts';
import { LATEST, definitionsFor, refuseUnknownFigure } from '../indicators/indicators.ts';
import { tell } from '../notifications/notifications.ts';

type Trx = Transaction<Database>;

/** An indicator, in a programme or of the whole provider, that a practice is about. */
export interface PracticeFigure {
  indicator: string;
  programme: string | null;
}

/** How a provider that is reliably above the mean does it. */
export interface PracticeRow extends Selectable<Database['practice']> {
  figures: PracticeFigure[];
  /** How many providers have adopted it. */
  adoptions: number;
  /** How well it fits what was searched for; 0 where nothing was. */
  rank: number;
  /** `updatedAt` to the microsecond, which a Date cannot hold. */
  updatedKey: string;
}
export type QuestionRow = Selectable<Database['practiceQuestion']>;
export type AdoptionRow = Selectable<Database['practiceAdoption']>;

export const practiceKey = {
  schema: z.tuple([z.int(), z.string().max(40), z.guid()]),
  of: (row: PracticeRow): [number, string, string] => [row.rank, row.updatedKey, row.id],
};

export interface PracticeFilter {
  /** Words in Norwegian; inflections of them are found too. */
  search?: string | null;
  indicator?: string | null;
  programme?: string | null;
  /** Organisation number of the provider that wrote it. */
  provider?: string | null;
  state?: PracticeRow['state'] | null;
}

/** The practices that the viewer may read: those that fit a search best first, else the latest first. */
export async function listPractices(
  context: Context,
  filter: PracticeFilter,
  page: Page<unknown[]>,
): Promise<PracticeRow[]> {
  const { search, indicator, programme, provider, state } = filter;
  return asViewer(context.db, context.viewer, (trx) => {
    const words = search?.trim() ? wordsOf(search) : null;
    let query = trx.selectFrom(practices(trx, context, words).as('p')).selectAll('p');
    if (words) query = query.where('p.rank', '>', 0);
    if (indicator) query = query.where(isAbout('indicator', indicator));
    // What is about the whole provider is about each of its programmes.
    if (programme) query = query.where(isAbout('programme', programme));
    if (provider) {
      query = query.where(
        sql<boolean>`p.provider_id = (select id from organisation where kind = 'provider' and number = ${provider})`,
      );
    }
    if (state) query = query.where('p.state', '=', state);
    return cutPage(query, page, ['p.rank', 'p.updatedAt', 'p.id'], 'desc').execute();
  });
}

/** Those of these practices that the viewer may read. */
export async function findPractices(context: Context, ids: string[]): Promise<PracticeRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom(practices(trx, context, null).as('p'))
      .selectAll('p')
      .where('p.id', 'in', ids)
      .execute(),
  );
}

/** At most this many are suggested beside a figure. */
const MOST_SUGGESTED = 3;

/**
 * Whom a provider can learn from on one of its figures: published practices about it by others, those of the providers
 * most like it first, then the most adopted.
 */
export async function suggestPractices(
  context: Context,
  { provider, indicator, programme }: { provider: string; indicator: string; programme?: string | null },
): Promise<PracticeRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom(practices(trx, context, null).as('p'))
      .innerJoin(
        sql<{ providerId: number; countyUnitId: number }>`(
          select id as provider_id, county_unit_id from organisation where kind = 'provider' and number = ${provider})`.as(
          'o',
        ),
        (join) => join.onTrue(),
      )
      .selectAll('p')
      // Their order tells who is like the provider, which its readers alone may know.
      .where(accessibleBy(context.ability, 'read', 'Figure', 'o'))
      .where('p.state', '=', 'published')
      .whereRef('p.providerId', '<>', 'o.providerId')
      .where(isAbout('indicator', indicator))
      .$if(Boolean(programme), (query) => query.where(isAbout('programme', programme ?? '')))
      .orderBy(
        sql`(select peer.position from peer join measurement_year y on y.year = peer.year and y.revision = peer.revision
          where peer.provider_id = o.provider_id and peer.peer_id = p.provider_id order by peer.year desc limit 1) nulls last`,
      )
      .orderBy('p.adoptions', 'desc')
      .orderBy('p.id')
      .limit(MOST_SUGGESTED)
      .execute(),
  );
}

/** What was asked about each of these practices, oldest first: answered questions, and the viewer's own. */
export async function listQuestions(context: Context, practiceIds: string[]): Promise<QuestionRow[][]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('practiceQuestion')
      .where(accessibleBy(context.ability, 'read', 'PracticeQuestion'))
      .where('practiceId', 'in', practiceIds)
      .selectAll()
      .orderBy('createdAt')
      .orderBy('id')
      .execute(),
  );
  return practiceIds.map((id) => rows.filter((row) => row.practiceId === id));
}

/** Those of these questions that the viewer may read. */
export async function findQuestions(context: Context, ids: string[]): Promise<QuestionRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('practiceQuestion')
      .where(accessibleBy(context.ability, 'read', 'PracticeQuestion'))
      .where('id', 'in', ids)
      .selectAll()
      .execute(),
  );
}

/** For each of these practices, when and how the viewer's provider adopted it; null where it has not. */
export async function findAdoptions(context: Context, practiceIds: string[]): Promise<(AdoptionRow | null)[]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('practiceAdoption')
      .where(accessibleBy(context.ability, 'read', 'PracticeAdoption'))
      .where('practiceId', 'in', practiceIds)
      .selectAll()
      .execute(),
  );
  return practiceIds.map((id) => rows.find((row) => row.practiceId === id) ?? null);
}

/** The adopter's own published figure of a year, beside the nation's. */
export interface CoursePoint extends PracticeFigure {
  year: number;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  mean: number | null;
  /** How it stands to the last figure from before the year of adoption; null up to and with that year. */
  change: Verdict | null;
}

/** How the viewer's provider has fared on what the practice is about: its own published figures, year by year. */
export async function courseSince(context: Context, { practiceId, adoptedOn }: AdoptionRow): Promise<CoursePoint[]> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const rows = await trx
      .selectFrom('result as r')
      .innerJoin('measurementYear as y', (join) =>
        join.onRef('y.year', '=', 'r.year').onRef('y.revision', '=', 'r.revision'),
      )
      .innerJoin('practiceIndicator as i', (join) =>
        join.onRef('i.indicator', '=', 'r.indicator').on(sql<boolean>`i.programme is not distinct from r.programme`),
      )
      .leftJoin('benchmark as b', (join) =>
        join
          .onRef('b.year', '=', 'r.year')
          .onRef('b.revision', '=', 'r.revision')
          .onRef('b.indicator', '=', 'r.indicator')
          .on(sql<boolean>`b.programme is not distinct from r.programme and b.area_id is null`),
      )
      .where('i.practiceId', '=', practiceId)
      .where(accessibleBy(context.ability, 'read', 'Result', 'r'))
      .where('r.hiddenFromOwner', '=', false)
      .select(['r.indicator', 'r.programme', 'r.year', 'r.value', 'r.low', 'r.high', 'r.n', 'b.mean'])
      .select(['r.numerator', 'r.denominator', 'r.indicatorVersion'])
      .orderBy('r.indicator')
      .orderBy('r.programme')
      .orderBy('r.year')
      .execute();
    const adopted = Number(adoptedOn.slice(0, 4));
    const definitions = await definitionsFor(trx, LATEST);
    return rows.map(({ numerator, denominator, indicatorVersion, ...point }) => {
      if (point.year <= adopted) return { ...point, change: null };
      const before = rows.findLast(
        ({ indicator, programme, year, value }) =>
          indicator === point.indicator && programme === point.programme && year < adopted && value !== null,
      );
      const definition = definitions.find(({ code }) => code === point.indicator);
      // What was measured in two ways does not compare.
      if (!before || !definition || before.indicatorVersion !== indicatorVersion) return { ...point, change: 'none' };
      const compared = { low998: null, high998: null };
      const now = { ...point, numerator, denominator, ...compared };
      return { ...point, change: changeVerdict(definition, now, { ...before, ...compared }).verdict };
    });
  });
}

/** What the viewer's provider can write about: its newest published figures that are reliably above the mean. */
export async function listGrounds(context: Context): Promise<PracticeEvidence[]> {
  const { viewer, ability } = context;
  if (!ability.can('create', rowOf('Practice', { providerId: viewer.organisationId, state: 'draft' }))) return [];
  const figures = await asViewer(context.db, viewer, (trx) => newestFigures(trx, viewer.organisationId));
  return figures.filter(({ verdict }) => isAbove(verdict));
}

export interface PracticeDraft {
  title: string;
  what: string;
  why: string;
  how: string;
  forWhom: string;
  figures: PracticeFigure[];
}

/**
 * Writes a practice of the viewer's provider, or changes one; gives its id. A published or withdrawn one becomes a draft
 * again, and readers meet it anew when it is reviewed.
 *
 * @param version of the one that was changed, so that nobody's words are written over unseen.
 */
export async function savePractice(
  context: Context,
  { id, version, figures, ...words }: PracticeDraft & { id: string | null; version: number | null },
): Promise<string> {
  const { viewer, ability } = context;
  refuseIdentityNumbers({ ...words });
  return asViewer(context.db, viewer, async (trx) => {
    for (const figure of figures) await refuseUnknownFigure(trx, figure);
    const providerId = viewer.organisationId;
    if (!ability.can('create', rowOf('Practice', { providerId, state: 'draft' }))) throw mayNot();
    const saved = id ? await change(trx, context, id, version, words) : await create(trx, providerId, words);
    await trx.deleteFrom('practiceIndicator').where('practiceId', '=', saved).execute();
    if (figures.length > 0) {
      const rows = figures.map((figure) => ({ ...figure, practiceId: saved, providerId }));
      await trx
        .insertInto('practiceIndicator')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    return saved;
  });
}

async function create(trx: Trx, providerId: number, words: Omit<PracticeDraft, 'figures'>): Promise<string> {
  const { id } = await trx
    .insertInto('practice')
    .values({ ...words, providerId })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function change(
  trx: Trx,
  context: Context,
  id: string,
  version: number | null,
  words: Omit<PracticeDraft, 'figures'>,
): Promise<string> {
  const practice = await lock(trx, context, id, 'update');
  if (practice.version !== version) {
    throw new ConflictError('changed-meanwhile', 'Somebody has changed it meanwhile. See what stands now.', {
      version: practice.version,
    });
  }
  await move(trx, practice, { ...words, state: 'draft' });
  return id;
}

/**
 * Hands a practice to the provider's associations for review, with the provider's own published figures as evidence.
 * Throws a `ValidationError` where something is left out, or where the provider is not reliably above the mean.
 */
export async function submitPractice(context: Context, id: string): Promise<string> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const practice = await lock(trx, context, id, 'submit');
    if (practice.state !== 'draft' && practice.state !== 'returned') throw wrongState(practice.state);
    const figures = await trx
      .selectFrom('practiceIndicator')
      .where('practiceId', '=', id)
      .select(['indicator', 'programme'])
      .execute();
    const newest = await newestFigures(trx, practice.providerId);
    const evidence = newest.filter((row) => figures.some((figure) => isSame(row, figure)));
    const missing = [
      ...(['what', 'why', 'how', 'forWhom'] as const)
        .filter((field) => !practice[field].trim())
        .map((field) => fieldError(field, 'required', 'Write this part.')),
      ...(figures.length === 0 ? [fieldError('figures', 'required', 'Say which indicator it is about.')] : []),
      ...figures
        .filter((figure) => !evidence.some((found) => isSame(found, figure) && isAbove(found.verdict)))
        .map(({ indicator }) =>
          fieldError(
            `figures.${indicator}`,
            'not-above',
            'Your latest published figure is not reliably above the mean.',
          ),
        ),
    ];
    if (missing.length > 0) throw new ValidationError('not-ready', 'The practice is not ready for review.', missing);
    await move(trx, practice, { state: 'submitted', returnedReason: null, evidence: JSON.stringify(evidence) });
    const associations = await trx
      .selectFrom('providerAssociation')
      .where('providerId', '=', practice.providerId)
      .select('associationId')
      .execute();
    for (const { associationId } of associations) {
      await tell(trx, await noticeOf(trx, practice, { to: associationId, kind: 'submitted' }));
    }
    return id;
  });
}

/** Shows a practice to every member. For a manager of an association of its provider. */
export async function publishPractice(context: Context, id: string): Promise<string> {
  return review(context, id, 'publish', {
    state: 'published',
    publishedAt: new Date(),
    reviewedByName: context.viewer.personName,
  });
}

/** Gives a practice back to its provider, saying what is to be mended. */
export async function returnPractice(context: Context, id: string, reason: string): Promise<string> {
  refuseIdentityNumbers({ reason });
  return review(context, id, 'return', { state: 'returned', returnedReason: reason });
}

async function review(
  context: Context,
  id: string,
  action: 'publish' | 'return',
  change: Updateable<Database['practice']>,
): Promise<string> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const practice = await lock(trx, context, id, action);
    if (practice.state !== 'submitted') throw wrongState(practice.state);
    await move(trx, practice, change);
    const kind = action === 'publish' ? 'published' : 'returned';
    await tell(trx, await noticeOf(trx, practice, { to: practice.providerId, kind }));
    const { providerId: concerns } = practice;
    await audit(trx, { action: `${action}-practice`, subject: `practice ${id}`, concerns });
    return id;
  });
}

/** Takes a practice back from review or from its readers. */
export async function withdrawPractice(context: Context, id: string): Promise<string> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const practice = await lock(trx, context, id, 'withdraw');
    if (practice.state !== 'submitted' && practice.state !== 'published') throw wrongState(practice.state);
    await move(trx, practice, { state: 'withdrawn' });
    await audit(trx, { action: 'withdraw-practice', subject: `practice ${id}` });
    return id;
  });
}

/** Asks the provider about its practice. The question is theirs and the asker's until it is answered; gives the practice's id. */
export async function askAboutPractice(context: Context, id: string, body: string): Promise<string> {
  const { viewer } = context;
  refuseIdentityNumbers({ body });
  return asViewer(context.db, viewer, async (trx) => {
    const practice = await find(trx, context, id, 'ask');
    await trx
      .insertInto('practiceQuestion')
      .values({
        practiceId: id,
        providerId: practice.providerId,
        organisationId: viewer.organisationId,
        personId: viewer.personId,
        body,
      })
      .execute();
    await tell(
      trx,
      await noticeOf(trx, practice, { to: practice.providerId, kind: 'asked', by: viewer.organisationId }),
    );
    return id;
  });
}

/** Answers a question for all to read; gives the practice's id. */
export async function answerPracticeQuestion(context: Context, questionId: string, answer: string): Promise<string> {
  refuseIdentityNumbers({ answer });
  return asViewer(context.db, context.viewer, async (trx) => {
    const question = await trx
      .selectFrom('practiceQuestion')
      .where(accessibleBy(context.ability, 'read', 'PracticeQuestion'))
      .where('id', '=', questionId)
      .selectAll()
      .executeTakeFirst();
    if (!question) throw new NotFoundError('unknown-question', 'There is no such question.');
    if (!context.ability.can('answer', rowOf('PracticeQuestion', question))) throw mayNot();
    await trx
      .updateTable('practiceQuestion')
      .set({ answer, state: 'answered', answeredAt: sql<Date>`now()` })
      .where('id', '=', questionId)
      .execute();
    const practice = await find(trx, context, question.practiceId, 'read');
    const { organisationId: to, personId: person } = question;
    await tell(trx, await noticeOf(trx, practice, { to, person, kind: 'answered' }));
    return practice.id;
  });
}

/** Notes that the viewer's provider works so from a day on; a second note replaces the first. Gives the practice's id. */
export async function adoptPractice(
  context: Context,
  { id, adoptedOn, note }: { id: string; adoptedOn: string; note: string },
): Promise<string> {
  const { viewer } = context;
  refuseIdentityNumbers({ note });
  return asViewer(context.db, viewer, async (trx) => {
    const practice = await find(trx, context, id, 'adopt');
    if (practice.providerId === viewer.organisationId) {
      throw new ConflictError('own-practice', 'This is your own practice.');
    }
    const { isNew } = await trx
      .insertInto('practiceAdoption')
      .values({ practiceId: id, providerId: viewer.organisationId, adoptedOn, note })
      .onConflict((conflict) => conflict.columns(['practiceId', 'providerId']).doUpdateSet({ adoptedOn, note }))
      .returning(sql<boolean>`xmax = 0`.as('isNew'))
      .executeTakeFirstOrThrow();
    // Who adopted it stays theirs: the writer is told how many.
    if (isNew) await tell(trx, await noticeOf(trx, practice, { to: practice.providerId, kind: 'adopted' }));
    return id;
  });
}

/** Takes the note of adoption away; gives the practice's id. */
export async function leavePractice(context: Context, id: string): Promise<string> {
  return asViewer(context.db, context.viewer, async (trx) => {
    await find(trx, context, id, 'read');
    const { numDeletedRows } = await trx
      .deleteFrom('practiceAdoption')
      .where(accessibleBy(context.ability, 'delete', 'PracticeAdoption'))
      .where('practiceId', '=', id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw noSuchPractice();
    return id;
  });
}

/** What the viewer may do with a practice as it stands now. */
export function practiceMoves({ ability, viewer }: Context, practice: PracticeRow): ActionOn<'Practice'>[] {
  const inState: Record<PracticeRow['state'], ActionOn<'Practice'>[]> = {
    draft: ['update', 'submit'],
    returned: ['update', 'submit'],
    submitted: ['update', 'withdraw', 'publish', 'return'],
    published: ['update', 'withdraw', 'ask', 'adopt'],
    withdrawn: ['update'],
  };
  const isOwn = practice.providerId === viewer.organisationId;
  return actionsOn(ability, 'Practice', practice).filter(
    (action) => inState[practice.state].includes(action) && !(isOwn && (action === 'ask' || action === 'adopt')),
  );
}

/** What the viewer may do with a question. */
export function questionMoves({ ability }: Context, question: QuestionRow): string[] {
  return actionsOn(ability, 'PracticeQuestion', question).filter((action) => action === 'answer');
}

function practices(trx: Trx, { ability }: Context, words: Expression<string | null> | null) {
  return trx
    .selectFrom('practice')
    .where(accessibleBy(ability, 'read', 'Practice'))
    .selectAll('practice')
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('practiceIndicator')
          .whereRef('practiceIndicator.practiceId', '=', 'practice.id')
          .select(['indicator', 'programme'])
          .orderBy('indicator')
          .orderBy('programme'),
      ).as('figures'),
      sql<number>`coalesce(
          (select adoptions from app.practice_adoptions() a where a.practice_id = practice.id), 0)`.as('adoptions'),
      sql<string>`practice.updated_at::text`.as('updatedKey'),
      // A whole number, so that a page can go on from it exactly.
      (words
        ? sql<number>`case when practice.search @@ ${words} then greatest(1, (ts_rank(practice.search, ${words}) * 1e6)::int) else 0 end`
        : sql<number>`0`
      ).as('rank'),
    ]);
}

/**
 * What is searched for, as a query over stems. The stemmer takes one ending at a time («arbeidsgivere» to «arbeidsgiver»,
 * and that to «arbeidsgiv»), so the words go through it twice and need only be what a word begins with. Of words like
 * «og» alone there is nothing to search for: null.
 */
function wordsOf(search: string) {
  const stems = (text: Expression<string>) => sql`unnest(tsvector_to_array(to_tsvector('norwegian', ${text})))`;
  return sql<string | null>`(
    select to_tsquery('simple', string_agg(quote_literal(stem) || ':*', ' & '))
    from ${stems(sql.val(search))} word, lateral ${stems(sql.ref('word'))} stem)`;
}

function isAbout(column: 'indicator' | 'programme', code: string) {
  const named =
    column === 'indicator' ? sql`i.indicator = ${code}` : sql`(i.programme = ${code} or i.programme is null)`;
  return sql<boolean>`exists (select from practice_indicator i where i.practice_id = p.id and ${named})`;
}

/** A provider's newest published figures, as others may see them. */
async function newestFigures(trx: Trx, providerId: number): Promise<PracticeEvidence[]> {
  const { rows } = await sql<PracticeEvidence>`
    select f.indicator, f.programme, f.year, f.value, f.n, b.mean, f.verdict
    from figure f
    join measurement_year y on y.year = f.year and y.revision = f.revision
    left join benchmark b on b.year = f.year and b.revision = f.revision and b.indicator = f.indicator
      and b.programme is not distinct from f.programme and b.area_id is null
    where f.provider_id = ${providerId} and f.status = 'ok'
      and f.year = (select max(year) from measurement_year where revision is not null)
    order by f.programme nulls first, f.indicator`.execute(trx);
  return rows;
}

const isSame = (a: PracticeFigure, b: PracticeFigure) => a.indicator === b.indicator && a.programme === b.programme;
const isAbove = (verdict: string) => verdict === 'better' || verdict === 'clearly-better';

// One that may be read but not touched is refused; any other does not exist.
async function find(trx: Trx, { ability }: Context, id: string, action: ActionOn<'Practice'>) {
  const practice = await trx
    .selectFrom('practice')
    .where(accessibleBy(ability, 'read', 'Practice'))
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!practice) throw noSuchPractice();
  if (!ability.can(action, rowOf('Practice', practice))) throw mayNot();
  return practice;
}

/** As it stands once nobody else changes it. */
async function lock(trx: Trx, context: Context, id: string, action: ActionOn<'Practice'>) {
  await find(trx, context, id, action);
  return trx.selectFrom('practice').where('id', '=', id).selectAll().forUpdate().executeTakeFirstOrThrow();
}

async function move(
  trx: Trx,
  { id, version }: { id: string; version: number },
  change: Updateable<Database['practice']>,
): Promise<void> {
  await trx
    .updateTable('practice')
    .set({ ...change, version: version + 1, updatedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

async function noticeOf(
  trx: Trx,
  practice: { id: string; providerId: number; title: string },
  { to, kind, person, by = practice.providerId }: { to: number; kind: NoticeKind; person?: string; by?: number },
) {
  const { name } = await trx.selectFrom('organisation').where('id', '=', by).select('name').executeTakeFirstOrThrow();
  return {
    to,
    ...(person && { person }),
    topic: 'practices' as const,
    kind,
    thing: `practice:${practice.id}`,
    path: `/practices/${encodeURIComponent(encodeGlobalID('Practice', practice.id))}`,
    details: { who: name, subject: practice.title },
  };
}
type NoticeKind = 'submitted' | 'returned' | 'published' | 'asked' | 'answered' | 'adopted';

const fieldError = (path: string, code: string, message: string): FieldError => ({ path, code, message });
const noSuchPractice = () => new NotFoundError('unknown-practice', 'There is no such practice.');
const wrongState = (state: string) => new ConflictError('practice-state', `The practice is ${state}.`, { state });
