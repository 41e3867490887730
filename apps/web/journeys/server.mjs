// A server for the journeys: a small nation in a folder of its own, which is gone afterwards.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const api = fileURLToPath(new URL('../../api/dist/', import.meta.url));
const BATT_DATA_DIR = mkdtempSync(join(tmpdir(), 'batt-journeys-'));
const env = { ...process.env, BATT_DATA_DIR, DATABASE_URL: '', LOG_LEVEL: 'warn' };

const seeded = spawnSync(
  process.execPath,
  [join(api, 'batt.js'), 'seed', '--demo', '--providers', '30', '--years', '3'],
  {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
if (seeded.status !== 0) process.exit(1);

const server = spawn(process.execPath, [join(api, 'start.js')], { env, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill('SIGTERM'));
server.on('exit', (code) => {
  rmSync(BATT_DATA_DIR, { recursive: true, force: true });
  process.exit(code ?? 0);
});
