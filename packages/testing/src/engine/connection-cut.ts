/**
 * How a connection ends: `close` is an orderly end (FIN) in a disorderly place, `reset` is RST, `refuse` means that
 * nobody listens.
 */
export type CutKind = 'close' | 'reset' | 'refuse';

/** Thrown inside the engine to end the connection instead of the answer. */
export class ConnectionCut extends Error {
  readonly how: CutKind;

  constructor(how: CutKind) {
    super(`The connection was cut (${how})`);
    this.how = how;
  }
}
