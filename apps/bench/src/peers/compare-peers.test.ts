import { describe, expect, it } from 'vitest';
import { comparePeers } from './compare-peers.ts';
import type { CreatePeer } from './peer.ts';
import { peerGates } from './peer-gates.ts';
import { peerWork } from './peer-work.ts';
import { planweave, planweaveSync, planweaveUnread } from './planweave.ts';
import { renderPeers } from './render-peers.ts';

const once = { rounds: 1, batchMs: 0 };

const forgetful: CreatePeer = (work) => {
  let calls = 0;
  const { steps } = JSON.parse(work.reply) as { steps: [] };
  const plan = () => {
    calls += 1;
    return steps;
  };
  return { name: 'forgetful', setUp: '', plan, modelCalls: () => calls };
};
const wrong: CreatePeer = () => ({ name: 'wrong', setUp: '', plan: () => [{ act: 'Wait' }], modelCalls: () => 0 });

describe('comparePeers', () => {
  it('lets our own ways plan, warm and cold', async () => {
    const rows = await comparePeers([planweave, planweaveUnread, planweaveSync], peerWork, once);
    expect(rows.map(({ name }) => name)).toEqual(['Planweave, plan()', 'Planweave, plan() of unread worlds', 'Planweave, planSync()']);
    expect(rows[0]).toMatchObject({ warm: { ratio: { typical: 1 } }, cold: { ratio: { typical: 1 } } });
    expect(rows.every(({ warm, cold }) => warm.nanoseconds > 0 && cold.nanoseconds > 0)).toBe(true);
  });

  it('finds out who forgets, and who gives another plan', async () => {
    await expect(comparePeers([forgetful], peerWork, once)).rejects.toThrow(/^forgetful asked its model \d+ times instead of 256$/);
    await expect(comparePeers([wrong], peerWork, once)).rejects.toThrow('wrong did not do its work');
  });
});

const time = (nanoseconds: number, typical: number) => ({ nanoseconds, ratio: { typical, low: typical, high: typical } });

describe('peerGates and renderPeers', () => {
  const rows = [
    { name: 'Planweave, plan()', setUp: 'ours', warm: time(1_000, 1), cold: time(10_000, 1) },
    { name: 'by hand', setUp: 'a Map', warm: time(500, 0.5), cold: time(5_000, 0.5) },
    { name: 'AI SDK, generateText', setUp: 'theirs', warm: time(250_000, 250), cold: time(100_000, 10) },
    { name: 'LangChain.js, invoke', setUp: 'theirs', warm: time(80_000, 80), cold: time(90_000, 9) },
  ];

  it('keeps a promise at its limit, and breaks it below', () => {
    expect(peerGates(rows).map(({ what, holds }) => [what, holds])).toEqual([
      ['AI SDK, generateText, warm', true],
      ['LangChain.js, invoke, warm', true],
      ['AI SDK, generateText, cold', false],
      ['LangChain.js, invoke, cold', true],
    ]);
  });

  it('refuses to judge a peer that was not measured', () => {
    expect(() => peerGates(rows.slice(0, 2))).toThrow('it was not measured');
  });

  it('shows peers that win as well', () => {
    const text = renderPeers(rows, peerGates(rows));
    expect(text).toMatch(/by hand +│ +500 ns │ +0\.5x \(0\.5–0\.5\)/);
    expect(text).toContain('BROKEN AI SDK, generateText, cold: 10.0x, promised at least 15x');
  });
});
