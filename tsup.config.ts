import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  sourcemap: true,
  clean: true,
  // it is an ES module without a CommonJS twin: required from CommonJS, its default export would arrive wrapped twice
  noExternal: ['quick-lru'],
  esbuildOptions(options) {
    // puts constants where their names stand; bundled, they are variables otherwise, and hot loops look each up again and again
    options.minifySyntax = true;
  },
});
