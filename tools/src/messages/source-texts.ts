import ts from 'typescript';

/**
 * Every text that a program contains, in the pieces between the values that it puts in: of `` `No ${what} here` `` there
 * are `No ` and ` here`.
 */
export function textsOfSource(code: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', code, ts.ScriptTarget.ESNext, true));
  return texts.filter((text) => text !== '');
}

/** Answers whether texts put together can say a sentence; `…` in it stands for anything. */
export function createSayable(texts: readonly string[]): (sentence: string) => boolean {
  const unique = [...new Set(texts)];
  // names and keys of two letters could spell anything
  const whole = unique.filter((text) => text.length > 2 || !/[a-z]/i.test(text));
  return (sentence) => sentence.split('…').every((part) => isSaid(part.trim(), unique, whole));
}

/** True when a part is within one text, or the end of one, whole ones, and the beginning of another. */
function isSaid(part: string, all: readonly string[], whole: readonly string[]): boolean {
  if (all.some((text) => text.includes(part))) return true;
  const reached = new Set(whole.flatMap((text) => endsThatBegin(part, text)));
  // the set grows while it is walked through
  for (const length of reached) {
    const rest = part.slice(length);
    if (rest === '' || (rest.length > 2 && whole.some((text) => text.startsWith(rest)))) return true;
    for (const text of whole) if (rest.startsWith(text)) reached.add(length + text.length);
  }
  return false;
}

/** The lengths of those ends of a text with which a part begins. */
function endsThatBegin(part: string, text: string): number[] {
  const lengths = Array.from({ length: text.length }, (_, cut) => text.length - cut);
  return lengths.filter((length) => part.startsWith(text.slice(-length)));
}
