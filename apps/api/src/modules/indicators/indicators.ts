import { CATALOGUE } from '@batt/domain/indicators/catalogue';
import type { IndicatorDefinition } from '@batt/domain/indicators/definition';
import { ForbiddenError, ValidationError, invalidField } from '@batt/domain/errors';
import { suitability, targetAdvice } from '@batt/domain/targets/suitability';
import type { Suitability, TargetAdvice } from '@batt/domain/targets/suitability';
import type { AliasableExpression, Selectable, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database, Names } from '../../db/tables.ts';
import { audit } from '../audit/audit.ts';

type Trx = Transaction<Database>;

/** An indicator as it is defined in one year, with what the directorate has decided about it. */
export interface Indicator extends IndicatorDefinition {
  /** The year that it was asked for. */
  year: number;
  /** Programme codes, also where the definition says all. */
  appliesTo: string[];
  /** What the directorate has decided about targets on it, by programme; `WHOLE` for an indicator of the whole provider. */
  decided: Record<string, Decision>;
}

/** Whether an indicator suits targets, and who said so when. */
export interface Decision {
  suits: Suitability;
  /** ISO 8601. */
  at: string;
  by: string;
}
const WHOLE = '';
export type ProgrammeRow = Selectable<Database['programme']>;

/** The programmes of the report; those that came later are added to the table. */
const PROGRAMMES: { code: string; longRunning?: boolean; names: Names }[] = [
  {
    code: 'VTA',
    longRunning: true,
    names: { nb: 'Varig tilrettelagt arbeid', nn: 'Varig tilrettelagt arbeid', en: 'Permanent adapted work' },
  },
  {
    code: 'TIA',
    longRunning: true,
    names: {
      nb: 'Tilrettelagt arbeid i arbeidsmarkedsbedrift',
      nn: 'Tilrettelagt arbeid i arbeidsmarknadsbedrift',
      en: 'Adapted work in a labour market enterprise',
    },
  },
  { code: 'AVKL', names: { nb: 'Avklaring', nn: 'Avklaring', en: 'Assessment' } },
  {
    code: 'APS',
    names: {
      nb: 'Arbeidspraksis i skjermet virksomhet',
      nn: 'Arbeidspraksis i skjerma verksemd',
      en: 'Work practice in a sheltered enterprise',
    },
  },
  {
    code: 'KIA',
    names: {
      nb: 'Kvalifisering i arbeidsmarkedsbedrift',
      nn: 'Kvalifisering i arbeidsmarknadsbedrift',
      en: 'Qualification in a labour market enterprise',
    },
  },
  { code: 'AB', names: { nb: 'Arbeid med bistand', nn: 'Arbeid med bistand', en: 'Supported employment' } },
];

/**
 * Puts the programmes and the thirteen indicators where they are missing. What is there stays, for the association may
 * have changed it since.
 *
 * @param trx of the system: a new installation has no viewer yet.
 */
export async function installCatalogue(trx: Trx): Promise<void> {
  await trx
    .insertInto('programme')
    .values(
      PROGRAMMES.map(({ code, names, longRunning }, index) => ({
        code,
        names: JSON.stringify(names),
        longRunning: longRunning ?? false,
        sortOrder: index + 1,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .insertInto('indicatorDefinition')
    .values(
      CATALOGUE.map((definition, index) => ({
        code: definition.code,
        version: definition.version,
        fromYear: 2000,
        sortOrder: index + 1,
        definition: JSON.stringify(definition),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The indicators as they are defined in a year, in catalogue order. */
export async function definitionsFor(trx: Trx, year: number): Promise<Indicator[]> {
  const { rows } = await sql<{ indicators: Indicator[] }>`select ${definitionsIn(year)} as indicators`.execute(trx);
  return rows[0]?.indicators ?? [];
}

/** The same as part of a larger statement. */
export function definitionsIn(year: number): AliasableExpression<Indicator[]> {
  return sql`(
    select coalesce(jsonb_agg(current.definition || jsonb_build_object(
      'year', ${year}::int,
      'appliesTo', case when current.definition -> 'programmes' = '"all"' then programmes.codes
        else current.definition -> 'programmes' end,
      'decided', coalesce(decided.suits, '{}')
    ) order by current.sort_order), '[]')
    from (
      select distinct on (code) code, sort_order, definition from indicator_definition
      where from_year <= ${year}::int order by code, version desc
    ) current
    cross join (select jsonb_agg(code order by sort_order) as codes from programme) programmes
    left join (
      select indicator, jsonb_object_agg(coalesce(programme, ${WHOLE}),
        jsonb_build_object('suits', suits, 'at', decided_at, 'by', decided_by_name)) as suits
      from suitability group by indicator) decided
      on decided.indicator = current.code)`;
}

/** Whether an indicator says anything about a programme. */
export function appliesIn(indicator: Indicator, programme: string): boolean {
  return indicator.appliesTo.includes(programme);
}

/** Whether an indicator suits targets in a programme; one of the whole provider, whichever programme is asked about. */
export function suitabilityIn(indicator: Indicator, programme: string): Suitability {
  const of = indicator.scope === 'provider' ? null : programme;
  return suitability(indicator, of, indicator.decided[of ?? WHOLE]?.suits);
}

/** What somebody meets who sets a target on it; `programme` is null for an indicator of the whole provider. */
export function adviceOn(indicator: Indicator, programme: string | null): { allowed: boolean; advice: TargetAdvice } {
  return targetAdvice(indicator, programme, indicator.decided[programme ?? WHOLE]?.suits);
}

/** What was decided about an indicator, and by whom: names are for the directorate's own people. */
export function decisionsOn({ viewer }: Context, { decided }: Indicator) {
  const knowsNames = viewer.organisationKind === 'directorate';
  return Object.entries(decided).map(([programme, { suits, at, by }]) => ({
    programme: programme === WHOLE ? null : programme,
    suits,
    at: new Date(at),
    by: knowsNames && by !== '' ? by : null,
  }));
}

/** The indicators of a year, those of one programme only when it is named. Without a year: as they are defined now. */
export async function listIndicators(
  context: Context,
  args: { programme?: string | null; year?: number | null },
): Promise<Indicator[]> {
  const { programme } = args;
  const indicators = await asViewer(context.db, context.viewer, (trx) => definitionsFor(trx, args.year ?? LATEST));
  return programme ? indicators.filter((indicator) => appliesIn(indicator, programme)) : indicators;
}

/** Later than every version. */
export const LATEST = 9999;

/** What an indicator is loaded by: its code, as defined in that year or now. */
export function indicatorKey(code: string, year: number | null = null): string {
  return `${code}@${year ?? LATEST}`;
}

/** The indicators of all years that these keys name. */
export async function loadIndicators(context: Context, keys: string[]): Promise<Indicator[]> {
  const years = new Set(keys.map((key) => Number(key.slice(key.indexOf('@') + 1))));
  return asViewer(context.db, context.viewer, async (trx) => {
    const found = [];
    for (const year of years) found.push(...(await definitionsFor(trx, year)));
    return found;
  });
}

/** Checks that an indicator and a programme are known, where they are named. */
export async function refuseUnknownFigure(
  trx: Trx,
  { indicator, programme, year }: { indicator?: string | null; programme?: string | null; year?: number | null },
): Promise<void> {
  const indicators = await definitionsFor(trx, year ?? LATEST);
  const isKnown = (code: string) => indicators.some((known) => known.code === code);
  if (indicator && !isKnown(indicator)) throw unknownField('indicator', 'There is no such indicator.');
  if (!programme) return;
  const found = await trx.selectFrom('programme').where('code', '=', programme).select('code').executeTakeFirst();
  if (!found) throw unknownField('programme', 'There is no such programme.');
}

function unknownField(path: string, message: string): ValidationError {
  return invalidField(path, `unknown-${path}`, message);
}

/** Every programme, in the catalogue's order. */
export async function listProgrammes(context: Context): Promise<ProgrammeRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx.selectFrom('programme').selectAll().orderBy('sortOrder').execute(),
  );
}

/** Says whether an indicator suits targets in a programme, or at all where it is of the whole provider; gives its key. */
export async function decideSuitability(
  context: Context,
  input: { indicator: string; programme: string | null; suits: Suitability },
): Promise<string> {
  const { viewer } = context;
  if (!context.ability.can('update', 'Suitability')) {
    throw new ForbiddenError('role', "The directorate's managers decide which indicators suit targets.");
  }
  return asViewer(context.db, viewer, async (trx) => {
    const indicator = (await definitionsFor(trx, LATEST)).find(({ code }) => code === input.indicator);
    const applies =
      indicator &&
      (input.programme === null
        ? indicator.scope === 'provider'
        : indicator.scope === 'programme' && appliesIn(indicator, input.programme));
    if (!applies) throw invalidField('programme', 'not-applicable', 'The indicator has no value of its own there.');
    const decision = { suits: input.suits, decidedByName: viewer.personName, decidedAt: sql<Date>`now()` };
    await trx
      .insertInto('suitability')
      .values({ ...input, ...decision })
      .onConflict((conflict) => conflict.columns(['indicator', 'programme']).doUpdateSet(decision))
      .execute();
    await audit(trx, {
      action: 'decide-suitability',
      subject: `indicator ${input.indicator} ${input.programme ?? ''}`.trim(),
      details: { suits: input.suits },
    });
    return indicatorKey(input.indicator);
  });
}
