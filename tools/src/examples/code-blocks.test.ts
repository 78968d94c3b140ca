import { describe, expect, it } from 'vitest';
import { blocksOfMarkdown, blocksOfSource } from './code-blocks.ts';

describe('blocksOfMarkdown', () => {
  it('finds ts blocks with the line their code begins on', () => {
    expect(blocksOfMarkdown('a.md', '# A\n\n```ts\nlet a = 1;\n```\n\n```ts no-run\nb();\n```\n')).toEqual([
      { file: 'a.md', line: 4, code: 'let a = 1;\n', isRun: true },
      { file: 'a.md', line: 8, code: 'b();\n', isRun: false },
    ]);
  });

  it('passes over blocks of other languages, and fences inside them', () => {
    expect(blocksOfMarkdown('a.md', '```sh\nnpm start\n```\n```\nplain\n```\n```json\n{}\n```\n')).toEqual([]);
    expect(blocksOfMarkdown('a.md', '```sh\nx\n```\n```ts\ny();\n```\n')).toHaveLength(1);
  });

  it('takes the indent of a list off the code', () => {
    expect(blocksOfMarkdown('a.md', '- so:\n  ```ts\n  if (a) {\n    b();\n  }\n  ```\n')[0]?.code).toBe('if (a) {\n  b();\n}\n');
  });
});

describe('blocksOfSource', () => {
  it('finds the blocks of JSDoc comments, free of their stars', () => {
    const source = 'const a = 1;\n\n/**\n * Twice.\n *\n * @example\n * ```ts\n * twice(\n *   2,\n * );\n *\n * ```\n */\nexport const twice = 1;\n';
    expect(blocksOfSource('a.ts', source)).toEqual([{ file: 'a.ts', line: 8, code: 'twice(\n  2,\n);\n\n', isRun: true }]);
  });

  it('passes over plain comments and code', () => {
    expect(blocksOfSource('a.ts', '/* ```ts\na\n``` */\n// ```ts\nconst text = "```ts";\n')).toEqual([]);
  });
});
