import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['client/**/*.test.ts', 'client/**/*.test.tsx', 'web/**/*.test.ts'], environment: 'node', css: true },
});
