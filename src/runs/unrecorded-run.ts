import { InterruptedError, UsageError } from '../faults/errors.ts';
import { askToStop, createStopFlag, type TrialTask, type UnrecordedRun } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';

export interface UnrecordedRunSettings {
  readonly pool: TrialPool;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** One training without a record; undefined when the signal was aborted, which ends it early. */
export async function runUnrecorded(
  { pool, timeoutSeconds, signal }: UnrecordedRunSettings,
  task: Omit<TrialTask, 'attempt' | 'stop' | 'isUnrecordedRun'>,
): Promise<UnrecordedRun | undefined> {
  const stop = createStopFlag();
  const ask = () => askToStop(stop);
  signal.addEventListener('abort', ask, { once: true });
  const end = await pool.run({ ...task, attempt: 0, stop, isUnrecordedRun: true }, timeoutSeconds, () => {});
  signal.removeEventListener('abort', ask);
  if (signal.aborted) return undefined;
  if (end.kind === 'rehearsed') return end;
  if (end.kind === 'refused') throw new UsageError(end.message);
  if (end.kind === 'interrupted') throw new InterruptedError(end.message);
  const failure = end.kind === 'lost' ? end.failure : noAnswer;
  return { outcome: { state: 'failed', failure, epochs: 0 }, history: [], weightsDigest: null };
}

const noAnswer = { kind: 'crash', message: 'the worker did not say how it ended' } as const;
