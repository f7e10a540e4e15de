import { InterruptedError, UsageError } from '../faults/errors.ts';
import { askToStop, createStopFlag, type Rehearsal, type TrialTask } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';

export interface RehearsalSettings {
  readonly pool: TrialPool;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** One training that nothing is recorded of; undefined when the signal was aborted meanwhile, which ends it early. */
export async function runRehearsal(
  { pool, timeoutSeconds, signal }: RehearsalSettings,
  task: Omit<TrialTask, 'attempt' | 'stop' | 'isRehearsal'>,
): Promise<Rehearsal | undefined> {
  const stop = createStopFlag();
  const ask = () => askToStop(stop);
  signal.addEventListener('abort', ask, { once: true });
  const end = await pool.run({ ...task, attempt: 0, stop, isRehearsal: true }, timeoutSeconds, () => {});
  signal.removeEventListener('abort', ask);
  if (signal.aborted) return undefined;
  if (end.kind === 'rehearsed') return end;
  if (end.kind === 'refused') throw new UsageError(end.message);
  if (end.kind === 'interrupted') throw new InterruptedError(end.message);
  const failure = end.kind === 'lost' ? end.failure : noAnswer;
  return { outcome: { state: 'failed', failure, epochs: 0 }, history: [], weightsDigest: null };
}

const noAnswer = { kind: 'crash', message: 'the worker did not say how it ended' } as const;
