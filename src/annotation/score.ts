import type { SourceRows } from '../data/load-dataset.ts';
import { classMetrics } from '../metrics/catalogue.ts';
import { isShareOfRows } from '../metrics/metric-format.ts';
import type { AnnotationReport, ClassAgreement, ValueAgreement } from '../reports/data/annotation-report.ts';
import type { Measured } from '../reports/evaluation-report.ts';
import { measureByResampling } from '../serving/evaluation/metric-interval.ts';
import { measureValues } from '../serving/evaluation/value-intervals.ts';
import { randomFor } from '../statistics/random.ts';
import { shareInterval } from '../statistics/share-interval.ts';
import type { SingleTask } from '../study/pipeline.ts';
import type { Answers } from './answers-file.ts';

/** Metrics that need a class or a number, and neither probabilities, an order of classes nor a quantile. */
const ofAnswers: Readonly<Record<SingleTask['kind'], readonly string[]>> = {
  classification: ['accuracy', 'f1', 'balancedAccuracy', 'matthews', 'cohenKappa', 'quadraticKappa'],
  regression: ['mae', 'r2', 'rmse', 'medianAbsoluteError', 'mape', 'smape', 'pinball50', 'spearman'],
};

/** True for a metric that the answers of a person have. */
export function hasHumanValue(task: SingleTask['kind'], metric: string): boolean {
  return ofAnswers[task].includes(metric);
}

/** Two answers to each of some rows, or the labels and an answer. */
interface Pairs {
  /** Indices of the classes, or values. */
  readonly given: Float64Array;
  readonly answered: Float64Array;
  readonly weight?: Float64Array;
}

/** These metrics of the answers, by the labels, with their intervals; empty without an answer. */
export function scoreAnswers(
  source: SourceRows,
  answers: Answers,
  { names, isWeighted }: { readonly names: readonly string[]; readonly isWeighted: boolean },
): Record<string, Measured> {
  const { target, weights } = source.raw;
  const labels = target.kind === 'classification' ? target.labels : target.values;
  const rows = answeredRows(source, answers);
  if (rows.length === 0) return {};
  const pairs: Pairs = {
    given: Float64Array.from(rows, (index) => labels[index] as number),
    answered: answeredValues(source, rows, answers),
    ...(isWeighted &&
      weights && { weight: Float64Array.from(rows, (index) => weights.values[index] as number) }),
  };
  return measured(source, pairs, names);
}

/** How far the answers of the second pass are those of the first; null before the first of them. */
export function agreementOf(
  source: SourceRows,
  first: Answers,
  second: Answers,
): AnnotationReport['agreement'] {
  const { rowNumbers } = source.raw;
  const rows = answeredRows(source, second).filter((index) => first.has(rowNumbers[index] as number));
  if (rows.length === 0) return null;
  const pairs: Pairs = {
    given: answeredValues(source, rows, first),
    answered: answeredValues(source, rows, second),
  };
  return source.raw.target.kind === 'classification' ? ofClasses(source, pairs) : ofValues(source, pairs);
}

function ofClasses(source: SourceRows, pairs: Pairs): ClassAgreement {
  const { accuracy, cohenKappa } = measured(source, pairs, ['accuracy', 'cohenKappa']);
  const isSame = accuracy?.value === 1;
  return {
    examples: pairs.given.length,
    share: accuracy as Measured,
    // Where all answers are one class, chance explains all agreement, and the metric is 0.
    kappa: isSame ? 1 : (cohenKappa?.value as number),
  };
}

function ofValues(source: SourceRows, pairs: Pairs): ValueAgreement {
  return { examples: pairs.given.length, difference: measured(source, pairs, ['mae']).mae as Measured };
}

/** The rows with an answer, as indices: the validation rows of other readings may have had more. */
function answeredRows({ raw }: SourceRows, answers: Answers): Int32Array {
  return Int32Array.from(raw.rowNumbers.keys()).filter((index) =>
    answers.has(raw.rowNumbers[index] as number),
  );
}

function answeredValues({ raw }: SourceRows, rows: Int32Array, answers: Answers): Float64Array {
  const { target, rowNumbers } = raw;
  return Float64Array.from(rows, (index) => {
    const answer = answers.get(rowNumbers[index] as number);
    return target.kind === 'classification' ? target.classes.indexOf(answer as string) : (answer as number);
  });
}

/** Exact intervals of shares, those of `measureValues`, and else percentile bootstrap intervals. */
function measured(source: SourceRows, pairs: Pairs, names: readonly string[]): Record<string, Measured> {
  const { given, answered, weight } = pairs;
  const task = taskOf(source);
  const classes = task.kind === 'classification' ? task.classes.length : 0;
  const predictions = task.kind === 'classification' ? certain(answered, classes) : answered;
  const resampled = measureByResampling(
    task,
    { predictions, y: Float32Array.from(given), weight },
    names,
    randomFor('annotation', 'interval'),
  );
  if (weight !== undefined) return resampled;
  if (task.kind === 'regression') {
    const values = measureValues(answered, given);
    return Object.fromEntries(names.map((name) => [name, (values[name] ?? resampled[name]) as Measured]));
  }
  const exact = names.filter((name) => name in classMetrics && isShareOfRows(name));
  return {
    ...resampled,
    ...Object.fromEntries(exact.map((name) => [name, exactShare(resampled[name] as Measured, given.length)])),
  };
}

function exactShare({ value }: Measured, rows: number): Measured {
  return { value, ...shareInterval(Math.round(value * rows), rows) };
}

/** [rows, classes] probabilities of 1 for the answers. */
function certain(answered: Float64Array, classes: number): Float64Array {
  const probabilities = new Float64Array(answered.length * classes);
  answered.forEach((label, row) => {
    probabilities[row * classes + label] = 1;
  });
  return probabilities;
}

/** The task of the target in its own units. */
export function taskOf({ raw: { target } }: Pick<SourceRows, 'raw'>): SingleTask {
  if (target.kind === 'classification') return { kind: target.kind, classes: target.classes };
  return { kind: target.kind, target: target.name, mean: 0, std: 1 };
}
