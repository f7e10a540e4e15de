import type { Candidate } from '../ensemble/distill-plan.ts';
import { type TeacherPredictions, teacherOutputs } from '../ensemble/distill-teacher.ts';
import { InterruptedError } from '../errors.ts';
import type { Rehearsal } from '../pool/messages.ts';
import { describeStudent } from '../report/distill-text.ts';
import { keepAll } from '../search/continue-trials.ts';
import { reopenInitialWeights } from '../search/load-initial-weights.ts';
import type { StudyModels } from '../search/open-models.ts';
import { openPool } from '../search/open-pool.ts';
import { trainStudents } from '../search/train-students.ts';
import type { StoredEnsemble } from '../store/store.ts';
import type { DistillArguments } from './distill-options.ts';
import { type ChosenStudent, chooseStudent, type Train, trainingsOf } from './distill-students.ts';
import type { Terminal } from './terminal.ts';

export interface Lesson {
  readonly candidates: readonly Candidate[];
  readonly ensemble: StoredEnsemble;
  readonly teacher: TeacherPredictions;
}

export interface Learned {
  readonly chosen: ChosenStudent;
  /** Like the chosen one, without a teacher; by seed. */
  readonly alone: readonly Rehearsal[];
}

/** Trains all students in workers, and then the chosen one's like without a teacher. */
export async function trainLesson(
  { db, seeds, epochs, workers, quiet }: DistillArguments,
  terminal: Terminal,
  { study, dataset, backend }: StudyModels,
  { candidates, ensemble, teacher }: Lesson,
): Promise<Learned> {
  const { objective, training } = study.spec;
  const { maxEpochs } = training;
  const total = (candidates.length + 1) * seeds;
  const size = Math.min(workers, total);
  const pool = openPool({ isolation: 'thread' }, size, {
    ...{ database: db, directory: study.directory, dataset, keep: keepAll, backend: study.backend },
    spec: { ...study.spec, training: { ...training, maxEpochs: epochs ?? maxEpochs } },
    initial: await reopenInitialWeights(study, { db, backend }),
    teacher: teacherOutputs(dataset.task, teacher.train),
  });
  const say = (line: string) => (quiet ? undefined : terminal.err(line));
  say(`study ${study.name}: ensemble '${ensemble.name}' teaches, ${total} trainings on ${study.backend}`);
  const signal = terminal.interruption();
  let done = 0;
  const trainAll: Train = async (trainings) => {
    const timeoutSeconds = training.timeoutSeconds * Math.max(1, (epochs ?? maxEpochs) / maxEpochs);
    const ended = await trainStudents({
      ...{ study, pool, trainings, timeoutSeconds, signal },
      onEnd: (ending, outcome) => say(`[${++done}/${total}] ${describeStudent(ending, outcome, objective)}`),
    });
    if (signal.aborted) throw new InterruptedError('interrupted; nothing is recorded of a distillation');
    return ended;
  };
  try {
    const chosen = await chooseStudent(trainAll, candidates, { seeds, objective });
    return { chosen, alone: await trainAll(trainingsOf(chosen.candidate.model, seeds)) };
  } finally {
    await pool.close();
  }
}
