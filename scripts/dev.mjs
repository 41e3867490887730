// The server with reload: what a changed source is built into is built anew, and the server starts anew with the API.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Before Vite sets it for itself.
const env = { NODE_ENV: 'development', ...process.env };
// What is built from now on may be cut off half-way: scripts/run.mjs is to build it anew.
rmSync(join(root, 'node_modules/.batt-built'), { force: true });

let server;
let isStale = false;
let isStopping = false;

const vite = createRequire(join(root, 'apps/api/package.json')).resolve('vite');
const { build } = await import(pathToFileURL(vite));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
const api = await watch('api');
api.on('event', ({ code }) => {
  if (code !== 'END' || isStopping) return;
  if (!server) return restart();
  isStale = true;
  server.kill();
});
await watch('web');

function watch(app) {
  return build({ root: join(root, 'apps', app), logLevel: 'warn', build: { watch: {} } });
}

/** Starts the server, when the one that runs has ended. One that ends by itself waits for the next change. */
function restart() {
  isStale = false;
  server = spawn(process.execPath, [join(root, 'apps/api/dist/start.js')], { cwd: root, stdio: 'inherit', env });
  server.on('exit', () => {
    server = undefined;
    if (isStopping) process.exit();
    if (isStale) restart();
  });
}

function stop() {
  isStopping = true;
  if (!server) process.exit();
  server.kill();
}
