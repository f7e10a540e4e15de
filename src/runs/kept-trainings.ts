import { createHash } from 'node:crypto';
import { InterruptedError } from '../faults/errors.ts';
import type { UnrecordedRun } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import { counted } from '../reports/figure.ts';
import type { Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import { runAllUnrecorded, type UnrecordedTask } from './unrecorded-runs.ts';

/** Trainings with a trial's configuration or parts of it, of which only values are needed. */
export interface KeptTrainings {
  readonly store: Store;
  readonly study: Study;
  readonly trial: Trial;
  readonly tasks: readonly KeptTask[];
  /** Opens workers for as many trainings as are missing, at least one. */
  openPool(missing: number): Promise<TrialPool>;
  /** Called before the first of `missing` trainings; `kept` values are known from before. */
  begin(missing: number, kept: number): TrainingsWatch;
}

/** A training that can be recognised: `data` stands for the rows that it is trained on, if these are not the study's. */
interface KeptTask extends UnrecordedTask {
  readonly data?: string;
}

interface TrainingsWatch {
  /** Once aborted all training ends, with InterruptedError. */
  readonly signal: AbortSignal;
  /** Called as each training ends; `index` is that of its task. */
  onEnd(outcome: UnrecordedRun['outcome'], index: number): void;
}

/**
 * The value of each training, null where it failed. Values are kept in the store as they come, so that the same command
 * trains only what is missing after an interruption or a kill; failures, which the clock may have caused, are not.
 */
export async function keptValues(given: KeptTrainings): Promise<(number | null)[]> {
  const { store, study, trial, tasks, openPool, begin } = given;
  const keys = tasks.map(keyOf);
  const values = await knownValues(store, study, trial, tasks);
  const missing = values.flatMap((value, index) => (value === null ? [index] : []));
  const pool = await openPool(Math.max(1, missing.length));
  try {
    const { signal, onEnd } = begin(missing.length, tasks.length - missing.length);
    const writes: Promise<boolean>[] = [];
    const runs = await runAllUnrecorded({
      ...{ study, pool, signal },
      tasks: missing.map((index) => (({ data: _, ...task }) => task)(tasks[index] as KeptTask)),
      onEnd: ({ outcome }, place) => {
        const index = missing[place] as number;
        if (outcome.state === 'complete') {
          values[index] = outcome.value;
          const training = { key: keys[index] as string, value: outcome.value };
          const write = store.recordTraining(study.id, trial.trial, training);
          // Caught at once: a rejection that waits for the other trainings would end the process.
          writes.push(
            write.then(
              () => true,
              () => false,
            ),
          );
        }
        onEnd(outcome, index);
      },
    });
    // A database that cannot be written costs only what an interruption would have kept.
    const written = await Promise.all(writes);
    if (runs.length < missing.length) {
      const isKept = written.every((each) => each);
      const rest = counted(missing.length - runs.length, 'training');
      throw new InterruptedError(
        isKept
          ? `interrupted with ${rest} to go; the same command trains only these`
          : 'interrupted; the database cannot be written, so nothing is kept',
      );
    }
    return values;
  } finally {
    await pool.close();
  }
}

/** The values of trainings that are kept from before, null where none is. */
export async function knownValues(
  store: Store,
  study: Study,
  trial: Trial,
  tasks: readonly KeptTask[],
): Promise<(number | null)[]> {
  const known = await store.trainings(study.id, trial.trial);
  return tasks.map((task) => (known.size === 0 ? null : (known.get(keyOf(task)) ?? null)));
}

/** Everything that a training's value depends on beside its study and trial. */
function keyOf({ trial: _, ...rest }: KeptTask): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(rest)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, each]) => [name, sorted(each)]);
}
