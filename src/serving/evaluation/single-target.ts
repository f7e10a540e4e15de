import { confusionTable } from '../../metrics/confusion.ts';
import { perExample } from '../../metrics/evaluate.ts';
import { actualValues, middleValues, type Predictions } from '../../metrics/predictions.ts';
import type { EvaluationReport } from '../../reports/evaluation-report.ts';
import { level } from '../../statistics/mean-interval.ts';
import { randomFor } from '../../statistics/random.ts';
import type { SingleTask, Task } from '../../study/pipeline.ts';
import { type TaskName, taskNameOf } from '../../study/task/task-name.ts';
import type { LabelledPredictions } from '../labelled-inputs.ts';
import { judgeRows, reliabilityOf } from './class-evaluation.ts';
import { measureClasses } from './class-intervals.ts';
import { classNotes } from './class-notes.ts';
import { measureByResampling, resamples } from './metric-interval.ts';
import { quantileCoverage } from './quantile-coverage.ts';
import { measureValues, positiveMean } from './value-intervals.ts';

/** Without the metrics that are measured by resampling alone. */
export type StandardEvaluation = Pick<
  EvaluationReport,
  | 'rows'
  | 'level'
  | 'resamples'
  | 'metrics'
  | 'quantiles'
  | 'confusion'
  | 'threshold'
  | 'notes'
  | 'reliability'
  | 'targets'
>;

/** The metrics of one target, each with its interval, and the tables of its classes. */
export function evaluateSingle(
  task: SingleTask,
  { predictions, y, weight }: LabelledPredictions,
): StandardEvaluation {
  const rows = y.length;
  if (weight !== undefined) return evaluateWeighted(task, predictions, y, weight);
  if (task.kind === 'regression') {
    const actual = actualValues(task, y);
    const { loss } = perExample(task, predictions, y, ['loss']);
    const lossName = lossNames[taskNameOf(task)];
    return {
      ...{ rows, level, resamples: 0 },
      metrics: {
        ...(loss && lossName !== undefined && { [lossName]: positiveMean(loss, 1) }),
        ...measureValues(middleValues(task, predictions), actual),
      },
      ...(task.quantiles && { quantiles: quantileCoverage(task.quantiles, predictions, actual) }),
    };
  }
  const random = randomFor('evaluate', 'bootstrap');
  const samples = samplesFor(rows);
  const judged = judgeRows(predictions, y, task.classes.length, task.threshold);
  const reliability = reliabilityOf(judged);
  return {
    rows,
    level,
    resamples: samples,
    metrics: measureClasses(judged, reliability, random, samples),
    ...classTables(task, predictions, y),
    reliability,
  };
}

/** The loss under a name of its own; the mean squared error is shown as its root. */
const lossNames: Readonly<Partial<Record<TaskName | 'joint', string>>> = {
  classification: 'nll',
  ordinal: 'nll',
  count: 'deviance',
  quantile: 'pinball',
};

type Classification = Extract<Task, { kind: 'classification' }>;

/** The tables that count each row once. */
function classTables(
  task: Classification,
  predictions: Predictions,
  y: Float32Array,
): Pick<StandardEvaluation, 'confusion' | 'threshold' | 'notes'> {
  const confusion = confusionTable(predictions, y, task);
  const notes = classNotes(confusion);
  const { threshold } = task;
  return {
    confusion,
    ...(threshold !== undefined && { threshold }),
    ...(notes.length > 0 && { notes }),
  };
}

/** The formulas of the other intervals are those of rows that count alike: here all are by resampling. */
function evaluateWeighted(
  task: SingleTask,
  predictions: Predictions,
  y: Float32Array,
  weight: Float64Array,
): StandardEvaluation {
  const isClasses = task.kind === 'classification';
  const lossName = lossNames[taskNameOf(task)];
  const names = isClasses
    ? ['accuracy', 'f1', 'loss']
    : ['mae', 'rmse', 'r2', ...(lossName === undefined ? [] : ['loss'])];
  const random = randomFor('evaluate', 'bootstrap');
  const { loss, ...measured } = measureByResampling(task, { predictions, y, weight }, names, random);
  return {
    ...{ rows: y.length, level, resamples },
    metrics: { ...measured, ...(loss && lossName !== undefined && { [lossName]: loss }) },
    ...(isClasses ? classTables(task, predictions, y) : {}),
  };
}

/** Fewer for many rows: their intervals are narrow, and each sample takes long. */
function samplesFor(rows: number): number {
  return rows <= 100_000 ? 1000 : 200;
}
