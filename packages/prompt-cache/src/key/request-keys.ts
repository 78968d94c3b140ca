import type { PlanCacheRequest } from '../plan-cache.ts';
import { KeyWriter } from './key-writer.ts';
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
  readonly #writer = new KeyWriter();

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

  /** The key without its scope, which is the same in every process. */
  stable({ key, scope }: RequestKey): string {
    return key.slice(this.#prefix(scope).length);
  }

  /** The key that {@link stable} came from. */
  restored(scope: Scope, stable: string): string {
    return this.#prefix(scope) + stable;
  }

  #prefix(scope: Scope): string {
    this.#writer.begin(scope.id);
    return this.#writer.key();
  }

  #write<World>(scope: Scope, domain: PlanCacheRequest<World>['domain'], world: World): string {
    this.#writer.begin(scope.id);
    if (domain === undefined) writeJson(world as Parameters<typeof writeJson>[0], this.#writer);
    else domain.encode(world, this.#writer);
    return this.#writer.key();
  }
}
