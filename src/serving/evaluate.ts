import { labelMetrics } from '../metrics/catalogue.ts';
import { confusionTable } from '../metrics/confusion.ts';
import { perExample } from '../metrics/evaluate.ts';
import type { OwnMetric } from '../metrics/own-metric.ts';
import { actualValues, middleValues, type Predictions } from '../metrics/predictions.ts';
import type { EvaluationReport } from '../reports/evaluation-report.ts';
import { level } from '../statistics/mean-interval.ts';
import { randomFor } from '../statistics/random.ts';
import { labelNames } from '../study/outputs/label-names.ts';
import { metricOfPart } from '../study/outputs/part-name.ts';
import { partViews } from '../study/outputs/part-views.ts';
import { rowsOf } from '../study/outputs/task-widths.ts';
import type { JointTask, MultilabelTask, SingleTask, Task } from '../study/pipeline.ts';
import { type TaskName, taskNameOf } from '../study/task/task-name.ts';
import { judgeRows, reliabilityOf } from './evaluation/class-evaluation.ts';
import { measureClasses } from './evaluation/class-intervals.ts';
import { classNotes } from './evaluation/class-notes.ts';
import { measureByResampling, resamples } from './evaluation/metric-interval.ts';
import { quantileCoverage } from './evaluation/quantile-coverage.ts';
import { measureValues, positiveMean } from './evaluation/value-intervals.ts';
import type { LabelledPredictions } from './labelled-inputs.ts';

export type Evaluation = Omit<
  EvaluationReport,
  'model' | 'data' | 'humanBaseline' | 'importance' | 'weight' | 'novelty'
>;

/**
 * The metrics of predictions for labelled examples, each with its interval; `y` as in a Split: class indices or scaled
 * targets. `further` names additional metrics; `weight` [rows] are the rows' weights,
 * `own` the metrics of a module that `further` may name. The same predictions give the same intervals.
 */
export function evaluatePredictions(
  task: Task,
  predictions: Predictions,
  y: Float32Array,
  further: readonly string[] = [],
  weight?: Float64Array,
  own?: readonly OwnMetric[],
): Evaluation {
  const evaluation = evaluateStandard(task, predictions, y, weight);
  // The loss is included under the name of its interval: nll, or rmse for its root.
  const known = ['loss', 'logLoss', ...Object.keys(evaluation.metrics)];
  const names = [...orderedMetrics(task), ...further].filter((name) => !known.includes(name));
  const random = randomFor('evaluate', 'resampling');
  const rows = { predictions, y, weight };
  const metrics = measureByResampling(task, rows, [...new Set(names)], random, own);
  return { task: task.kind, ...evaluation, metrics: { ...evaluation.metrics, ...metrics } };
}

/** Without the metrics that are measured by resampling alone. */
type StandardEvaluation = Omit<Evaluation, 'task'>;

/** The metrics that ordered classes have besides; of several targets those of each. */
function orderedMetrics(task: Task): string[] {
  if (task.kind === 'joint') {
    return task.parts.flatMap(({ name, task: own }) =>
      orderedMetrics(own).map((metric) => metricOfPart(metric, name)),
    );
  }
  return taskNameOf(task) === 'ordinal' ? ['rankMae', 'quadraticKappa'] : [];
}

function evaluateStandard(
  task: Task,
  predictions: Predictions,
  y: Float32Array,
  weight: Float64Array | undefined,
): StandardEvaluation {
  if (task.kind === 'joint' || task.kind === 'multilabel')
    return evaluateSeveral(task, { predictions, y, weight });
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

/** The metrics of all targets together by resampling, and those of each target under its name. */
function evaluateSeveral(
  task: JointTask | MultilabelTask,
  { predictions, y, weight }: LabelledPredictions,
): StandardEvaluation {
  const names = task.kind === 'joint' ? ['loss'] : Object.keys(labelMetrics);
  const random = randomFor('evaluate', 'several');
  const together = measureByResampling(task, { predictions, y, weight }, names, random);
  const parts = task.kind === 'joint' ? partViews(task) : [];
  const targets = parts.map((view) => {
    const own = view.rows({ y }).y;
    return { view, evaluation: evaluateStandard(view.task, view.predictions(predictions), own, weight) };
  });
  const ofTargets = targets.flatMap(({ view, evaluation }) =>
    Object.entries(evaluation.metrics).map(
      ([metric, measured]) => [metricOfPart(metric, view.name ?? ''), measured] as const,
    ),
  );
  return {
    ...{ rows: rowsOf(task, y), level, resamples },
    metrics: { ...together, ...Object.fromEntries(ofTargets) },
    ...(parts.length > 0 && {
      targets: targets.map(({ view, evaluation: { confusion, threshold, notes, reliability } }) => ({
        name: view.name ?? '',
        task: view.task.kind,
        ...(confusion && { confusion }),
        ...(reliability && { reliability }),
        ...(threshold !== undefined && { threshold }),
        ...(notes && { notes }),
      })),
    }),
    ...(task.kind === 'multilabel' && { targets: labelTables(task, predictions, y) }),
  };
}

/** The confusion of each label, whose classes are its absence and its presence. */
function labelTables(
  task: MultilabelTask,
  predictions: Predictions,
  y: Float32Array,
): Required<Evaluation>['targets'] {
  return partViews(task).map((view) => {
    const name = view.name as string;
    const own = { kind: 'classification', classes: labelNames(name) } as const;
    const confusion = confusionTable(view.predictions(predictions), view.rows({ y }).y, own);
    return { name, task: own.kind, confusion };
  });
}

type Classification = Extract<Task, { kind: 'classification' }>;

/** The tables that count each row once. */
function classTables(
  task: Classification,
  predictions: Predictions,
  y: Float32Array,
): Pick<Evaluation, 'confusion' | 'threshold' | 'notes'> {
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
