import type { Plugin } from 'vite';

/** The GraphQL documents that a source writes with `graphql(…)`, each one definition or several. */
export function documentsIn(source: string): string[] {
  // The types' way to ask for a fragment in the open; it is never sent.
  const withoutMark = (document: string) => document.replaceAll('@_unmask', '');
  return [...source.matchAll(/\bgraphql\(\s*`([^`]*)`/g)].map(([, document = '']) => withoutMark(document));
}

/** Leaves `documents.json` beside the build: in production the API answers the web client these documents and no others. */
export function documentList(): Plugin {
  const found = new Map<string, string[]>();
  return {
    name: 'document-list',
    apply: 'build',
    enforce: 'pre',
    transform(source, id) {
      found.set(id, documentsIn(source));
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'documents.json', source: JSON.stringify([...found.values()].flat()) });
    },
  };
}
