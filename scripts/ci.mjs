// Runs what guards the project, one step after the other, and counts. A step that fails does not hide the later ones.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
let passed = 0;
let failed = 0;

const suites = ['packages/domain', 'packages/ui', 'apps/api', 'apps/web'].map(
  (folder) => `${folder}/test-results/vitest.json`,
);
const journeys = 'apps/web/test-results/journeys.json';
for (const file of [...suites, journeys]) rmSync(join(root, file), { force: true });

step('browser', 'bash', ['scripts/install-chromium.sh']);
step('npm test', 'npm', ['test']);
for (const file of suites) count(file, vitestCounts);
step('lint and dependency rules', ...script('lint'));
step('dead code', ...script('knip'));
step('format', 'node_modules/.bin/oxfmt', ['--check']);
step('browser journeys', ...pnpm('--filter', '@batt/web', 'journeys'));
count(journeys, playwrightCounts);
step('engine bench (a sample)', process.execPath, ['scripts/run.mjs', 'bench', 'engine', '--years', '1']);

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

function step(name, file, argv) {
  process.stdout.write(`\n── ${name}\n`);
  const began = Date.now();
  const { status } = spawnSync(file, argv, { stdio: ['ignore', 'inherit', 'inherit'] });
  tally(status === 0 ? 1 : 0, status === 0 ? 0 : 1);
  process.stdout.write(
    `── ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - began) / 1000)} s\n`,
  );
}

/** Adds a suite's own counts; a suite that left none has run no test, and that is a failure. */
function count(file, read) {
  const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 };
  if (counts.passed + counts.failed === 0) {
    process.stdout.write(`${file}: no test ran\n`);
    counts.failed = 1;
  }
  tally(counts.passed, counts.failed);
}

function vitestCounts(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numFailedTestSuites * (report.numFailedTests === 0 ? 1 : 0),
  };
}

function playwrightCounts({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

function tally(more, fewer) {
  passed += more;
  failed += fewer;
}

function script(name) {
  return pnpm('run', name);
}

function pnpm(...argv) {
  const { packageManager } = JSON.parse(readFileSync('package.json', 'utf8'));
  return ['npx', ['--yes', packageManager, ...argv]];
}
