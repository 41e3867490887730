import { Kind, parse, print, visit } from 'graphql';
import type { DefinitionNode, DocumentNode, FieldNode, SelectionSetNode } from 'graphql';

/** Several times what the web client's largest page and the standard introspection need. */
const MOST = {
  characters: 30_000,
  tokens: 6_000,
  brackets: 60,
  operations: 20,
  depth: 16,
  fields: 2_000,
  aliases: 60,
  directives: 30,
  repetitions: 5,
};

/** What one reading of a document tells. */
export interface DocumentFacts {
  /** Why it is not run at all. */
  refusal: string | undefined;
  /** Its operations and fragments in one spelling, whoever wrote them how; none when it does not parse. */
  definitions: string[];
  /** Kinds of its operations: `query`, `mutation`, `subscription`. */
  operations: Set<string>;
}

const NOTHING_KNOWN: DocumentFacts = { refusal: undefined, definitions: [], operations: new Set() };

/** Documents come again and again; what is known of the latest ones is kept. */
const known = new Map<string, DocumentFacts>();
const MOST_KNOWN = 1_000;

/**
 * Weighs a document before anything costly is done with it: validation alone can take seconds on a hostile one. A
 * document that does not parse is let through, so that the error comes from where such errors come from.
 */
export function examine(source: string): DocumentFacts {
  const before = known.get(source);
  if (before) return before;
  if (source.length > MOST.characters) return refused(`longer than ${MOST.characters} characters`);
  if (nestsDeeply(source)) return refused(`nested in more than ${MOST.brackets} brackets`);
  const facts = weigh(source);
  const [oldest] = known.keys();
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(source, facts);
  return facts;
}

// The parser calls itself for each bracket within a bracket, and gives up when the stack is full.
function nestsDeeply(source: string): boolean {
  let open = 0;
  for (const [bracket] of source.matchAll(/[[\](){}]/g)) {
    open += '[({'.includes(bracket) ? 1 : -1;
    if (open > MOST.brackets) return true;
  }
  return false;
}

function weigh(source: string): DocumentFacts {
  let document: DocumentNode;
  try {
    document = parse(source, { noLocation: true, maxTokens: MOST.tokens });
  } catch (error) {
    const isLong = error instanceof Error && /tokens\. Parsing aborted/.test(error.message);
    return isLong ? refused(`longer than ${MOST.tokens} tokens`) : NOTHING_KNOWN;
  }

  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet);
  }
  let aliases = 0;
  let directives = 0;
  let repetitions = 0;
  const weights = new Map<SelectionSetNode, { fields: number; depth: number }>();

  // Each selection set is walked once, however often fragments spread it; a cycle weighs nothing, validation names it.
  const weightOf = (set: SelectionSetNode): { fields: number; depth: number } => {
    const done = weights.get(set);
    if (done) return done;
    weights.set(set, { fields: 0, depth: 0 });
    const names = new Map<string, number>();
    let fields = 0;
    let depth = 0;
    for (const selection of set.selections) {
      directives += selection.directives?.length ?? 0;
      let name: string;
      let inner: SelectionSetNode | undefined;
      if (selection.kind === Kind.FIELD) {
        name = (selection.alias ?? selection.name).value;
        inner = selection.selectionSet;
        if (selection.alias) aliases += 1;
        fields += 1;
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        name = `...${selection.name.value}`;
        inner = fragments.get(selection.name.value);
      } else {
        name = `... on ${selection.typeCondition?.name.value}`;
        inner = selection.selectionSet;
      }
      const times = (names.get(name) ?? 0) + 1;
      names.set(name, times);
      repetitions = Math.max(repetitions, times);
      const weight = inner ? weightOf(inner) : { fields: 0, depth: 0 };
      fields += weight.fields;
      depth = Math.max(depth, weight.depth + (selection.kind === Kind.FIELD ? 1 : 0));
    }
    const weight = { fields, depth };
    weights.set(set, weight);
    return weight;
  };

  const operations = new Set<string>();
  let count = 0;
  let fields = 0;
  let depth = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    directives += definition.directives?.length ?? 0;
    const weight = weightOf(definition.selectionSet);
    fields += weight.fields;
    depth = Math.max(depth, weight.depth);
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      operations.add(definition.operation);
      count += 1;
    }
  }
  const measured = { operations: count, depth, fields, aliases, directives, repetitions };
  const over = limitsOf(measured).find(([name, value]) => value > MOST[name]);
  return {
    refusal: over && `asks for ${over[1]} ${over[0]}, and at most ${MOST[over[0]]} are answered`,
    definitions: over ? [] : document.definitions.map(spell),
    operations,
  };
}

/** Without comments and layout, and without the `__typename` that clients add wherever there is none. */
function spell(definition: DefinitionNode): string {
  const isAdded = ({ name, alias, directives }: FieldNode) =>
    name.value === '__typename' && !alias && !directives?.length;
  return print(visit(definition, { Field: (field) => (isAdded(field) ? null : undefined) }));
}

function limitsOf(measured: Omit<typeof MOST, 'characters' | 'tokens' | 'brackets'>) {
  return Object.entries(measured) as [keyof typeof measured, number][];
}

function refused(why: string): DocumentFacts {
  return { ...NOTHING_KNOWN, refusal: `is ${why}` };
}
