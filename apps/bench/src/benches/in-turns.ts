/** Does something so many times, and after each time lets others have their turn: the nearest thing to a thread. */
export async function inTurns(times: number, operate: (index: number) => void): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    operate(index);
    await Promise.resolve();
  }
}
