import type { ScriptedModelOptions } from './scripted-model.ts';

/** What all mock models have in common: an id, and how their replies are streamed. */
export type MockOptions = Omit<ScriptedModelOptions, 'otherwise'>;
