import { PlanweaveError } from './planweave-error.ts';

/** A tool definition, or a set of tools, contradicts itself. The message names the tool and says what to change. */
export class InvalidToolError extends PlanweaveError {
  static override readonly code = 'PLANWEAVE_INVALID_TOOL';
  readonly code = InvalidToolError.code;
  /** The name of the tool, as given. */
  readonly tool: string;

  constructor(tool: string, problem: string, cause?: unknown) {
    super({ message: `Tool "${tool}": ${problem}`, isRetryable: false, phase: 'options', blame: 'caller', cause });
    this.tool = tool;
  }
}
