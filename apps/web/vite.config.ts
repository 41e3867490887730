import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { documentList } from './documents.ts';

/** Where the API listens while the web client is served by Vite alone. */
const api = process.env.API_URL ?? 'http://localhost:3000';

export default defineConfig({
  plugins: [react(), documentList()],
  build: { target: 'es2022' },
  server: { proxy: Object.fromEntries(['/graphql', '/auth', '/files', '/demo-idp', '/s/'].map((path) => [path, api])) },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
});
