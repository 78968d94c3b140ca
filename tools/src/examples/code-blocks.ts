/** One block of TypeScript in a document. */
export interface CodeBlock {
  /** The document, as it was named by the caller. */
  readonly file: string;
  /** The line of the document on which the code begins, counted from 1. */
  readonly line: number;
  readonly code: string;
  /** False for a block marked `no-run`, which is type-checked only. */
  readonly isRun: boolean;
}

/** Every block of a Markdown text that is fenced with `ts`, or with `ts no-run`. */
export function blocksOfMarkdown(file: string, text: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { readonly line: number; readonly isRun: boolean; readonly indent: number; readonly lines: string[] } | undefined;
  let isOtherFence = false;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^(\s*)```(.*)$/.exec(line);
    if (open !== undefined) {
      if (fence === null) open.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
      else {
        blocks.push({ file, line: open.line, code: `${open.lines.join('\n')}\n`, isRun: open.isRun });
        open = undefined;
      }
    } else if (fence !== null) {
      const [language = '', ...marks] = (fence[2] ?? '').trim().split(/\s+/);
      if (isOtherFence) isOtherFence = false;
      else if (language === 'ts') open = { line: index + 2, isRun: !marks.includes('no-run'), indent: (fence[1] ?? '').length, lines: [] };
      else isOtherFence = true;
    }
  }
  return blocks;
}

/** Every such block inside the JSDoc comments of a source text. */
export function blocksOfSource(file: string, text: string): CodeBlock[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const linesBefore = text.slice(0, comment.index).split('\n').length - 1;
    const prose = comment[0].replace(/^[ \t]*(?:\/\*\*|\*(?!\/)) ?/gm, '').replace(/\*\/$/, '');
    return blocksOfMarkdown(file, prose).map((block) => ({ ...block, line: block.line + linesBefore }));
  });
}
