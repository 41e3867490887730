import {
  ConflictError,
  DeadlinePassedError,
  ForbiddenError,
  NotFoundError,
  UserError,
  ValidationError,
} from '@batt/domain/errors';
import type { FieldError } from '@batt/domain/errors';
import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin, { decodeGlobalID } from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import ValidationPlugin from '@pothos/plugin-validation';
import WithInputPlugin from '@pothos/plugin-with-input';
import { GraphQLError, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { notSignedIn } from './context.ts';
import type { Context } from './context.ts';

interface SchemaTypes {
  Context: Context;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  DefaultAuthStrategy: 'all';
  AuthScopes: {
    /** Somebody is signed in: asked of every query, mutation and subscription but `viewer`. */
    signedIn: boolean;
    /** Not an API token that may only read: asked of every mutation. */
    mayWrite: boolean;
  };
  Scalars: {
    ID: { Input: string; Output: string | number };
    DateTime: { Input: Date; Output: Date };
    Date: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
  };
}

/** What every module's `*schema.ts` adds its types and root fields to. */
export const builder = new SchemaBuilder<SchemaTypes>({
  // Scope-auth stands outermost, so that no other plugin can turn "you may not" into data.
  plugins: [
    ScopeAuthPlugin,
    ErrorsPlugin,
    ValidationPlugin,
    RelayPlugin,
    WithInputPlugin,
    DataloaderPlugin,
    ComplexityPlugin,
  ],
  defaultFieldNullability: false,
  scopeAuth: {
    defaultStrategy: 'all',
    authorizeOnSubscribe: true,
    authScopes: (context) => ({
      signedIn: context.signedIn !== null,
      mayWrite: context.signedIn?.viewer.scope === 'write',
    }),
    unauthorizedError: (_parent, context) =>
      context.signedIn
        ? new GraphQLError('This API token may only read.', { extensions: { code: 'FORBIDDEN' } })
        : notSignedIn(),
  },
  errors: {
    defaultTypes: [ValidationError, ForbiddenError, NotFoundError, ConflictError, DeadlinePassedError],
    defaultResultOptions: {
      name: ({ fieldName }) => `${capital(fieldName)}Success`,
      description: 'It is done.',
    },
    defaultUnionOptions: {
      name: ({ fieldName }) => `${capital(fieldName)}Result`,
      description: 'What was done, or why it was not.',
    },
    // A validator is pure: that it ran before the scopes were asked tells nobody anything.
    unsafelyHandleInputErrors: true,
  },
  validation: { validationError: ({ issues }) => invalid(issues) },
  withInput: {
    typeOptions: {
      name: ({ fieldName }) => `${capital(fieldName)}Input`,
      description: 'What the mutation needs to know.',
    },
    argOptions: { description: 'What the mutation needs to know.' },
  },
  complexity: { defaultComplexity: 1, defaultListMultiplier: 10 },
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    idFieldOptions: { description: 'Global id, for `node(id:)`.' },
    nodesOnConnection: false,
    // A page weighs as much as it may hold, counted once.
    defaultConnectionFieldOptions: {
      complexity: ({ first, last }) => ({ field: 1, multiplier: Math.max(1, first ?? last ?? 50) }),
    },
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: 'One for each on the page, in order.',
      complexity: { field: 1, multiplier: 1 },
    },
    nodeFieldOptions: { nullable: false, description: 'What the edge leads to.' },
    cursorFieldOptions: { description: 'Where the edge stands, for `after` and `before`.' },
    pageInfoFieldOptions: { description: 'Where the page stands in the whole list.' },
    defaultConnectionTypeOptions: { description: 'A page of a list.' },
    defaultEdgeTypeOptions: { description: 'One place in a list.' },
    firstArgOptions: { description: 'How many, counted from the start; 50 when unsaid, at most 500.' },
    afterArgOptions: { description: 'Only those after this cursor.' },
    lastArgOptions: { description: 'How many, counted from the end.' },
    beforeArgOptions: { description: 'Only those before this cursor.' },
    hasNextPageFieldOptions: { description: 'Whether more follow.' },
    hasPreviousPageFieldOptions: { description: 'Whether some come before.' },
    startCursorFieldOptions: { description: 'Cursor of the first edge.' },
    endCursorFieldOptions: { description: 'Cursor of the last edge.' },
    pageInfoTypeOptions: { description: 'Where a page stands in the whole list.' },
    nodeTypeOptions: { description: 'Whatever has a global id.' },
    nodeQueryOptions: false,
    nodesQueryOptions: false,
  },
});

builder.queryType({ description: 'What can be asked.', authScopes: { signedIn: true } });
builder.mutationType({ description: 'What can be done.', authScopes: { signedIn: true, mayWrite: true } });
builder.subscriptionType({ description: 'What can be followed as it happens.', authScopes: { signedIn: true } });

builder.queryFields((t) => ({
  node: t.node({
    description: 'The one with this global id. Null when it does not exist or is not yours to see.',
    args: { id: t.arg.id({ required: true, description: 'Its global id.' }) },
    id: (_root, { id }, _context, { schema }) => (isNodeId(schema, id) ? id : null),
  }),
  nodes: t.nodeList({
    description:
      'Those with these global ids, in their order. Null for each that does not exist or is not yours to see.',
    args: {
      ids: t.arg.idList({
        required: true,
        description: 'Their global ids, at most 500.',
        validate: z.array(z.string()).max(500),
      }),
    },
    ids: (_root, { ids }, _context, { schema }) => ids.map((id) => (isNodeId(schema, id) ? id : null)),
  }),
}));

builder.scalarType('DateTime', {
  description: 'An instant, as ISO 8601 with its offset: `2026-01-15T23:00:00.000Z`.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const instant = z.iso.datetime({ offset: true }).safeParse(value);
    if (!instant.success) throw new GraphQLError('Expected an instant such as 2026-01-15T23:00:00Z.');
    return new Date(instant.data);
  },
});

builder.scalarType('Date', {
  description: 'A calendar date without a time zone: `2026-01-15`.',
  serialize: (value) => value,
  parseValue: (value) => {
    const date = z.iso.date().safeParse(value);
    if (!date.success) throw new GraphQLError('Expected a date such as 2026-01-15.');
    return date.data;
  },
});

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
});

/** An enum of what the modules call by the same words: `too-few` there is `TOO_FEW` here. Each value with what it means. */
export function enumOf<const Value extends string>(name: string, description: string, values: Record<Value, string>) {
  const named = Object.entries<string>(values).map(([value, meaning]) => [
    value.toUpperCase().replaceAll('-', '_'),
    { value, description: meaning },
  ]);
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(named) as Record<string, { value: Value; description: string }>,
  });
}

export const Locale = enumOf('Locale', 'A language of the web client.', {
  nb: 'Norwegian bokmål.',
  nn: 'Norwegian nynorsk.',
  en: 'English.',
});

/** What is asked for most often, in the same words everywhere: `year: t.arg.int(asks.year)`. */
export const asks = {
  provider: { required: true, description: "The provider's organisation number." },
  navOffice: { required: true, description: "The Nav office's unit number." },
  year: { required: true, description: 'The measurement year.' },
  indicator: { required: true, description: "The indicator's code." },
  programme: { required: true, description: "The programme's code." },
  programmeIfAny: { description: "The programme's code; none for an indicator of the whole provider." },
  onlyProvider: { description: 'Only with the provider of this organisation number.' },
} as const;

const UserErrorInterface = builder.interfaceRef<UserError>('UserError').implement({
  description: 'Something that a person can act on.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable name of what happened.' }),
    message: t.exposeString('message', { description: 'The same in plain English.' }),
    params: t.expose('params', { type: 'JSON', description: 'What a wording of `code` needs: names, numbers.' }),
  }),
});

const FieldErrorType = builder.objectRef<FieldError>('FieldError').implement({
  description: 'One field of the input that will not do.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'The field, as in the input: `email`, `steps.0.value`.' }),
    code: t.exposeString('code', { description: 'Stable name of what is wrong.' }),
    message: t.exposeString('message', { description: 'The same in plain English.' }),
  }),
});

builder.objectType(ValidationError, {
  name: 'ValidationError',
  description: 'The input will not do as it is.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    fields: t.expose('fields', { type: [FieldErrorType], description: 'What is wrong, field by field.' }),
  }),
});
builder.objectType(ForbiddenError, {
  name: 'ForbiddenError',
  description: 'One may see the thing but not do this to it.',
  interfaces: [UserErrorInterface],
});
builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'There is no such thing, or none that one may know of.',
  interfaces: [UserErrorInterface],
});
builder.objectType(ConflictError, {
  name: 'ConflictError',
  description: 'Somebody else was first, or the thing is in a state that does not allow this.',
  interfaces: [UserErrorInterface],
});
builder.objectType(DeadlinePassedError, {
  name: 'DeadlinePassedError',
  description: 'The time to do this has run out.',
  interfaces: [UserErrorInterface],
});

/**
 * What a mutation gives back when it makes or changes one thing:
 * `addPerson: AddPersonResult = AddPersonSuccess { person } | ValidationError | …`.
 */
export function gives<Type extends object | string | [object], const Name extends string>(
  type: Type,
  name: Name,
  description: string,
) {
  return { type, errors: { dataField: { name, description } } };
}

/** How a node that has a uuid is loaded and known. */
export function byUuid<Row extends { id: string }>(find: (context: Context, ids: string[]) => Promise<Row[]>) {
  return {
    load: (ids: string[], context: Context) => find(context, ids),
    sort: (row: Row) => row.id,
    id: { resolve: (row: Row) => row.id, parse: asUuid },
  };
}

/** The key of a row with a uuid: an id of any other shape names nothing. */
export function asUuid(id: string): string {
  return z.guid().safeParse(id).success ? id : '00000000-0000-0000-0000-000000000000';
}

/** The key of a row with an integer: an id of any other shape names nothing. */
export function asInteger(id: string): number {
  return /^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0;
}

function isNodeId(schema: GraphQLSchema, id: string): boolean {
  try {
    const type = schema.getType(decodeGlobalID(id).typename);
    return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node');
  } catch {
    return false;
  }
}

function invalid(issues: readonly { message: string; path?: readonly unknown[] }[]): ValidationError {
  const fields = issues.map(({ message, path = [] }) => ({
    // The first step is the argument `input` itself.
    path: path
      .map(String)
      .join('.')
      .replace(/^input\./, ''),
    code: 'invalid',
    message,
  }));
  return new ValidationError('invalid-input', fields.map(({ message }) => message).join(' '), fields);
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
