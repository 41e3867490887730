// The server with reload: both builds watch their sources, and the server starts anew when its own build changes.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const watch = (app) => spawn('node_modules/.bin/vite', ['build', '--watch', '--logLevel', 'warn'], { cwd: join(root, 'apps', app), stdio: 'inherit' });
const children = [
  watch('api'),
  watch('web'),
  spawn(process.execPath, ['--watch-path=apps/api/dist', '--watch-preserve-output', 'apps/api/dist/start.js'], {
    cwd: root,
    stdio: 'inherit',
    env: { NODE_ENV: 'development', ...process.env },
  }),
];
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => children.forEach((child) => child.kill(signal)));
