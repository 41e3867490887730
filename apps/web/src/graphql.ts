import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.d.ts';

/**
 * Writes a GraphQL document whose result and variables are typed from the API's schema. `graphql.test.ts` checks every document
 * against the schema, and that the types in `graphql-env.d.ts` are the schema's (`vitest run src/graphql.test.ts -u` renews them).
 */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; Date: string; JSON: unknown };
}>();

export { readFragment } from 'gql.tada';
export type { ResultOf, VariablesOf } from 'gql.tada';

/** The values of an enum of the schema. */
export type EnumOf<Name extends keyof introspection['types']> = introspection['types'][Name] extends {
  enumValues: infer Value;
}
  ? Value
  : never;
