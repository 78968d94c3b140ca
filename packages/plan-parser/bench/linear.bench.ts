/**
 * Hostile texts of 128 K and 1 M characters: the processor time must grow with the size and no faster. Each text is read
 * whole, and streamed in pieces of 64. Run it from the package folder:
 *
 *     npx tsx --conditions=@planweave/source bench/linear.bench.ts
 */
import assert from 'node:assert/strict';
import { createPlanStream, safeParsePlan } from '@planweave/plan-parser';
import { registry } from './samples/registry.ts';

const step = '{"act":"Scan","radius":5},';
const hostile: Record<string, string> = {
  'braces': '{',
  'brackets': '[',
  'braces and brackets': '{[',
  'closing braces': '}',
  'nested keys': '{"a":',
  'nested plans': '{"steps":[',
  'quotes': '"',
  'open texts': '{"a',
  'stray quotes': '{"a "b" ',
  'swallowed structure': '{"a:b, "c',
  'apostrophes': "{'a ",
  'backslashes': '\\',
  'backslashes in a text': '{"steps":"\\\\',
  'fences': '```',
  'fences in JSON': '{```',
  'reasoning': '<think>',
  'closed reasoning': '<think></think>',
  'orphans': '{</think>',
  'tags': '{<a',
  'channels': '<|channel|>',
  'comments': '{/*',
  'prose and braces': 'a{}',
  'examples': 'for example {}',
  'blanks': ' ',
  'words': '{a ',
  'errors': 'error: {',
  'good steps': step,
  'a list of steps': `${step}{"act":"Fly"},`,
  'single-quoted steps': "{'act':'Scan','radius':5},",
  'broken steps': '{"act":"Scan" "radius" 5 5},',
  'quotes that never close': `{"act":"${'\\n"a'.repeat(40)}},`,
  'unknown tools': '{"act":"Skan"},',
  'envelopes': '{"response":"{\\"steps\\":[',
  'escaped': '{\\"steps\\":[{\\"act\\":',
  'long tool name': '{"act":"MoveToMoveTo',
};
const starts = ['', '{"steps":[', '{"response":"'];
const small = 1 << 17;
const large = 1 << 20;
const options = { maxCharacters: large };

/** The unit over and over, with something new now and then: a stream stops at plain repetition. */
function fill(start: string, unit: string): string {
  const block = unit.repeat(Math.ceil(150 / unit.length));
  const parts = [start];
  for (let length = 0; length < large; length += block.length + 6) parts.push(block, (length * 2_654_435_761).toString(36).slice(-4), ', ');
  return parts.join('').slice(0, large);
}

function cpuMilliseconds(work: () => void): number {
  let quickest = Infinity;
  for (let turn = 0; turn < 4; turn += 1) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    quickest = Math.min(quickest, (user + system) / 1000);
  }
  return quickest;
}

function readWhole(text: string): void {
  assert.equal(typeof safeParsePlan(text, registry, options).ok, 'boolean');
}

function readStream(text: string): number {
  const stream = createPlanStream(registry, options);
  for (let from = 0; from < text.length && !stream.isDone; from += 64) stream.push(text.slice(from, from + 64));
  return stream.text.length;
}

let worst = 0;
let slowest = 0;
for (const [name, unit] of Object.entries(hostile)) {
  for (const start of starts) {
    const text = fill(start, unit);
    const part = text.slice(0, small);
    const [wholeSmall, wholeLarge, streamSmall, streamLarge] = [() => readWhole(part), () => readWhole(text), () => void readStream(part), () => void readStream(text)].map((work) => cpuMilliseconds(work)) as [number, number, number, number];
    // below two milliseconds it is the compiler and the clock that are measured
    const growth = Math.max(wholeLarge / Math.max(wholeSmall, 2), streamLarge / Math.max(streamSmall, 2)) / (large / small);
    worst = Math.max(worst, growth);
    slowest = Math.max(slowest, wholeLarge, streamLarge);
    const show = (time: number) => time.toFixed(1).padStart(6);
    console.log(`${`${start} ${name}`.padEnd(36)} whole ${show(wholeSmall)} -> ${show(wholeLarge)} ms   streamed ${show(streamSmall)} -> ${show(streamLarge)} ms (${readStream(text)} read)   growth ${growth.toFixed(2)}${growth > 1.5 ? '  <--' : ''}`);
  }
}
console.log(`128 K to 1 M: worst growth of the time against the size ${worst.toFixed(2)} (1 is linear); slowest 1 M ${slowest.toFixed(0)} ms`);
assert(worst < 2.5);
