import { asPlanweaveError, catchRejection, type CallContext, type ErrorPhase } from '@planweave/core-types';

/** The result of code that was handed in; when it throws, now or as a promise later, `undefined`, and observers are told. */
export function contained<Result>(context: CallContext, what: string, phase: ErrorPhase, work: () => Result): Result | undefined {
  try {
    const result = work();
    return catchRejection(result, (thrown) => tellFailure(context, what, phase, thrown)) ? undefined : result;
  } catch (thrown) {
    tellFailure(context, what, phase, thrown);
    return undefined;
  }
}

/** Tells observers what code that was handed in has thrown. */
export function tellFailure({ report, requestId, clock }: Pick<CallContext, 'report' | 'requestId' | 'clock'>, what: string, phase: ErrorPhase, thrown: unknown): void {
  report?.({ type: 'plug-in-failed', requestId, at: clock.now(), error: asPlanweaveError(thrown, what, phase).toJSON() });
}
