import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    sourcemap: true,
    rollupOptions: {
      input: {
        start: 'src/start.ts',
        batt: 'src/cli/batt.ts',
        'import-worker': 'src/modules/imports/import-worker.ts',
        'bench-engine': 'bench/engine.ts',
        'bench-reads': 'bench/reads.ts',
      },
      output: { chunkFileNames: '[name]-[hash].js' },
    },
  },
  // Packages of the workspace are source and go into the bundle; everything else stays in node_modules.
  ssr: { noExternal: [/^@batt\//] },
  test: {
    globalSetup: 'src/db/test-cluster.ts',
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Node hands out the CommonJS graphql, Vite the other one; two of them do not know each other's types.
    alias: { graphql: fileURLToPath(import.meta.resolve('graphql')) },
  },
});
