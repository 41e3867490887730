// Who may import whom. docs/architecture.md says why.
const DOMAIN = '^packages/domain/src/';
const API = '^apps/api/src/';
// With the slash, so that pnpm's folder names, which list peers, do not count.
const npm = (names) => `/node_modules/(${names})/`;

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'no-lost-dependency', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-is-pure',
      comment: 'The rules of the field run in the browser, in the command line and in the API alike.',
      severity: 'error',
      from: { path: DOMAIN, pathNot: '\\.test\\.ts$' },
      to: { pathNot: [DOMAIN, npm('@casl/ability|zod')] },
    },
    {
      name: 'ui-knows-no-data-source',
      severity: 'error',
      from: { path: '^packages/ui/src/' },
      to: { path: ['^apps/', npm('urql|graphql|react-intl')] },
    },
    { name: 'web-never-imports-api', severity: 'error', from: { path: '^apps/web/' }, to: { path: API } },
    {
      name: 'api-never-imports-web',
      severity: 'error',
      from: { path: '^apps/api/' },
      to: { path: '^apps/web/|^packages/ui/' },
    },
    {
      name: 'features-keep-to-themselves',
      comment: 'A feature shows another one through its page, not through its parts.',
      severity: 'error',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
    },
    {
      name: 'schema-has-no-sql',
      comment: 'What a field answers is decided in the module; the schema only names it.',
      severity: 'error',
      from: { path: '^apps/api/src/modules/[^/]+/[a-z-]*schema\\.ts$' },
      to: { path: ['^apps/api/src/db/', npm('kysely|pg')], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-serves-everyone',
      severity: 'error',
      from: { path: '^packages/(domain|ui)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: {
        path: '^(apps|packages)/',
        pathNot: '\\.test\\.tsx?$|/journeys/|/trust/|/bench/|/test-[a-z]+\\.ts|\\.config\\.ts$',
      },
      to: {
        path: [
          '\\.test\\.tsx?$',
          '/src/.*/test-[a-z]+\\.ts',
          npm('vitest|fast-check|@testing-library/.*|@playwright/.*'),
        ],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(apps|packages)/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
