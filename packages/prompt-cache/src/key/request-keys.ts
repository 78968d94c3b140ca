import type { PlanCacheRequest } from '../plan-cache.ts';
import { mostKnownTexts } from './key-units.ts';
import { KeyWriter, shortKey } from './key-writer.ts';
import { KeyWriters } from './key-writers.ts';
import { KnownTexts } from './known-texts.ts';
import { rewriteTexts } from './rewrite-texts.ts';
import type { Scope, Scopes } from './scopes.ts';
import { writeJson } from './write-json.ts';

/** Where the plan of a request is, or would be. */
export interface RequestKey {
  readonly key: string;
  readonly scope: Scope;
}

/** The keys of requests: two requests have one key exactly when scope and canonical world are equal. */
export class RequestKeys {
  readonly #scopes: Scopes;
  readonly #texts = new KnownTexts(mostKnownTexts);
  readonly #writers = new KeyWriters(this.#texts);
  readonly #plainWriter = new KeyWriter();
  /** The last key of each world that cannot change: a request is looked up, and stored, with the same world. */
  readonly #ofFrozen = new WeakMap<object, RequestKey & { readonly domain: unknown }>();

  constructor(scopes: Scopes) {
    this.#scopes = scopes;
  }

  /** The key, if there is anything at all in the request's scope. */
  find<World>({ domain, namespace, world }: PlanCacheRequest<World>): string | undefined {
    const scope = this.#scopes.find(domain, namespace);
    return scope === undefined ? undefined : this.#write(scope, domain, world);
  }

  /** The key, to store something under. */
  get<World>({ domain, namespace, world }: PlanCacheRequest<World>): RequestKey {
    const scope = this.#scopes.get(domain, namespace);
    return { key: this.#write(scope, domain, world), scope };
  }

  /** The world of a key in a form that is the same in every process; `undefined` for one that was too long to keep. */
  stable({ key, scope }: RequestKey): string | undefined {
    return rewriteTexts(this.withoutScope(scope, key), this.#texts, this.#plainWriter);
  }

  /** The key that a {@link stable} one came from; `undefined` for what is none. */
  restored(scope: Scope, stable: string): string | undefined {
    const writer = this.#writers.take();
    const rest = rewriteTexts(stable, this.#texts, writer);
    this.#writers.giveBack(writer);
    return rest === undefined ? undefined : shortKey(this.#prefix(scope), rest);
  }

  withScope(scope: Scope, rest: string): string {
    return this.#prefix(scope) + rest;
  }

  withoutScope(scope: Scope, key: string): string {
    return key.slice(this.#prefix(scope).length);
  }

  #prefix(scope: Scope): string {
    this.#plainWriter.begin(scope.id);
    return this.#plainWriter.key();
  }

  #write<World>(scope: Scope, domain: PlanCacheRequest<World>['domain'], world: World): string {
    if (typeof world !== 'object' || world === null) return this.#writeAnew(scope, domain, world);
    // only what is frozen is in there, and it stays so
    const known = this.#ofFrozen.get(world);
    if (known?.scope === scope && known.domain === domain) return known.key;
    const key = this.#writeAnew(scope, domain, world);
    if (domain?.isFrozen?.(world) === true) this.#ofFrozen.set(world, { scope, domain, key });
    return key;
  }

  #writeAnew<World>(scope: Scope, domain: PlanCacheRequest<World>['domain'], world: World): string {
    const writer = this.#writers.take();
    try {
      writer.begin(scope.id);
      if (domain === undefined) writeJson(world as Parameters<typeof writeJson>[0], writer);
      else domain.encode(world, writer);
      return writer.key();
    } finally {
      this.#writers.giveBack(writer);
    }
  }
}
