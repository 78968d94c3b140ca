import type { PeerRow } from './compare-peers.ts';

/** A promise about a ratio, and whether it is kept. */
export interface PeerGate {
  readonly what: string;
  readonly atLeast: number;
  readonly measured: number;
  readonly holds: boolean;
}

const promises = [
  { peer: 'AI SDK, generateText', path: 'warm', atLeast: 200 },
  { peer: 'LangChain.js, invoke', path: 'warm', atLeast: 80 },
  { peer: 'AI SDK, generateText', path: 'cold', atLeast: 15 },
  { peer: 'LangChain.js, invoke', path: 'cold', atLeast: 8 },
] as const;

/**
 * Whether we are as much faster than the peers as we promise.
 *
 * @throws `Error` when a peer that a promise is about was not measured.
 */
export function peerGates(rows: readonly PeerRow[]): readonly PeerGate[] {
  return promises.map(({ peer, path, atLeast }) => {
    const row = rows.find(({ name }) => name === peer);
    if (row === undefined) throw new Error(`The promise about "${peer}" cannot be looked at: it was not measured`);
    const measured = row[path].ratio.typical;
    return { what: `${peer}, ${path}`, atLeast, measured, holds: measured >= atLeast };
  });
}
