import { readFile, writeFile } from 'node:fs/promises';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { printedSchema } from './cli/schema.ts';
import { schema } from './schema.ts';

const file = new URL('../schema.graphql', import.meta.url);

test('schema.graphql is the schema (pnpm batt schema > apps/api/schema.graphql renews it)', async () => {
  if (process.env.UPDATE_SCHEMA) await writeFile(file, printedSchema());
  expect(await readFile(file, 'utf8')).toBe(printedSchema());
});

test('every type, field, argument and value is described', () => {
  const bare: string[] = [];
  const look = (name: string, { description }: { description?: string | null }) => {
    if (!description?.trim()) bare.push(name);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    look(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    }
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field);
        for (const argument of field.args) look(`${type.name}.${field.name}(${argument.name}:)`, argument);
      }
    }
  }
  expect(bare).toEqual([]);
});
