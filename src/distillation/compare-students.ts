import { predictSplits } from '../ensemble/candidates.ts';
import { batchRows, measureCost, readModel } from '../ensemble/cost.ts';
import { gainsOver } from '../ensemble/example-scores.ts';
import { measureGains, resamples } from '../ensemble/gains.ts';
import { decide, measureSplits, type SplitPredictions } from '../ensemble/measure.ts';
import { withThreshold } from '../metrics/decision-threshold.ts';
import { evaluate } from '../metrics/evaluate.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { DistillReport, SeedComparison } from '../reports/distill-report.ts';
import {
  type BySplit,
  type EnsembleMember,
  judged,
  judgedSplit,
  type PredictionCost,
} from '../reports/ensemble-report.ts';
import { level } from '../statistics/mean-interval.ts';
import type { Store, Study } from '../store/store.ts';
import type { Configuration } from '../study/search-space.ts';
import type { Metrics } from '../study/trial.ts';
import { type ModelSource, withStoredModel } from '../training/stored-model.ts';
import { gainsOverSeeds } from './seeds.ts';
import type { TeacherPredictions } from './teacher.ts';

/** Students of one configuration, or those without a teacher. */
export interface TrainedStudents {
  /** Encoded weights by seed, from the first; undefined when a training failed. */
  readonly weights: readonly (Uint8Array | undefined)[];
  /** The seed of the best one on validation, from 0; undefined when all failed. */
  readonly best: number | undefined;
}

export interface Compared {
  /** The number of the best student's recorded trial. */
  readonly trial: number;
  readonly config: Configuration;
  readonly members: readonly EnsembleMember[];
  readonly teacher: TeacherPredictions;
  readonly students: TrainedStudents;
  readonly labelsAlone: TrainedStudents;
}

/** The compared models: the student and the one without a teacher are each the best of their seeds. */
export interface Comparison
  extends Pick<DistillReport, 'labelsAlone' | 'bySeed' | 'interval' | 'overSeeds' | 'batchRows'> {
  readonly teacher: BySplit<Metrics> & { readonly train: Metrics; readonly cost: PredictionCost };
  readonly student: BySplit<Metrics> & { readonly cost: PredictionCost };
}

/**
 * Measures teacher, student and labels alone, with a clock in milliseconds. Every choice has been made, so the test
 * split may be used.
 */
export async function compareStudents(
  source: ModelSource & { readonly store: Store; readonly study: Study },
  { trial, config, members, teacher, students, labelsAlone }: Compared,
  now: () => number,
): Promise<Comparison> {
  const { dataset } = source;
  const taught = await predictions(source, config, students);
  const untaught = await predictions(source, config, labelsAlone);
  const student = taught[students.best ?? 0];
  if (student === undefined) throw new Error('no student was trained');
  const read = await Promise.all(members.map((member) => readModel(source, member.trial)));
  const alone = labelsAlone.best === undefined ? undefined : untaught[labelsAlone.best];
  const decidedTeacher = decidedBy(source, teacher);
  const bySeed = seedsOf(taught, untaught, (said) => measureSplits(dataset, said));
  return {
    teacher: {
      train: trainMetrics(source, teacher.train, decidedTeacher.threshold),
      ...measureSplits(dataset, decidedTeacher),
      cost: await measureCost(source, read, now),
    },
    student: {
      ...measureSplits(dataset, student),
      cost: await measureCost(source, [await readModel(source, trial)], now),
    },
    labelsAlone:
      alone === undefined ? null : { seed: (labelsAlone.best ?? 0) + 1, ...measureSplits(dataset, alone) },
    bySeed,
    interval: intervalOf(source, { student, teacher: decidedTeacher, alone }),
    overSeeds: gainsOverSeeds(bySeed),
    batchRows,
  };
}

/** The intervals of the student's gains on the test split, or on validation without one. */
function intervalOf(
  { dataset: { task, splits } }: ModelSource,
  {
    student,
    teacher,
    alone,
  }: Record<'student' | 'teacher', SplitPredictions> & {
    readonly alone: SplitPredictions | undefined;
  },
): DistillReport['interval'] {
  const { y, weight } = splits[judgedSplit(student)];
  const over = (other: SplitPredictions) =>
    measureGains(
      gainsOver(task, judged(student), judged(other), y, {
        weight,
        thresholds: [student.threshold, other.threshold],
      }),
    );
  return {
    level,
    resamples,
    overLabels: alone === undefined ? null : over(alone),
    overTeacher: over(teacher),
  };
}

/** The predictions with the threshold that the study's space file asks for. */
function decidedBy(
  { dataset, study: { spec } }: ModelSource & { readonly study: Study },
  predictions: SplitPredictions,
): SplitPredictions {
  const { metric } = spec.objective;
  return decide(dataset, predictions, { metric, threshold: spec.training.threshold });
}

async function predictions(
  source: ModelSource & { readonly study: Study },
  config: Configuration,
  { weights }: TrainedStudents,
): Promise<(SplitPredictions | undefined)[]> {
  const { dataset, backend } = source;
  const said: (SplitPredictions | undefined)[] = [];
  for (const each of weights) {
    said.push(
      each &&
        (await withStoredModel(source, { config, weights: each }, (model) =>
          decidedBy(source, predictSplits(backend.tf, model, dataset)),
        )),
    );
  }
  return said;
}

function seedsOf(
  taught: readonly (SplitPredictions | undefined)[],
  untaught: readonly (SplitPredictions | undefined)[],
  measured: (said: SplitPredictions) => BySplit<Metrics>,
): SeedComparison[] {
  return taught.flatMap((student, index) => {
    const alone = untaught[index];
    if (student === undefined || alone === undefined) return [];
    return [{ seed: index + 1, student: measured(student), labelsAlone: measured(alone) }];
  });
}

/** The metrics of the training rows, by their names in the report for the other splits. */
function trainMetrics(
  { dataset: { task, splits } }: ModelSource,
  said: Predictions,
  threshold: number | undefined,
): Metrics {
  const { y, weight } = splits.train;
  const { f1: _, ...metrics } = evaluate(withThreshold(task, threshold), said, y, undefined, weight);
  return metrics;
}
