/** Recorded traffic between a client and its servers: plain JSON, made by `recordingFetch`, played by `replayingFetch`. */
export interface Cassette {
  readonly format: 'planweave-cassette';
  readonly version: 1;
  /** In the order in which the requests were made. */
  readonly exchanges: readonly CassetteExchange[];
}

/** Bytes as text where they are whole UTF-8, in base64 where a piece ends within a character or is no text. */
export type CassetteBytes = { readonly text: string } | { readonly base64: string };

/** One request and what came back. Times are milliseconds since the request was made. */
export interface CassetteExchange {
  readonly request: {
    readonly method: string;
    /** Without host and query, which may hold secrets. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: CassetteBytes;
  };
  /** Absent when the connection failed, or the caller left, before any header. */
  readonly response?: {
    readonly afterMs: number;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** The pieces as they arrived. */
    readonly chunks: readonly (CassetteBytes & { readonly afterMs: number })[];
  };
  /** How it ended; `left`: the caller wanted no more. */
  readonly end: { readonly afterMs: number; readonly kind: 'complete' | 'left' } | { readonly afterMs: number; readonly kind: 'failed'; readonly code: string; readonly message: string };
}

const encoder = new TextEncoder();

/** Bytes in the form in which a cassette keeps them. */
export function cassetteBytes(bytes: Uint8Array): CassetteBytes {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString('utf8');
  return Buffer.from(text, 'utf8').equals(buffer) ? { text } : { base64: buffer.toString('base64') };
}

/** The bytes that a cassette keeps. */
export function bytesInCassette(kept: CassetteBytes): Uint8Array {
  return 'text' in kept ? encoder.encode(kept.text) : Uint8Array.from(Buffer.from(kept.base64, 'base64'));
}
