// time and chance
export { manualClock, type ManualClock, type ManualClockOptions } from './clock/manual-clock.ts';
export { seededRandom } from '@planweave/core-types';

// models
export {
  scriptedModel,
  type ScriptedAnswer,
  type ScriptedCall,
  type ScriptedModel,
  type ScriptedModelOptions,
  type ScriptedReply,
  type ScriptedText,
} from './models/scripted-model.ts';
export { NothingScriptedError } from './models/nothing-scripted-error.ts';

// observers
export { recordingObserver, type RecordingObserver } from './observers/recording-observer.ts';

// a fake server
export { startFakeOllama, type FakeOllama, type FakeOllamaOptions, type FakeRequest, type RecordedRequest } from './ollama/start-fake-ollama.ts';
