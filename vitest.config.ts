import { defineConfig } from 'vitest/config';

const conditions = ['@planweave/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['**/src/**/*.test.ts', 'tools/**/*.test.ts', '*.test.ts'],
    onConsoleLog: (log) => {
      throw new Error(`Nothing may print during a test, but this was printed: ${log}`);
    },
    coverage: { include: ['**/src/**'], thresholds: { lines: 90 } },
  },
});
