/** Maps a list with a bounded number of tasks at a time; the results keep the order of the list. */
export async function inParallel<Item, Result>(items: readonly Item[], width: number, task: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await task(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
