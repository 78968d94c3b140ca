import { readFlags } from '../read-flags.ts';
import { comparePeers } from './compare-peers.ts';
import type { CreatePeer } from './peer.ts';
import { peerGates } from './peer-gates.ts';
import { peerWork } from './peer-work.ts';
import { planweave, planweaveSync, planweaveUnread } from './planweave.ts';
import { renderPeers } from './render-peers.ts';

const flags = readFlags('npm run bench:peers -- [--json] [--gate]', { json: { type: 'boolean' }, gate: { type: 'boolean' } });
// this runs from dist/, and they are built where their packages are installed
const { href } = new URL('../peers/dist/index.js', import.meta.url);
const { peers } = (await import(href)) as { readonly peers: readonly CreatePeer[] };
const rows = await comparePeers([planweave, planweaveUnread, planweaveSync, ...peers], peerWork, { rounds: 60, batchMs: 5, warmUpMs: 1_500 });
const gates = peerGates(rows);
console.log(flags.json ? JSON.stringify({ node: process.version, rows, gates }, undefined, 2) : renderPeers(rows, gates));
if (flags.gate && gates.some(({ holds }) => !holds)) process.exitCode = 1;
