import { confusionTable } from '../metrics/confusion.ts';
import { metricNames } from '../metrics/evaluate.ts';
import { type Predictions, toPredictions } from '../metrics/predictions.ts';
import type { EvaluationReport } from '../reports/evaluation-report.ts';
import { level } from '../statistics/mean-interval.ts';
import { randomFor } from '../statistics/random.ts';
import type { Task } from '../study/pipeline.ts';
import { judgeRows, reliabilityOf } from './class-evaluation.ts';
import { measureClasses } from './class-intervals.ts';
import { measureByResampling } from './metric-interval.ts';
import { measureValues } from './value-intervals.ts';

export type Evaluation = Omit<EvaluationReport, 'model' | 'data' | 'humanBaseline'>;

/**
 * The metrics of predictions for labelled examples, each with its interval; `y` as in a Split: class indices or scaled
 * targets. `further` names additional metrics; `all` stands for all of the task. The same predictions give the same
 * intervals.
 */
export function evaluatePredictions(
  task: Task,
  predictions: Predictions,
  y: Float32Array,
  further: readonly string[] | 'all' = [],
): Evaluation {
  const evaluation = evaluateStandard(task, predictions, y);
  // The loss is included under the name of its interval: nll, or rmse for its root.
  const known = ['loss', 'logLoss', ...Object.keys(evaluation.metrics)];
  const names = (further === 'all' ? metricNames(task.kind) : further).filter(
    (name) => !known.includes(name),
  );
  const random = randomFor('evaluate', 'resampling');
  const metrics = measureByResampling(task, predictions, y, [...new Set(names)], random);
  return { ...evaluation, metrics: { ...evaluation.metrics, ...metrics } };
}

function evaluateStandard(task: Task, predictions: Predictions, y: Float32Array): Evaluation {
  const rows = y.length;
  if (task.kind === 'regression') {
    return { rows, level, resamples: 0, metrics: measureValues(predictions, toPredictions(task, y)) };
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
    confusion: confusionTable(predictions, y, task),
    reliability,
  };
}

/** Fewer for many rows: their intervals are narrow, and each sample takes long. */
function samplesFor(rows: number): number {
  return rows <= 100_000 ? 1000 : 200;
}
