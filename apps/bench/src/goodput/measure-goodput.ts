import { createCallContext, seededRandom, sleep, type Policy } from '@planweave/core-types';
import { ollama } from '@planweave/ollama-client';
import { admissionQueue, attemptTimeout, compose } from '@planweave/resilience';
import { createFakeOllama, manualClock, type FakeOllama } from '@planweave/testing';

/** How much is asked of a server, as a multiple of what it can do, and what became of it. */
export interface Goodput {
  readonly load: number;
  readonly asked: number;
  /** Replies that came whole and in time. */
  readonly used: number;
  /** Replies in time for each second that a slot of the server worked. */
  readonly usedPerModelSecond: number;
}

const slots = 4;
const tokensPerSecond = 100;
const replyText = JSON.stringify({ steps: [{ act: 'TakeCover' }, { act: 'CoverFire', target_id: 99, duration: 2 }, { act: 'AimedShot', target_id: 99 }, { act: 'Reload' }] });
/** Each request may take this many times as long as an idle server needs. */
const patience = 3;
const simulatedSeconds = 40;

/** The two ways of asking that are compared: straight away, and through an admission queue. */
export const arms: Readonly<Record<string, () => Policy>> = {
  'no admission control': () => compose([]),
  'admission queue': () => admissionQueue({ maxQueued: 64 }),
};

/** Simulates requests that come at random moments, `load` times as many as the server can answer. */
export async function measureGoodput(createPolicy: () => Policy, load: number, seed: number): Promise<Goodput> {
  const clock = manualClock();
  const random = seededRandom(seed);
  const fake = createFakeOllama({ clock, reply: () => replyText, speed: { decodeTokensPerSecond: tokensPerSecond, slots } });
  const model = ollama({ model: 'stand-in', host: fake.url, fetch: fake.fetch });
  const call = { messages: [{ role: 'user', content: 'Plan!' }] } as const;
  const replyMs = (await clock.runUntil(model.generate(call, createCallContext({ clock })))).timings.totalMs;
  const budgetMs = replyMs * patience;
  const policy = compose([attemptTimeout({ timeoutMs: budgetMs }), createPolicy()]);
  const perMs = (slots / replyMs) * load;
  const startedAt = clock.now();
  const requests: Promise<void>[] = [];
  let used = 0;
  const ask = async (index: number) => {
    const context = createCallContext({ clock, budgetMs, target: 'stand-in', agentId: `agent ${index % 50}`, random });
    try {
      const reply = await policy.execute((given) => model.generate(call, given), context);
      if (reply.text === replyText) used += 1;
    } catch {
      // refused, or too late: that is what is being counted
    }
  };
  const arrive = async () => {
    for (let index = 0; clock.now() - startedAt < simulatedSeconds * 1_000; index += 1) {
      requests.push(ask(index));
      await sleep(clock, -Math.log(1 - random.next()) / perMs, new AbortController().signal);
    }
    await Promise.all(requests);
    await model.close();
    await fake.stop();
  };
  await clock.runUntil(arrive());
  return { load, asked: requests.length, used, usedPerModelSecond: used / secondsWorked(fake) };
}

/** The prompt is read at once here, so a slot works from the first byte it sends to the end, whether anybody stays or not. */
function secondsWorked(fake: FakeOllama): number {
  return fake.requests.reduce((sum, { answeredAt, endedAt }) => sum + (answeredAt !== undefined && endedAt !== undefined ? endedAt - answeredAt : 0), 0) / 1_000;
}
