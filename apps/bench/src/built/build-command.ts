import { fileURLToPath } from 'node:url';
import { build, type Options } from 'tsup';

const app = new URL('../../', import.meta.url);

/** Builds the command in a folder of `src`, our packages included, and says where it lies. */
export async function buildCommand(command: string): Promise<URL> {
  await build({ ...settings, entry: { [command]: path(`src/${command}/main.ts`) }, outDir: path('dist'), noExternal: [/^@planweave\//] });
  return new URL(`dist/${command}.js`, app);
}

/** Builds the peers beside what they import, and says where they lie. */
export async function buildPeers(): Promise<URL> {
  await build({ ...settings, entry: { index: path('peers/index.ts') }, outDir: path('peers/dist') });
  return new URL('peers/dist/index.js', app);
}

const settings: Options = {
  config: false,
  silent: true,
  format: 'esm',
  target: 'node20',
  platform: 'node',
  splitting: false,
  skipNodeModulesBundle: true,
  esbuildOptions(options) {
    options.conditions = ['@planweave/source'];
    // as our packages are built
    options.minifySyntax = true;
  },
};

function path(inApp: string): string {
  return fileURLToPath(new URL(inApp, app));
}
