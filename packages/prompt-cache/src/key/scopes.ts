import type { CacheDomain } from '../plan-cache.ts';

/** A namespace of a domain: entries of different scopes have nothing in common. */
export interface Scope {
  /** Begins the keys of its entries; never given to another scope. */
  readonly id: number;
  /** The same in every process. */
  readonly text: string;
  /** How many entries there are in it, and requests that wait for one. */
  uses: number;
}

type AnyDomain = Pick<CacheDomain<never>, 'name' | 'registry'>;

/** Namespaces remembered for each domain; more are looked up by their text, which takes longer. */
const mostRemembered = 1_024;

/** The scopes of a cache. A scope lasts as long as it is used, so that there is never more than one of a text in use. */
export class Scopes {
  /** Those in use. */
  readonly #byText = new Map<string, Scope>();
  readonly #byDomain = new WeakMap<AnyDomain, Map<string, Scope>>();
  #nextId = 0;
  #lastDomain: AnyDomain | undefined;
  #lastNamespace: string | undefined;
  #last: Scope | undefined;
  #newest: Scope | undefined;

  /** The scope of a request, if it is in use. */
  find(domain: AnyDomain | undefined, namespace: string): Scope | undefined {
    if (this.#last !== undefined && this.#last.uses > 0 && namespace === this.#lastNamespace && domain === this.#lastDomain) return this.#last;
    const remembered = domain && this.#byDomain.get(domain)?.get(namespace);
    // a scope that is no longer used may have a successor
    const scope = remembered !== undefined && remembered.uses > 0 ? remembered : this.#byText.get(scopeText(domain, namespace));
    if (scope !== undefined) this.#remember(domain, namespace, scope);
    return scope;
  }

  /** The scope of a request, new if need be. */
  get(domain: AnyDomain | undefined, namespace: string): Scope {
    const scope = this.find(domain, namespace) ?? this.of(scopeText(domain, namespace));
    this.#remember(domain, namespace, scope);
    return scope;
  }

  /** The scope of a text that {@link Scope.text} once gave. Whoever keeps a new one past the moment {@link enter}s it. */
  of(text: string): Scope {
    const scope = this.#byText.get(text);
    if (scope !== undefined) return scope;
    if (this.#newest?.text !== text) {
      this.#newest = { id: this.#nextId, text, uses: 0 };
      this.#nextId += 1;
    }
    return this.#newest;
  }

  /** One entry more. */
  enter(scope: Scope): void {
    scope.uses += 1;
    if (!this.#byText.has(scope.text)) this.#byText.set(scope.text, scope);
  }

  /** One entry less. */
  leave(scope: Scope): void {
    scope.uses -= 1;
    if (scope.uses === 0 && this.#byText.get(scope.text) === scope) this.#byText.delete(scope.text);
  }

  /** Keeps a scope while work goes on that may end with an entry. */
  async during<Result>(scope: Scope, work: () => Promise<Result>): Promise<Result> {
    this.enter(scope);
    try {
      return await work();
    } finally {
      this.leave(scope);
    }
  }

  #remember(domain: AnyDomain | undefined, namespace: string, scope: Scope): void {
    this.#lastDomain = domain;
    this.#lastNamespace = namespace;
    this.#last = scope;
    if (domain === undefined) return;
    let remembered = this.#byDomain.get(domain);
    if (remembered === undefined || remembered.size >= mostRemembered) this.#byDomain.set(domain, (remembered = new Map()));
    remembered.set(namespace, scope);
  }
}

function scopeText(domain: AnyDomain | undefined, namespace: string): string {
  return JSON.stringify(domain === undefined ? [namespace] : [namespace, domain.name, domain.registry.digest]);
}
