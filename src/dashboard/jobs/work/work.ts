import type { Options, OptionsOf } from '../../../actions/options/option.ts';
import type { ActionOptions } from '../../../actions/options/read-options.ts';
import type { Wording } from '../../../faults/message.ts';
import type { JobResult } from '../job-messages.ts';

/** How work reports what it does. */
export interface WorkWatch {
  readonly words: Wording;
  /** Aborted when the job is cancelled. Work that does not ask for it ends with its process. */
  signal(): AbortSignal;
  /** Names the present step, and the share that is done where it is known. */
  step(text: string, share?: number): void;
}

/** An action as a job, or a page. */
export interface Work<O extends Options = Options> {
  readonly action: ActionOptions<O>;
  run(request: OptionsOf<O>, watch: WorkWatch): Promise<JobResult>;
}

export function defineWork<O extends Options>(work: Work<O>): Work {
  return work as unknown as Work;
}

/** The width of a report's text. */
export const textColumns = 100;
