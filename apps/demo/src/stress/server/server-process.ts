import type { FakeOllama } from '@planweave/testing';
import { serveStress } from './serve-stress.ts';
import type { ServerOrder } from './server-order.ts';

let server: FakeOllama | undefined;

process.on('message', (order: ServerOrder) => {
  void (async () => {
    await server?.stop();
    server = await serveStress(order);
    process.send?.(server.url);
  })();
});
process.once('disconnect', () => process.exit(0));
// Ctrl-C goes to the whole group; the run that this serves ends in its own time, and this with it
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
