import { defineConfig } from 'vitest/config';

// One server or browser at a time: the machine that runs this may have two cores.
export default defineConfig({
  test: { fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000, include: ['**/*.test.ts'] },
});
