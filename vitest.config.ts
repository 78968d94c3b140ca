import { defineConfig } from 'vitest/config';

const conditions = ['@planweave/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['**/src/**/*.test.ts', 'tools/**/*.test.ts', '*.test.ts'],
    // a hang must end, a busy machine must not fail: no test asserts how long it takes
    testTimeout: 60_000,
    hookTimeout: 60_000,
    onConsoleLog: (log) => {
      throw new Error(`Nothing may print during a test, but this was printed: ${log}`);
    },
    coverage: { include: ['**/src/**'], thresholds: { lines: 90 } },
  },
});
