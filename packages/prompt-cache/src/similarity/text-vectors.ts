import { createDeadline, type CallContext } from '@planweave/core-types';
import QuickLru from 'quick-lru';
import { SingleFlight } from '../flights/single-flight.ts';
import type { Holdings } from '../holdings.ts';
import type { Scopes } from '../key/scopes.ts';
import type { PlanCacheRequest } from '../plan-cache.ts';
import type { Embedder } from './embedder.ts';
import type { SimilarTier } from './similar-tier.ts';

/** Texts whose vectors are remembered: at 768 numbers each, some 6 MB a thousand. */
const mostTexts = 1_000;

/** The longest that a request waits for vectors, in milliseconds. */
const mostMs = 2_000;

/** Lets an embedder, if there is one, score the texts of similar worlds. */
export function textVectors({ similar, scopes }: Holdings, embedder: Embedder | undefined): TextVectors | undefined {
  return similar && embedder && new TextVectors(embedder, similar, scopes);
}

/** The vectors of free texts, as an embedder gives them. */
export class TextVectors {
  readonly #embedder: Embedder;
  readonly #similar: SimilarTier;
  readonly #scopes: Scopes;
  readonly #flights = new SingleFlight<Float64Array | undefined>();
  readonly #vectors = new QuickLru<string, Float64Array>({ maxSize: mostTexts / 2 });

  constructor(embedder: Embedder, similar: SimilarTier, scopes: Scopes) {
    this.#embedder = embedder;
    this.#similar = similar;
    this.#scopes = scopes;
    similar.texts.score = (a, b) => {
      const [one, other] = [this.#vectors.get(a), this.#vectors.get(b)];
      return one && other && cosine(one, other);
    };
  }

  /**
   * Asks for the vectors of a world's texts that are new. It takes a quarter of the caller's time, and two seconds at most:
   * an embedder that fails, or is late, leaves them unknown.
   */
  async learn<World>({ domain, namespace, world }: PlanCacheRequest<World>, context: CallContext): Promise<void> {
    const scope = domain?.similarity && this.#scopes.get(domain, namespace);
    if (domain?.similarity === undefined || scope === undefined) return;
    const { texts } = this.#similar.outline(world, domain.similarity, scope);
    const unknown = [...new Set(texts)].filter((text) => !this.#vectors.has(text));
    if (unknown.length === 0) return;
    const { clock, deadline } = context;
    const own = { ...context, deadline: createDeadline(clock, Math.min(deadline.remainingMs() / 4, mostMs)) };
    await Promise.all(
      unknown.map(async (text) => {
        const vector = await this.#vectorOf(text, own);
        if (vector === undefined) return;
        this.#vectors.set(text, vector);
        this.#similar.texts.rescored();
      }),
    );
  }

  async #vectorOf(text: string, context: CallContext): Promise<Float64Array | undefined> {
    try {
      const { result } = await this.#flights.run(text, async (shared) => unitVector(await this.#embedder.embed(text, shared)), context);
      return result;
    } catch {
      return undefined;
    }
  }
}

/** The cosine of the angle between two vectors of length 1; 0 when they are not of one kind. */
function cosine(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return 0;
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

function unitVector(numbers: readonly number[]): Float64Array | undefined {
  const length = Math.hypot(...numbers);
  return length > 0 && Number.isFinite(length) ? Float64Array.from(numbers, (each) => each / length) : undefined;
}
