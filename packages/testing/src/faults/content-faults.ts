import type { FakeReply } from '../engine/generation/fake-reply.ts';
import { sortKeys } from '../engine/sort-keys.ts';
import type { ContentFault } from './fault.ts';

const runLength = 400;

/** A reply in which the model did something that models do; see F12. */
export function spoilContent(how: ContentFault, reply: FakeReply): FakeReply {
  const text = spoilers[how](reply.text);
  // pieces that were given for the text as it was do not fit any more
  return { text, ...(reply.thinking === undefined ? {} : { thinking: reply.thinking }), toolCalls: reply.toolCalls ?? [] };
}

const half = (text: string) => text.slice(0, Math.ceil(text.length / 2));

const spoilers: Readonly<Record<ContentFault, (text: string) => string>> = {
  'truncated-json': half,
  'whitespace-run': (text) => `${half(text)}${'\n'.repeat(4 * runLength)}`,
  'token-loop': (text) => `${half(text)}${' and'.repeat(runLength)}`,
  fenced: (text) => `Sure! Here it is:\n\`\`\`json\n${text}\n\`\`\`\n`,
  thinking: (text) => `<think>\nThe user wants JSON. Let me see.\n</think>\n${text}`,
  'wrong-types': (text) => changeJson(text, (value) => mapLeaves(value, (leaf) => (typeof leaf === 'number' ? String(leaf) : leaf))),
  'sorted-keys': (text) => changeJson(text, sortKeys),
  'lone-surrogate': (text) => text.replace(/"(?=\s*[,}\]][^"]*$)/, String.raw`\ud83d"`),
  'duplicate-keys': (text) => text.replace(/\{\s*("(?:[^"\\]|\\.)*"\s*:)/, (match, key: string) => `{${key}null,${match.slice(1)}`),
  empty: () => '',
};

/** Text that is no JSON stays as it is. */
function changeJson(text: string, change: (value: unknown) => unknown): string {
  try {
    return JSON.stringify(change(JSON.parse(text)));
  } catch {
    return text;
  }
}

function mapLeaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => mapLeaves(part, change));
  if (typeof value !== 'object' || value === null) return change(value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapLeaves(part, change)]));
}
