import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const browsers = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = browsers.find((path) => path && existsSync(path));
if (!executablePath) throw new Error('No Chromium was found: run scripts/install-chromium.sh or set CHROMIUM_PATH.');

const PORT = 47_615;

/** Journeys: people at work in real browsers against a real server with a small demo nation of its own. */
export default defineConfig({
  testDir: 'journeys',
  outputDir: 'test-results/journeys',
  // They share one nation and one measurement year, so they go one after the other, in the order of their names.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results/journeys.json' }]],
  use: {
    actionTimeout: 15_000,
    baseURL: `http://localhost:${PORT}`,
    locale: 'nb-NO',
    timezoneId: 'Europe/Oslo',
    // What fades in is not yet in its own colours.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ].concat(['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage']),
    },
  },
  webServer: {
    command: `node journeys/server.mjs`,
    url: `http://localhost:${PORT}/readyz`,
    env: { PORT: String(PORT), PUBLIC_URL: `http://localhost:${PORT}` },
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
