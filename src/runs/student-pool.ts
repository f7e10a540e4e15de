import { InterruptedError } from '../faults/errors.ts';
import type { UnrecordedRun } from '../pool/messages.ts';
import type { StudentTraining } from '../study/distillation.ts';
import { reopenInitialWeights } from './load-initial-weights.ts';
import type { StudyModels } from './open-models.ts';
import { openPool } from './open-pool.ts';
import { keepAll } from './run-claimed.ts';
import { trainStudents } from './train-students.ts';

export interface StudentPoolOptions {
  readonly db: string;
  /** Default: the study's maxEpochs. */
  readonly epochs?: number | undefined;
  readonly workers: number;
  readonly signal: AbortSignal;
  onEnd(training: StudentTraining, outcome: UnrecordedRun['outcome']): void;
}

/** Workers that have a teacher's predictions of each training row, and train any number of students. */
export async function openStudentPool(
  { study, dataset, backend }: StudyModels,
  { outputs, trainings: total }: { readonly outputs: Float32Array; readonly trainings: number },
  { db, epochs, workers, signal, onEnd }: StudentPoolOptions,
): Promise<{
  train(trainings: readonly StudentTraining[]): Promise<UnrecordedRun[]>;
  close(): Promise<void>;
}> {
  const { training } = study.spec;
  const maxEpochs = epochs ?? training.maxEpochs;
  const pool = openPool(
    { isolation: 'thread' },
    { workers, trainings: total },
    {
      ...{ database: db, directory: study.directory, dataset, keep: keepAll, backend: study.backend },
      spec: { ...study.spec, training: { ...training, maxEpochs } },
      initial: await reopenInitialWeights(study, { db, backend }),
      teacher: outputs,
    },
  );
  const timeoutSeconds = training.timeoutSeconds * Math.max(1, maxEpochs / training.maxEpochs);
  return {
    async train(trainings) {
      const ended = await trainStudents({ study, pool, trainings, timeoutSeconds, signal, onEnd });
      if (signal.aborted) throw new InterruptedError('interrupted; nothing is recorded of a distillation');
      return ended;
    },
    close: () => pool.close(),
  };
}
