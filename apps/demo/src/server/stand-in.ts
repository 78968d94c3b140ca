import { startFakeOllama } from '@planweave/testing';

/** A running stand-in for a model server. */
export interface StandIn {
  readonly url: string;
  readonly modelName: string;
  stop(): Promise<void>;
}

const modelName = 'stand-in:latest';

/**
 * Starts a server on a free loopback port that speaks Ollama's protocol over a real socket, at the pace of a small model
 * on a good machine, and writes what it is told.
 */
export async function startStandIn(reply: () => string): Promise<StandIn> {
  const server = await startFakeOllama({ models: [modelName], reply });
  return { url: server.url, modelName, stop: () => server.stop() };
}
