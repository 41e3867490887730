// One command each: sets the project up on a machine that has only Node and npm, then runs it.
//   node scripts/run.mjs start | dev | test | trust | batt | bench
// Needs no dependency. Installs when the lockfile is newer than what is installed, builds when a source is newer than
// what is built. All of that is told on standard error: standard output belongs to the command.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [pnpmName, pnpmVersion] = manifest.packageManager.split('@');
const windows = process.platform === 'win32';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`BATT needs Node.js 20.19 or newer, and this is ${process.versions.node}. Install a newer one from nodejs.org.`);
}

const [command = 'start', ...args] = process.argv.slice(2);
const commands = {
  start: () => run(process.execPath, ['apps/api/dist/start.js', ...args], { built: true }),
  dev: () => run(process.execPath, ['scripts/dev.mjs', ...args]),
  test: () =>
    run(...pnpm('turbo', 'run', 'typecheck', 'test', '--concurrency=2', '--continue', '--force', ...args), {
      built: true,
    }),
  trust: () => trust(args[0]),
  bench: () =>
    run(process.execPath, ['--expose-gc', `apps/api/dist/bench-${args[0] ?? 'engine'}.js`, ...args.slice(1)], {
      built: true,
    }),
  batt: () =>
    run(process.execPath, [join(root, 'apps/api/dist/batt.js'), ...args], {
      built: true,
      cwd: process.env.INIT_CWD ?? process.cwd(),
    }),
};
if (!Object.hasOwn(commands, command)) {
  fail(`There is no "${command}". Use one of: ${Object.keys(commands).join(', ')}.`, 2);
}
commands[command]();

/** Sets up what is stale, then hands the terminal over to the command and ends as it ends. */
function run(file, argv, { built, cwd } = {}) {
  install();
  if (built) build();
  const child = spawn(file, argv, { cwd: cwd ?? root, stdio: 'inherit', env: environment() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${file} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

/** Runs each attack on the platform's promises at its full figure, or the one that is named, one after the other. */
function trust(name) {
  const all = readdirSync(join(root, 'apps/api/src/trust')).flatMap((file) => /^(.+)\.test\.ts$/.exec(file)?.[1] ?? []);
  const wanted = name === undefined ? all : all.filter((one) => one === name);
  if (wanted.length === 0) fail(`There is no attack "${name}". Use one of: ${all.join(', ')}.`, 2);
  install();
  const lost = wanted.filter((one) => {
    process.stdout.write(`\n── ${one}\n`);
    const [file, argv] = pnpm('--dir', 'apps/api', 'exec', 'vitest', 'run', `src/trust/${one}.test.ts`);
    const env = { ...environment(), TRUST: 'full' };
    return spawnSync(file, argv, { cwd: root, stdio: 'inherit', env }).status !== 0;
  });
  const held = wanted.filter((one) => !lost.includes(one));
  process.stdout.write(
    `\ntrust: ${[...held.map((one) => `${one} holds`), ...lost.map((one) => `${one} FAILED`)].join(', ')}\n`,
  );
  process.exit(lost.length === 0 ? 0 : 1);
}

function install() {
  const wanted = signature([
    join(root, 'pnpm-lock.yaml'),
    join(root, 'pnpm-workspace.yaml'),
    ...['apps', 'packages'].flatMap((folder) => manifests(folder)),
  ]);
  const stamp = join(root, 'node_modules/.batt-installed');
  if (isStamped(stamp, wanted)) return;
  setUp('Installing', ...pnpm('install', '--frozen-lockfile'));
  writeFileSync(stamp, wanted);
}

function build() {
  const wanted = newest(['apps', 'packages'].flatMap((folder) => sources(join(root, folder))));
  const stamp = join(root, 'node_modules/.batt-built');
  if (isStamped(stamp, wanted) && existsSync(join(root, 'apps/api/dist')) && existsSync(join(root, 'apps/web/dist')))
    return;
  setUp('Building', ...pnpm('turbo', 'run', 'build', '--output-logs=errors-only'));
  writeFileSync(stamp, wanted);
}

function setUp(what, file, argv) {
  process.stderr.write(`${what} …\n`);
  const result = spawnSync(file, argv, { cwd: root, stdio: ['ignore', 2, 2], env: environment() });
  if (result.status !== 0) fail(`${what} did not succeed. The lines above say why.`);
}

/** The pinned pnpm: from PATH when it is that one, else fetched by npx. */
function pnpm(...argv) {
  const found = spawnSync(windows ? 'pnpm.cmd' : 'pnpm', ['--version'], {
    encoding: 'utf8',
    shell: windows,
    cwd: root,
  });
  return found.stdout?.trim() === pnpmVersion
    ? [windows ? 'pnpm.cmd' : 'pnpm', argv]
    : [windows ? 'npx.cmd' : 'npx', ['--yes', `${pnpmName}@${pnpmVersion}`, ...argv]];
}

function environment() {
  return {
    ...process.env,
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    PNPM_CONFIG_VERIFY_DEPS_BEFORE_RUN: 'false',
  };
}

function manifests(folder) {
  return readdirSync(join(root, folder))
    .map((name) => join(root, folder, name, 'package.json'))
    .filter(existsSync);
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

function signature(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(relative(root, path)).update(readFileSync(path));
  return hash.digest('hex');
}

/** Changes when a source is added, removed, resized or touched; a hundred times cheaper than reading them all. */
function newest(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((each) => [...(typeof each === 'string' ? [each] : each)])) {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${relative(root, path)}:${mtimeMs}:${size}\n`);
  }
  return hash.digest('hex');
}

function isStamped(path, wanted) {
  return existsSync(path) && readFileSync(path, 'utf8') === wanted;
}

function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
