import type { ActionOn, AppAbility, SubjectName } from '@batt/domain/access/ability';
import { rulesToAST } from '@casl/ability/extra';
import type { Expression, SqlBool } from 'kysely';
import { sql } from 'kysely';

/** A rule's condition as CASL parses it: one about a field, or several joined by `and` and `or`. */
interface Condition {
  operator: string;
  value: unknown;
  field?: string;
}

/**
 * The rows of a subject that the viewer may do this to, as a condition for `.where(…)`: the rules of
 * `access/ability.ts` and nothing else. Without any rule it is false.
 *
 * @param alias the table's name in the query, where columns of several tables could be meant.
 */
export function accessibleBy<S extends SubjectName>(
  ability: AppAbility,
  action: ActionOn<S>,
  subject: S,
  alias?: string,
): Expression<SqlBool> {
  const condition: Condition | null = rulesToAST(ability, action, subject);
  return condition ? compile(condition, alias ? `${alias}.` : '') : sql<SqlBool>`false`;
}

// An operator that is not here is a rule that this cannot honour, so it stops rather than showing too much.
function compile({ operator, value, field = '' }: Condition, prefix: string): Expression<SqlBool> {
  if (operator === 'and' || operator === 'or') {
    const parts = (value as Condition[]).map((part) => compile(part, prefix));
    if (parts.length === 0) return operator === 'and' ? sql<SqlBool>`true` : sql<SqlBool>`false`;
    return sql<SqlBool>`(${sql.join(parts, operator === 'and' ? sql` and ` : sql` or `)})`;
  }
  const column = sql.ref(prefix + field);
  if (operator === 'eq') return value === null ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} = ${value}`;
  // One array parameter, so that the statement's text does not change with the length of the list.
  if (operator === 'in') return sql<SqlBool>`${column} = any(${value})`;
  throw new Error(`No SQL is known for the rule operator ${operator}.`);
}
