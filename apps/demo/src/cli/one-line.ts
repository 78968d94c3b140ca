/** Text from files, models and servers on one line, without anything that moves the cursor or colours the terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
