import type { CacheDomain } from '../plan-cache.ts';

/** A namespace of a domain: entries of different scopes have nothing in common. */
export interface Scope {
  /** Begins the keys of its entries; never given to another scope. */
  readonly id: number;
  /** The same in every process. */
  readonly text: string;
  /** How many entries there are in it. */
  entries: number;
}

type AnyDomain = Pick<CacheDomain<never>, 'name' | 'registry'>;

/** Namespaces remembered for each domain; more are looked up by their text, which takes longer. */
const mostRemembered = 1_024;

/** The scopes of a cache. A scope lasts as long as there are entries in it. */
export class Scopes {
  readonly #byText = new Map<string, Scope>();
  readonly #byDomain = new WeakMap<AnyDomain, Map<string, Scope>>();
  #nextId = 0;
  #lastDomain: AnyDomain | undefined;
  #lastNamespace: string | undefined;
  #last: Scope | undefined;

  /** The scope of a request, if there are entries in it. */
  find(domain: AnyDomain | undefined, namespace: string): Scope | undefined {
    if (this.#last !== undefined && this.#last.entries > 0 && namespace === this.#lastNamespace && domain === this.#lastDomain) return this.#last;
    const remembered = domain && this.#byDomain.get(domain)?.get(namespace);
    // a scope that lost its last entry may have a successor
    const scope = remembered !== undefined && remembered.entries > 0 ? remembered : this.#byText.get(scopeText(domain, namespace));
    if (scope !== undefined) this.#remember(domain, namespace, scope);
    return scope;
  }

  /** The scope of a request, new if need be. */
  get(domain: AnyDomain | undefined, namespace: string): Scope {
    const scope = this.find(domain, namespace) ?? this.of(scopeText(domain, namespace));
    this.#remember(domain, namespace, scope);
    return scope;
  }

  /** The scope of a text that {@link Scope.text} once gave. */
  of(text: string): Scope {
    let scope = this.#byText.get(text);
    if (scope === undefined) {
      if (this.#byText.size >= mostRemembered) this.#forgetEmpty();
      scope = { id: this.#nextId, text, entries: 0 };
      this.#nextId += 1;
      this.#byText.set(text, scope);
    }
    return scope;
  }

  /** One entry more. */
  enter(scope: Scope): void {
    scope.entries += 1;
    this.#byText.set(scope.text, scope);
  }

  /** One entry less. */
  leave(scope: Scope): void {
    scope.entries -= 1;
    if (scope.entries === 0) this.#byText.delete(scope.text);
  }

  /** A request whose plan was never stored leaves an empty scope; as scopes are numbered anew, nothing is confused. */
  #forgetEmpty(): void {
    for (const [text, { entries }] of this.#byText) if (entries === 0) this.#byText.delete(text);
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
