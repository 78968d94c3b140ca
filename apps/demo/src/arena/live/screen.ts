import type { Terminal } from '../../cli/terminal.ts';
import { ansiLine } from '../view/ansi.ts';
import type { Line } from '../view/span.ts';

/** A terminal that shows frames, one in place of the other, and what was there before when it is closed. */
export interface Screen {
  draw(lines: readonly Line[]): void;
  /** Gives the terminal back as it was. Closing twice does nothing. */
  close(): void;
}

/** Another screen, no cursor, and no line that is too long goes on in the next. */
const enter = '\u001B[?1049h\u001B[?25l\u001B[?7l\u001B[2J';
const leave = '\u001B[0m\u001B[?7h\u001B[?25h\u001B[?1049l';

/** Takes a terminal over. Whoever opens a screen closes it on every way out. */
export function openScreen(terminal: Terminal, onKey: (key: string) => void): Screen {
  let isOpen = true;
  const stopListening = terminal.listen(onKey);
  terminal.write(enter);
  return {
    draw(lines) {
      // each line is put in its place: line breaks would scroll a terminal of just that height
      if (isOpen) terminal.write(lines.map((line, row) => `\u001B[${row + 1};1H${ansiLine(line)}`).join(''));
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      terminal.write(leave);
      stopListening();
    },
  };
}
