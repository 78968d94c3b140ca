/**
 * How often each run of three characters occurs in a text, written small and with single blanks, and with a blank at both
 * ends. Also short words leave traces: `hp 5` and `hp 95` differ in two of their runs.
 */
export function threeGrams(text: string): ReadonlyMap<string, number> {
  const padded = ` ${text.toLowerCase().replace(/\s+/g, ' ').trim()} `;
  const counts = new Map<string, number>();
  for (let index = 0; index + 3 <= padded.length; index += 1) {
    const gram = padded.slice(index, index + 3);
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}
