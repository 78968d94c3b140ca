import { deepFreeze, type PlanDomain } from '@planweave/core-types';
import { domainCheckCases } from './domain-check-cases.ts';
import { domainWorldCases } from './domain-world-cases.ts';
import { registerContract, type ContractOptions, type TestApi } from './test-api.ts';

/** A domain to be held to the contract. */
export interface PlanDomainSubject<World> extends ContractOptions {
  readonly domain: PlanDomain<World>;
  /** Snapshots that the domain accepts, the more different the better; at least one. Their worlds must be plain data. */
  readonly inputs: readonly unknown[];
  /** Snapshots that it refuses. @default null, a number, a text, a list */
  readonly invalidInputs?: readonly unknown[];
}

/** A subject with its worlds parsed and frozen, as the cases use it. */
export interface DomainUnderTest<World> {
  readonly domain: PlanDomain<World>;
  readonly inputs: readonly unknown[];
  readonly invalidInputs: readonly unknown[];
  /** Parses every input anew. */
  readonly worlds: () => readonly World[];
}

/**
 * Tests that a domain keeps the promises on which a planner and its cache rest: pure functions, a canonical form that
 * decides everything, verdicts that add up, and a heuristic that is never empty and always legal.
 *
 * @throws `TypeError` when there are no inputs.
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import { lineDomain, planDomainContract } from '@planweave/testing';
 *
 * const inputs = [{ length: 5, at: 0, goal: 4 }, { length: 5, at: 4, goal: 4 }, { length: 1, at: 0, goal: 0 }];
 * planDomainContract({ describe, it }, { name: 'the line', domain: lineDomain, inputs });
 * ```
 */
export function planDomainContract<World>(api: TestApi, subject: PlanDomainSubject<World>): void {
  const { domain, inputs, invalidInputs = [null, 42, 'a world', []] } = subject;
  if (inputs.length === 0) throw new TypeError('planDomainContract needs at least one input that the domain accepts');
  const underTest: DomainUnderTest<World> = { domain, inputs, invalidInputs, worlds: () => inputs.map((input) => deepFreeze(domain.parseWorld(input))) };
  registerContract(api, 'PlanDomain', subject, { ...domainWorldCases(underTest), ...domainCheckCases(underTest) });
}
