import { localSpeed, startFakeOllama } from '@planweave/testing';
import type { Surroundings } from '../cli/surroundings.ts';

/** A running stand-in for a model server. */
export interface StandIn {
  readonly url: string;
  readonly modelName: string;
  stop(): Promise<void>;
}

const modelName = 'stand-in:latest';

/**
 * Starts a server on a free loopback port that speaks Ollama's protocol over a real socket and writes what it is told, at
 * the pace of a small model on a good machine or at once.
 */
export async function startStandIn(reply: () => string, pace: Surroundings['standInPace']): Promise<StandIn> {
  const server = await startFakeOllama({ models: [modelName], reply, ...(pace === 'local' && { speed: localSpeed }) });
  return { url: server.url, modelName, stop: () => server.stop() };
}
