import { seededRandom } from '@planweave/core-types';
import { startFakeOllama, type FakeOllama } from '@planweave/testing';
import { scriptedReply } from '../../server/scripted-reply.ts';
import { sectorIn, sectorWorld } from '../load/sector-world.ts';
import { faultMix } from './fault-mix.ts';
import { servedModel, smallGpu, type ServerOrder } from './server-order.ts';

/** Starts a server that speaks Ollama's protocol on loopback and plans for the sector that a prompt is about. */
export function serveStress({ port, seed, slots, faultRate, pace }: ServerOrder): Promise<FakeOllama> {
  return startFakeOllama({
    port,
    models: [servedModel],
    speed: { slots, maxQueue: 4_096, ...(pace === 'small-gpu' && smallGpu) },
    faults: faultMix(faultRate),
    random: seededRandom(seed),
    // a run of an hour would keep every prompt otherwise
    maxRequests: 100,
    reply({ messages }) {
      const sector = sectorIn(messages.map(({ content }) => content).join('\n'));
      return sector === undefined ? '{"steps":[{"act":"Wait","duration":1}]}' : scriptedReply(sectorWorld(seed, sector), seed);
    },
  });
}
