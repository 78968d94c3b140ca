import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ServerOrder } from './server-order.ts';

/** A model server in a process of its own. */
export interface ServerProcess {
  /** Serves in another way from now on; whoever is connected is not any more. Gives the address. */
  serve(order: ServerOrder): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a process for the server. A process, because what the server computes, collects and keeps must not show in the
 * event loop and the memory that are measured; a worker thread would share the memory.
 */
export function startServerProcess(): ServerProcess {
  const child = fork(fileURLToPath(new URL('server-process.ts', import.meta.url)), {
    // its own flags, not those of this process: a profiler here has no business there
    execArgv: ['--conditions=@planweave/source', '--import', 'tsx'],
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  const exit = once(child, 'exit');
  const failed = exit.then(([code]) => Promise.reject(new Error(`The server process ended with code ${code}; its own words are above`)));
  // heard by whoever waits for an answer
  failed.catch(() => {});
  return {
    async serve(order) {
      const answer = once(child, 'message');
      child.send(order);
      const [url] = (await Promise.race([answer, failed])) as [string];
      return url;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exit;
    },
  };
}
