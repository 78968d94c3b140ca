import { checkCount, checkOption, fingerprint } from '@planweave/core-types';
import type { FakeSpeed } from './fake-speed.ts';

/** What an installed model can do; the words are Ollama's. */
export type FakeCapability = 'completion' | 'tools' | 'insert' | 'vision' | 'embedding' | 'thinking';

/** A model that the fake server has. */
export interface FakeModelOptions {
  /** With or without tag: `'phi3:mini'`; without, the tag is `latest`. */
  readonly name: string;
  /** What it can do; asking for more gets the real error. @default ['completion', 'tools'] */
  readonly capabilities?: readonly FakeCapability[];
  /** The context window it was trained with, in tokens. @default 131_072 */
  readonly contextTokens?: number;
  /** The length of its vectors. @default 16 */
  readonly embeddingLength?: number;
  /**
   * Which of Ollama's two internal ways it takes. They differ in what a client sees: `native` passes nested errors of
   * its child process on and refuses prompts that are too long; `rendered` cuts them silently and stops, without a
   * final line, when one token repeats more than 30 times.
   *
   * @default 'rendered'
   */
  readonly path?: 'rendered' | 'native';
  /** Its own speed, where that differs from the server's. */
  readonly speed?: Partial<Pick<FakeSpeed, 'loadMs' | 'prefillTokensPerSecond' | 'decodeTokensPerSecond'>>;
}

/** An installed model, with every question answered. */
export interface FakeModel extends Required<Omit<FakeModelOptions, 'speed'>> {
  readonly speed: Partial<FakeSpeed>;
  readonly sizeBytes: number;
  /** 64 hexadecimal digits, the same for the same name in every run. */
  readonly digest: string;
}

const defaultCapabilities: readonly FakeCapability[] = ['completion', 'tools'];

/** Fills in what was left out. */
export function fakeModel(options: string | FakeModelOptions): FakeModel {
  const given = typeof options === 'string' ? { name: options } : options;
  checkOption('createFakeOllama', 'models', given.name, 'a list of model names like "phi3:mini"', isModelName);
  const name = withTag(given.name);
  return Object.freeze({
    name,
    capabilities: given.capabilities ?? defaultCapabilities,
    contextTokens: checkCount('createFakeOllama', 'contextTokens', given.contextTokens ?? 131_072),
    embeddingLength: checkCount('createFakeOllama', 'embeddingLength', given.embeddingLength ?? 16),
    path: given.path ?? 'rendered',
    speed: given.speed ?? {},
    sizeBytes: 2_176_178_913,
    digest: [1, 2, 3, 4].map((part) => fingerprint(`${name}/${part}`)).join(''),
  });
}

/** A model's full name: `phi3` is `phi3:latest`. */
export function withTag(name: string): string {
  return /:[^/]+$/.test(name) ? name : `${name}:latest`;
}

/** True for what Ollama accepts as a name. */
export function isModelName(name: string): boolean {
  return name.length <= 350 && /^[A-Za-z0-9_](?:[A-Za-z0-9._/-]*[A-Za-z0-9_])?(?::[A-Za-z0-9_][A-Za-z0-9._-]*)?$/.test(name);
}

/** The details block that several endpoints show. */
export function detailsOf(model: FakeModel): Readonly<Record<string, unknown>> {
  return {
    parent_model: '',
    format: 'gguf',
    family: architectureOf(model),
    families: [architectureOf(model)],
    parameter_size: '3.8B',
    quantization_level: 'Q4_K_M',
  };
}

/** The word before which GGUF metadata keys are put. */
export function architectureOf(model: FakeModel): string {
  return model.name.replace(/[:/].*$/s, '').toLowerCase();
}
