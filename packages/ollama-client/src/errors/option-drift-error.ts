import { PlanweaveError, shortValue } from '@planweave/core-types';

/** A call, or a second handle, would change an option that is fixed for a loaded model, and so reload it for everybody. */
export class OptionDriftError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_OPTION_DRIFT';
  readonly code = OptionDriftError.code;
  /** The option's name. */
  readonly option: string;

  constructor(drift: { readonly model: string; readonly host: string; readonly option: string; readonly fixed: unknown; readonly wanted: unknown }) {
    super({
      message:
        `Model "${drift.model}" on ${drift.host} is used with ${drift.option} ${shortValue(drift.fixed)}; ` +
        `${shortValue(drift.wanted)} would reload it for everybody; use one value for all calls`,
      isRetryable: false,
      phase: 'options',
      blame: 'caller',
    });
    this.option = drift.option;
  }
}
