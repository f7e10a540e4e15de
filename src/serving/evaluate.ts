import type { EvaluationReport } from '../study/evaluation-report.ts';
import { level } from '../study/percentile-interval.ts';
import type { Task } from '../study/pipeline.ts';
import { randomFor } from '../study/random.ts';
import { confusionTable } from '../training/confusion.ts';
import { type Predictions, toPredictions } from '../training/metrics.ts';
import { bootstrap, type MeasureRows, resamplesFor } from './bootstrap.ts';
import { classMeasures, judgeRows, reliabilityOf } from './class-evaluation.ts';

export type Evaluation = Omit<EvaluationReport, 'model' | 'data' | 'humanBaseline'>;

/**
 * What predictions of labelled examples are worth; `y` as in a Split: class indices or scaled targets. The same
 * predictions, the same intervals.
 */
export function evaluatePredictions(task: Task, predictions: Predictions, y: Float32Array): Evaluation {
  const random = randomFor('evaluate', 'bootstrap');
  const rows = y.length;
  const shared = { rows, level, resamples: resamplesFor(rows) };
  if (task.kind === 'regression') {
    const measures = valueMeasures(predictions, toPredictions(task, y));
    return { ...shared, metrics: bootstrap(rows, measures, random) };
  }
  const judged = judgeRows(predictions, y, task.classes.length);
  return {
    ...shared,
    metrics: bootstrap(rows, classMeasures(judged), random),
    confusion: confusionTable(predictions, y, task.classes),
    reliability: reliabilityOf(judged),
  };
}

/** mae, rmse and r2, which is 0 where all targets are equal. */
function valueMeasures(predicted: Predictions, actual: Float64Array): MeasureRows {
  return (places) => {
    // Counted from a value of theirs, so that equal targets have a spread of exactly zero.
    const origin = actual[places[0] as number] as number;
    let sum = 0;
    let ofSquares = 0;
    let squares = 0;
    let absolutes = 0;
    for (const row of places) {
      const error = (predicted[row] as number) - (actual[row] as number);
      const distance = (actual[row] as number) - origin;
      squares += error * error;
      absolutes += Math.abs(error);
      sum += distance;
      ofSquares += distance * distance;
    }
    const count = places.length;
    const spread = ofSquares - (sum * sum) / count;
    return {
      mae: absolutes / count,
      rmse: Math.sqrt(squares / count),
      r2: spread <= 0 ? 0 : 1 - squares / spread,
    };
  };
}
