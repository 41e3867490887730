import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { buildSchema, introspectionFromSchema, NoUnusedFragmentsRule, parse, specifiedRules, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documentsIn } from '../documents.ts';

const schema = buildSchema(readFileSync(`${import.meta.dirname}/../../api/schema.graphql`, 'utf8'));
const sources = import.meta.glob<string>('./**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });

/** Every document written with `graphql(…)`, all in one: names of operations and fragments must differ. */
const documents = Object.values(sources).flatMap(documentsIn);

test('the types of the documents are those of the API’s schema', async () => {
  const types = outputIntrospectionFile(minifyIntrospection(introspectionFromSchema(schema)), {
    fileType: '.d.ts',
    shouldPreprocess: true,
  });
  await expect(types).toMatchFileSnapshot('./graphql-env.d.ts');
});

test('every document is valid against the API’s schema', () => {
  expect(documents.length).toBeGreaterThan(5);
  const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
  expect(validate(schema, parse(documents.join('\n')), rules).map(({ message }) => message)).toEqual([]);
});
