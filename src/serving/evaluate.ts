import { labelMetrics } from '../metrics/catalogue.ts';
import { confusionTable } from '../metrics/confusion.ts';
import type { OwnMetric } from '../metrics/own-metric.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { EvaluationReport } from '../reports/evaluation-report.ts';
import { level } from '../statistics/mean-interval.ts';
import { randomFor } from '../statistics/random.ts';
import { labelNames } from '../study/outputs/label-names.ts';
import { metricOfPart } from '../study/outputs/part-name.ts';
import { partViews } from '../study/outputs/part-views.ts';
import { rowsOf } from '../study/outputs/task-widths.ts';
import type { JointTask, MultilabelTask, Task } from '../study/pipeline.ts';
import { taskNameOf } from '../study/task/task-name.ts';
import { measureByResampling, resamples } from './evaluation/metric-interval.ts';
import { evaluateSingle, type StandardEvaluation } from './evaluation/single-target.ts';
import type { LabelledPredictions } from './labelled-inputs.ts';

export type Evaluation = StandardEvaluation & Pick<EvaluationReport, 'task'>;

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
  const given = { predictions, y, weight };
  const evaluation =
    task.kind === 'joint' || task.kind === 'multilabel'
      ? evaluateSeveral(task, given)
      : evaluateSingle(task, given);
  // The loss is included under the name of its interval: nll, or rmse for its root.
  const known = ['loss', 'logLoss', ...Object.keys(evaluation.metrics)];
  const names = [...orderedMetrics(task), ...further].filter((name) => !known.includes(name));
  const random = randomFor('evaluate', 'resampling');
  const metrics = measureByResampling(task, given, [...new Set(names)], random, own);
  return { task: task.kind, ...evaluation, metrics: { ...evaluation.metrics, ...metrics } };
}

/** The metrics that ordered classes have besides; of several targets those of each. */
function orderedMetrics(task: Task): string[] {
  if (task.kind === 'joint') {
    return task.parts.flatMap(({ name, task: own }) =>
      orderedMetrics(own).map((metric) => metricOfPart(metric, name)),
    );
  }
  return taskNameOf(task) === 'ordinal' ? ['rankMae', 'quadraticKappa'] : [];
}

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
    return {
      view,
      evaluation: evaluateSingle(view.task, { predictions: view.predictions(predictions), y: own, weight }),
    };
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
