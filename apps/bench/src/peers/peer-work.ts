import { tacticalDomain } from '@planweave/tactical-domain';
import { replyForSkirmish } from '../worlds/skirmish.ts';
import type { PeerWork } from './peer.ts';

/** The tools that the peers tell their model about, and read from its reply: a quarter of ours, which makes it easier for them. */
const tools = ['MoveTo', 'Attack', 'CoverFire', 'ThrowSmoke', 'TakeCover', 'Scan', 'Reload', 'Heal', 'Revive', 'Wait'];

const toolLines = tools.map((name) => `- ${name}: ${tacticalDomain.registry.get(name)?.description ?? ''}`);

/** The prompt is as short as one would write it by hand; the world is compact JSON, which a peer must write to have a key. */
export const peerWork: PeerWork = {
  system: `You plan for one companion in a fight. Reply with JSON only: {"steps":[{"act":"MoveTo","x":1,"y":2},…]}.\nTools:\n${toolLines.join('\n')}`,
  prompt: (world) => `World: ${JSON.stringify(world)}`,
  reply: replyForSkirmish,
  isLegal: (world, steps) => tacticalDomain.check(world, steps).every((verdict) => verdict.isLegal),
};
