import { groupNamed } from '@batt/domain/benchmarks/selection';
import type { Selection } from '@batt/domain/benchmarks/selection';
import type { EnumOf } from '../../graphql.ts';

/** What a reader of the comparison chose, as it stands in the address and in that of its files. */
export interface Search {
  county?: string;
  programme?: string;
  year?: number;
  reference?: string;
  indicator?: string;
  order?: string;
  columns?: string;
  name?: string;
  clear?: string;
  group?: string;
  adjusted?: string;
}

export type Reference = EnumOf<'ComparisonReference'>;

/** The references in the order they are offered, by their word in the address. */
export const REFERENCES = {
  nation: 'NATION',
  county: 'COUNTY',
  target: 'TARGET',
  peers: 'PEERS',
  'last-year': 'LAST_YEAR',
} as const satisfies Record<string, Reference>;

/** What the verdicts are against, `list-Kysten` for one of the organisation's own lists; the nation unless asked. */
export function referenceOf({ reference = '' }: Search): { reference: Reference; list: string | null } {
  const group = groupNamed(reference);
  if (group && 'list' in group) return { reference: 'FAVOURITES', list: group.list };
  return { reference: Object.entries(REFERENCES).find(([word]) => word === reference)?.[1] ?? 'NATION', list: null };
}

/** The whole nation, or all of it that one may read. */
export const EVERYWHERE = 'all';

/** What to show of the rows and columns. @param members numbers of those in the group, where it is one of names. */
export function selectionOf(search: Search, members: ReadonlySet<string> | undefined): Selection {
  const group = groupNamed(search.group);
  return {
    name: search.name,
    clear: search.clear === 'yes',
    columns: search.columns?.split(','),
    order: search.order,
    size: group && 'size' in group ? group.size : undefined,
    members,
  };
}
