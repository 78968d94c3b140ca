/** What a player has set. */
export interface Controls {
  readonly isPaused: boolean;
  /** How many times as fast as life. */
  readonly speed: number;
  /** `interrupted`: by Ctrl-C. */
  readonly quit?: 'quit' | 'interrupted' | undefined;
}

/** The speeds that there are, the slowest first. */
export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const;

/** What is set before any key is pressed. */
export const firstControls: Controls = { isPaused: false, speed: 1 };

/** What a key does; keys without a meaning do nothing. */
export function press(controls: Controls, key: string): Controls {
  switch (key) {
    case ' ':
      return { ...controls, isPaused: !controls.isPaused };
    case '+':
    case '=':
      return { ...controls, speed: speeds.find((each) => each > controls.speed) ?? controls.speed };
    case '-':
    case '_':
      return { ...controls, speed: speeds.findLast((each) => each < controls.speed) ?? controls.speed };
    case 'q':
    case 'Q':
      return { ...controls, quit: 'quit' };
    case '\u0003':
      return { ...controls, quit: 'interrupted' };
    default:
      return controls;
  }
}
