/** One block of TypeScript in a document, or all blocks that make up one file. */
export interface CodeBlock {
  /** The document, as it was named by the caller. */
  readonly file: string;
  /** The line of the document on which the code begins, counted from 1. */
  readonly line: number;
  readonly code: string;
  /** False for a block marked `no-run`, which is type-checked only. */
  readonly isRun: boolean;
  /** The file that the document tells its reader to paste it into; such files may import one another. */
  readonly pastedInto?: string;
}

/**
 * Every block of a Markdown text that is fenced with `ts`, or with `ts no-run`. Blocks fenced with `ts NAME.ts` are given
 * as one, at the place of the first, with as many empty lines between them as they have lines between them in the text.
 */
export function blocksOfMarkdown(file: string, text: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: (Omit<CodeBlock, 'file' | 'code'> & { readonly indent: number; readonly lines: string[] }) | undefined;
  let isOtherFence = false;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^(\s*)```(.*)$/.exec(line);
    if (open !== undefined) {
      if (fence === null) open.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
      else {
        const { lines, indent: _, ...block } = open;
        addBlock(blocks, { file, ...block, code: `${lines.join('\n')}\n` });
        open = undefined;
      }
    } else if (fence !== null) {
      const [language = '', ...marks] = (fence[2] ?? '').trim().split(/\s+/);
      if (isOtherFence) isOtherFence = false;
      else if (language === 'ts') {
        const pastedInto = marks.find((mark) => mark.endsWith('.ts'));
        open = { line: index + 2, isRun: !marks.includes('no-run'), ...(pastedInto !== undefined && { pastedInto }), indent: (fence[1] ?? '').length, lines: [] };
      }
      else isOtherFence = true;
    }
  }
  return blocks;
}

function addBlock(blocks: CodeBlock[], block: CodeBlock): void {
  const index = blocks.findIndex(({ pastedInto }) => pastedInto !== undefined && pastedInto === block.pastedInto);
  const begun = blocks[index];
  if (begun === undefined) blocks.push(block);
  else {
    const nextLine = begun.line + begun.code.split('\n').length - 1;
    blocks[index] = { ...begun, code: begun.code + '\n'.repeat(block.line - nextLine) + block.code };
  }
}

/** Every such block inside the JSDoc comments of a source text. */
export function blocksOfSource(file: string, text: string): CodeBlock[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const linesBefore = text.slice(0, comment.index).split('\n').length - 1;
    const prose = comment[0].replace(/^[ \t]*(?:\/\*\*|\*(?!\/)) ?/gm, '').replace(/\*\/$/, '');
    return blocksOfMarkdown(file, prose).map((block) => ({ ...block, line: block.line + linesBefore }));
  });
}
