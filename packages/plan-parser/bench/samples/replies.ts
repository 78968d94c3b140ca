/** A reply as small models write it, and the steps that it means; `undefined` when it must be refused. */
export interface SampleReply {
  readonly category: string;
  readonly text: string;
  readonly steps: readonly Readonly<Record<string, unknown>>[] | undefined;
}

const move = { act: 'MoveTo', x: 12, y: 8 };
const scan = { act: 'Scan', radius: 10 };
const attack = { act: 'Attack', target_id: 99 };
const wait = { act: 'Wait', duration: 1.5 };
const steps = [move, scan, attack];
const list = JSON.stringify(steps);
const plan = `{"steps":${list}}`;
const indented = JSON.stringify({ steps }, null, 2);
const json = (value: unknown) => JSON.stringify(value);

/** Means all three steps. */
const all = (category: string, ...texts: string[]): SampleReply[] => texts.map((text) => ({ category, text, steps }));
const means = (category: string, expected: readonly Readonly<Record<string, unknown>>[] | undefined, ...texts: string[]): SampleReply[] =>
  texts.map((text) => ({ category, text, steps: expected }));
const oneStep = (category: string, expected: Readonly<Record<string, unknown>>, ...written: string[]): SampleReply[] =>
  written.map((step) => ({ category, text: `{"steps":[${step}]}`, steps: [expected] }));

/** Replies by category. They are written after what models of up to 8 billion parameters do with and without a grammar. */
export const replies: readonly SampleReply[] = [
  ...all('clean', plan, indented, `\n\n  ${plan}\n`, `\uFEFF${plan}`, `{"plan_id":"p1","steps":${list}}`, `{"steps":${list},"rationale":"they are close"}`, json({ reasoning: 'short {on} time', steps })),

  ...all(
    'fences',
    `\`\`\`json\n${indented}\n\`\`\``,
    `\`\`\`\n${plan}\n\`\`\``,
    `Here is the plan:\n\n\`\`\`json\n${indented}\n\`\`\`\n\nLet me know if you need anything else!`,
    `\`\`\`json\n${indented}`,
    `\`\`\`JSON5\n${plan}\`\`\``,
    `\`\`\`javascript\n${plan}\n\`\`\``,
    `\`\`\`json ${plan} \`\`\``,
    `First, some code:\n\`\`\`py\nprint("hi")\n\`\`\`\nand the plan:\n\`\`\`json\n${plan}\n\`\`\``,
    `\`\`\`\`json\n${plan}\n\`\`\`\``,
  ),

  ...all(
    'prose around',
    `Sure! Here's a tactical plan: ${plan}`,
    `${plan}\n\nThis plan moves into cover {east} and then attacks.`,
    `I'd go [east] first. It's {risky}, but: ${plan} Good luck :-}`,
    `**Plan**\n\n${indented}`,
    `Step 1 is easy, don't worry. JSON: ${plan}`,
    `{note: this is my answer}\n${plan}`,
    `{"thought":"enemy is near"}\n${plan}`,
    `{"status":"ok","enemies":[{"id":99,"name":"guard"}]} ${plan}`,
    `<answer>${plan}</answer>`,
    `The world is {"me":{"ammo":3}}, so the plan is ${plan}`,
  ),

  ...all(
    'several objects',
    `${plan}\n\nAlternatively: {"steps":[{"act":"Wait","duration":3}]}`,
    `For example, a plan looks like this: {"steps":[{"act":"Reload"}]}\n\nMy plan:\n${plan}`,
    `Example:\n\`\`\`json\n{"steps":[{"act":"Reload"}]}\n\`\`\`\nAnswer:\n\`\`\`json\n${plan}\n\`\`\``,
    `Example: ${plan}`,
    `{"steps":[]}\n${plan}`,
    `{"steps":[{"act":"Fly"}]}\n${plan}`,
    `A step is {"act":"Reload"}. The plan is ${plan}`,
    json({ previous_plan: { steps: [{ act: 'Reload' }] }, steps }),
    `${plan}${plan}${plan}`,
    `{"type":"object","properties":{"steps":{"type":"array"}}} ${plan}`,
  ),

  ...all(
    'reasoning',
    `<think>The enemy is at (25,15). Maybe {"steps":[{"act":"Reload"}]}? No.</think>\n${plan}`,
    `<think>\nI should "move\n</think>\n\n\`\`\`json\n${plan}\n\`\`\``,
    `<thinking>a [ b { c</thinking>${plan}`,
    `Okay, let me think. {"steps":[{"act":"Reload"}]} is bad.\n</think>\n${plan}`,
    `<think>unfinished ${plan}`,
    `<|channel|>analysis<|message|>We could {"steps":[{"act":"Block"}]}<|end|><|start|>assistant<|channel|>final<|message|>${plan}`,
    `<reasoning>x</reasoning><think>y</think>${plan}`,
    `<THINK>loud</THINK>${plan}`,
  ),

  ...all(
    'envelopes',
    json({ model: 'phi3', message: { role: 'assistant', content: plan }, done: true }),
    json({ response: plan, done: true, context: [1, 2, 3] }),
    json({ response: `\`\`\`json\n${indented}\n\`\`\`` }),
    json({ choices: [{ index: 0, message: { role: 'assistant', content: `Here: ${plan}` }, finish_reason: 'stop' }] }),
    json({ choices: [{ text: plan }] }),
    json({ response: { steps } }),
    json({ result: { plan: { steps } } }),
    json({ steps: list }),
    json({ steps: steps.map((step) => json(step)) }),
    json({ plan: plan }),
    json(plan),
    `{"response":"${plan}"}`,
    json({ message: { content: `<think>hm</think>${plan}` } }),
    json({ role: 'assistant', content: json({ response: plan }) }),
    json({ tool_calls: steps.map(({ act, ...args }, index) => ({ id: `call_${index}`, type: 'function', function: { name: act, arguments: json(args) } })) }),
  ),

  ...all(
    'other lists',
    list,
    `{"plan":${list}}`,
    `{"actions":${list}}`,
    `{"Plan_Steps":${list}}`,
    `{"plan":{"id":"x","steps":${list}}}`,
    `{"plan_no":3,"actions":${list}}`,
    steps.map((step) => json(step)).join('\n'),
    steps.map((step) => json(step)).join(',\n'),
    steps.map((step, index) => `${index + 1}. ${json(step)}`).join('\n'),
    json({ step1: move, step2: scan, step3: attack }),
    json({ steps: { 1: move, 2: scan, 3: attack } }),
    steps.map(({ act, ...args }) => `<tool_call>\n${json({ name: act, arguments: args })}\n</tool_call>`).join('\n'),
    `[TOOL_CALLS] ${json(steps.map(({ act, ...args }) => ({ name: act, arguments: args })))}`,
    json([{ agent_id: 1, plan: { steps } }]),
  ),
  ...means('other lists', [move], json(move), json({ step: move }), json({ next_action: { name: 'MoveTo', args: { x: 12, y: 8 } } }), json({ thought: 'near', action: 'MoveTo', action_input: { x: 12, y: 8 } })),

  ...all(
    'step spelling',
    json({ steps: steps.map(({ act, ...args }) => ({ act, args })) }),
    json({ steps: steps.map(({ act, ...args }) => ({ action: act, parameters: args })) }),
    json({ steps: steps.map(({ act, ...args }) => ({ tool: act, arguments: json(args) })) }),
    json({ steps: steps.map(({ act, ...args }) => ({ type: act, ...args })) }),
    json({ steps: steps.map(({ act, ...args }) => ({ function: { name: act, arguments: args } })) }),
    json({ steps: steps.map(({ act, ...args }) => ({ [act]: args })) }),
    json({ steps: steps.map((step, index) => ({ step: index + 1, ...step, description: 'because' })) }),
    plan.replace('MoveTo', 'move_to').replace('Scan', 'SCAN').replace('Attack', 'shoot'),
    plan.replace('MoveTo', 'functions.MoveTo').replace('Scan', 'Scan()').replace('Attack', '**Attack**'),
  ),

  ...oneStep('argument spelling', { act: 'Attack', target_id: 99 }, '{"act":"Attack","targetId":99}', '{"act":"Attack","Target ID":"99"}', '{"act":"Attack","target":99}', '{"act":"Attack","target_id":[99]}', '{"act":"Attack","target_id":"99.0"}', '{"act":"Attack","args":99}'),
  ...oneStep('argument spelling', { act: 'MoveTo', x: 12, y: 8, speed: 'run' }, '{"act":"MoveTo","x":"12","y":"8","speed":"Run"}', '{"act":"MoveTo","position":[12,8],"speed":"RUN"}', '{"act":"MoveTo","target":{"x":12,"y":8},"speed":"run"}', '{"act":"MoveTo","X":12.0,"Y":8,"speed":"run"}', '{"act":"MoveTo","args":{"pos":"(12, 8)","Speed":"run"}}'),
  ...oneStep('argument spelling', { act: 'TakeCover', position: { x: 1, y: 2 } }, '{"act":"TakeCover","position":[1,2]}', '{"act":"TakeCover","x":1,"y":2}', '{"act":"TakeCover","location":{"x":1,"y":2}}', '{"act":"TakeCover","position":"1, 2"}', '{"act":"TakeCover","position":{"X":1,"Y":2}}'),
  ...oneStep('argument spelling', { act: 'Patrol', waypoints: [{ x: 1, y: 2 }, { x: 3, y: 4 }] }, '{"act":"Patrol","waypoints":[[1,2],[3,4]]}', '{"act":"Patrol","way_points":["1,2",{"x":3,"y":4}]}', '{"act":"Patrol","args":[[1,2],[3,4]]}'),
  ...oneStep('argument spelling', { act: 'Heal' }, '{"act":"Heal","target_id":null}', '{"act":"Heal","target_id":""}', '{"act":"Heal","args":{}}', '{"act":"Heal","args":[]}', '"Heal"'),
  ...oneStep('argument spelling', { act: 'Announce', message: '42', loud: true }, '{"act":"Announce","message":42,"loud":"True"}'),
  ...oneStep('argument spelling', { act: 'Strafe', target_id: 7, direction: 'left' }, '{"act":"strafe","targetID":"7","direction":"LEFT"}'),

  ...all(
    'broken syntax',
    plan.replaceAll('"', "'"),
    plan.replaceAll(/"(\w+)":/g, '$1:'),
    plan.replaceAll(/"(\w+)"/g, '$1'),
    plan.replaceAll(/"(\w+)"/g, '“$1”'),
    plan.replaceAll('},{', '}\n{'),
    plan.replaceAll('},{', '},,{'),
    indented.replaceAll(/(\d|")\n/g, '$1,\n'),
    `{"steps":[${json(move)}, // go to "cover" {east}\n /* then } */ ${json(scan)},\n# last\n${json(attack)},]}`,
    plan.replace('"MoveTo",', '"MoveTo,'),
    plan.replace('"act":"Scan"', '"act":Scan"'),
    plan.replace('"x":12,', '"x":12 '),
    plan.replaceAll('"', '\\"'),
    plan.replaceAll('{', '{{').replaceAll('}', '}}'),
    `{"rationale":"He said "go" and left","steps":${list}}`,
    `{"rationale":"line one\nline two","steps":${list}}`,
    `{steps: ${list}, ok: True, why: None}`,
  ),

  ...all(
    'brackets wrong',
    plan.replace('"y":8}', '"y":8'),
    plan.replace('"y":8}', '"y":8}}'),
    plan.slice(0, -1),
    plan.slice(0, -2),
    plan.replace(']}', '}'),
    `{"steps":${list.slice(0, -1)},"rationale":"x"}`,
    `${plan}}`,
    `${plan}]}`,
    plan.replace('[', '[['),
    plan.replace(']}', ', ...]}'),
  ),

  ...means('truncated', [move, scan], plan.slice(0, -3), plan.slice(0, -8), plan.slice(0, -18), `\`\`\`json\n${indented.slice(0, -30)}`, json({ response: plan }).slice(0, -8), `{"steps":[${json(move)},${json(scan)},{"act":"Announce","message":"go 😀`),
  ...means('truncated', [move], plan.slice(0, plan.indexOf('Scan')), `<think>ok</think>{"steps":[${json(move)},`),

  ...means('bad steps among good', [move, attack, wait], json({ steps: [move, { act: 'Fly', height: 3 }, attack, wait] }), json({ steps: [move, { act: 'MoveTo', x: 1.5, y: 2 }, attack, wait] }), json({ steps: [move, null, attack, 7, wait] }), json({ steps: [move, { act: 'Scan' }, attack, { act: 'Attack', target_id: -1 }, wait] }), `{"steps":[${json(move)},{"act":"Scan","radius":2,5},${json(attack)},${json(wait)}]}`, json({ steps: [move, { act: 'MoveTo', x: 1, y: 2, args: { x: 3 } }, attack, { tool: 'Scan', action: 'Reload' }, wait] })),

  ...means(
    'no plan',
    undefined,
    '',
    '   \n ',
    'null',
    '42',
    'error',
    'Error: model "phi3" not found',
    '{"error":"model not found"}',
    `{"error":{"message":"overloaded","type":"server_error"}}`,
    `Error 500: cannot decode {"steps":[{"act":"Reload"}]}`,
    `HTTP error: reply was ${plan}`,
    'Sorry, I cannot help with that.',
    '{}',
    '[]',
    '{"steps":[]}',
    '{"steps":null}',
    '{"steps":"go north"}',
    '{"steps":[{"act":"Fly"},{"act":"Swim"}]}',
    '{"steps":[{"act":"MoveTo","x":0.5,"y":1}]}',
    '{"type":"object","properties":{"steps":{"type":"array","items":{"type":"object"}}}}',
    '{"tools":[{"name":"Reload","args":{}},{"name":"Scan","args":{"radius":5}}]}',
    'steps:\n  - act: Scan\n    radius: 5',
    '<think>I could {"act":"Reload"} but',
    '{'.repeat(500),
    '[[[[{{{{"""""',
    '{"__proto__":{"steps":[{"act":"Fly"}]}}',
  ),
];
