/**
 * The environment for an npm that runs inside our own: without what `npm run` and this workspace's .npmrc put there,
 * and never through a proxy to this machine.
 */
export function npmEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:npm_(?:package|lifecycle|command|execpath|node)|npm_config_(?:json|local_prefix|workspace|omit))/i.test(name));
  const loopback = [process.env['no_proxy'], '127.0.0.1'].filter(Boolean).join(',');
  return { ...Object.fromEntries(inherited), NODE_OPTIONS: '', no_proxy: loopback, NO_PROXY: loopback };
}
