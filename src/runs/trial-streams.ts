import type { TrialTask } from '../pool/messages.ts';

interface Streamed {
  readonly trial: number;
  /** The sampler's count; without meaning for an enqueued trial. */
  readonly draw: number;
  readonly isEnqueued?: boolean | undefined;
}

/** The keys of a trial's random streams, as a task names them: an enqueued trial shares none with a sampled one. */
export function trialStreams({ trial, draw, isEnqueued }: Streamed): Pick<TrialTask, 'streams'> {
  if (isEnqueued) return { streams: { trial, branch: ['enqueued'] } };
  return draw === trial ? {} : { streams: { trial: draw } };
}
