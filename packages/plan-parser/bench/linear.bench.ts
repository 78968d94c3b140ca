/**
 * Hostile texts of growing size: the time must grow with the size and no faster. Each text is read whole, and streamed in
 * pieces of 64. Run it from the package folder:
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
  'unknown tools': '{"act":"Skan"},',
  'envelopes': '{"response":"{\\"steps\\":[',
  'escaped': '{\\"steps\\":[{\\"act\\":',
  'long tool name': '{"act":"MoveToMoveTo',
};
const starts = ['', '{"steps":[', '{"response":"'];
const small = 1 << 16;
const large = 1 << 20;

function milliseconds(work: () => void): number {
  let quickest = Infinity;
  for (let turn = 0; turn < 3; turn += 1) {
    const start = process.hrtime.bigint();
    work();
    quickest = Math.min(quickest, Number(process.hrtime.bigint() - start) / 1e6);
  }
  return quickest;
}

let worst = 0;
for (const [name, unit] of Object.entries(hostile)) {
  for (const start of starts) {
    const text = start + unit.repeat(Math.ceil(large / unit.length));
    const options = { maxCharacters: large * 2 };
    const whole = (size: number) => () => assert.equal(typeof safeParsePlan(text.slice(0, size), registry, options).ok, 'boolean');
    const streamed = (size: number) => () => {
      const stream = createPlanStream(registry, options);
      for (let from = 0; from < size && !stream.isDone; from += 64) stream.push(text.slice(from, from + 64));
      assert(stream.text.length <= size);
    };
    const times = [whole(small), whole(large), streamed(small), streamed(large)].map((work) => milliseconds(work));
    const [wholeSmall = 0, wholeLarge = 0, streamSmall = 0, streamLarge = 0] = times;
    // below a millisecond the clock and the compiler are what is measured
    const growth = Math.max(wholeLarge / Math.max(wholeSmall, 1), streamLarge / Math.max(streamSmall, 1)) / (large / small);
    worst = Math.max(worst, growth);
    const mark = growth > 2 || wholeLarge > 300 ? '  <--' : '';
    console.log(`${`${start} ${name}`.padEnd(36)} 64 K ${wholeSmall.toFixed(1).padStart(6)} ms   1 M ${wholeLarge.toFixed(1).padStart(7)} ms   streamed 1 M ${streamLarge.toFixed(1).padStart(7)} ms   growth ${growth.toFixed(2)}${mark}`);
  }
}
console.log(`worst growth of the time against the size: ${worst.toFixed(2)} (1 is linear)`);
assert(worst < 2.5);
