import type { TrialTask } from '../pool/messages.ts';
import { drawOf, type Trial } from '../study/trial.ts';

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

/** The keys of another training of a stored trial; without a branch they repeat its own. */
export function repeatedStreams(
  trial: Pick<Trial, 'trial' | 'origin' | 'draw'>,
  branch: readonly (number | string)[],
): NonNullable<TrialTask['streams']> {
  const draw = drawOf(trial) ?? trial.trial;
  const own = trialStreams({ trial: trial.trial, draw, isEnqueued: trial.origin === 'enqueued' }).streams;
  return { trial: draw, branch: [...(own?.branch ?? []), ...branch] };
}
