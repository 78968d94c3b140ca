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

  it('joins the blocks of one file, each on the line where it stands in the document', () => {
    const text = 'First.\n\n```ts game.ts\nconst a = 1;\n```\n\n```ts\nother();\n```\n\n```ts game.ts\na;\nb;\n```\n\n```ts test.ts\ntest();\n```\n';
    const blocks = blocksOfMarkdown('a.md', text);
    expect(blocks.map(({ line, pastedInto }) => [line, pastedInto])).toEqual([[4, 'game.ts'], [8, undefined], [17, 'test.ts']]);
    const lines = text.split('\n');
    blocks[0]?.code.split('\n').forEach((line, index) => expect(['', lines[index + 3]]).toContain(line));
    expect(blocks[0]?.code).toMatch(/^const a = 1;\n+a;\nb;\n$/);
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
