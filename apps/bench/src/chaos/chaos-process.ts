import { runChaos, type ChaosOptions } from './run-chaos.ts';

process.once('message', (options) => {
  void runChaos(options as ChaosOptions).then((report) => process.send?.(report, () => process.disconnect()));
});
