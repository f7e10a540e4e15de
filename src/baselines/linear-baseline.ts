import type { Dataset, Split } from '../data/dataset.ts';
import { type Predictions, toPredictions } from '../metrics/predictions.ts';
import { chooseStrength } from '../statistics/linear/choose-strength.ts';
import { countLoss } from '../statistics/linear/count-loss.ts';
import { fitLinear, type LinearModel, modelOf, startOf } from '../statistics/linear/fit-linear.ts';
import { type LinearRows, linearRows } from '../statistics/linear/linear-rows.ts';
import { narrowed } from '../statistics/linear/narrow.ts';
import { pinballLoss } from '../statistics/linear/pinball-loss.ts';
import { preconditionerOf } from '../statistics/linear/preconditioner.ts';
import { logLoss, type RowLoss, squaredLoss } from '../statistics/linear/row-loss.ts';
import { logOfClasses, stepLoss } from '../statistics/linear/step-loss.ts';
import { randomFor } from '../statistics/random.ts';
import { joinPredictions, partViews } from '../study/outputs/part-views.ts';
import { builtWidth } from '../study/outputs/task-widths.ts';
import type { SingleTask } from '../study/pipeline.ts';
import { joinModels } from './linear-parts.ts';

/** The strength of an L2 penalty, strength / 2 · Σ weights² beside the mean loss of `rows` rows. */
interface Strength {
  readonly strength: number;
  readonly rows: number;
  /** That of each of several targets, in their order. */
  readonly parts?: readonly Strength[];
}

/** A linear model of the training rows. */
export interface LinearBaseline extends Strength {
  readonly model: LinearModel;
  /** Weights and biases. */
  readonly parameters: number;
  predict(split: Pick<Split, 'rows' | 'x'>): Predictions;
}

/** The fewer where even the fewest rows are beyond the products. */
const folds = { usual: 5, large: 3 } as const;
/** Rows times inputs times scores: about a second for the choice of the strength, and for the last fit. */
const mostProducts = { choice: 6e5, fit: 2e7 } as const;
const fewestRows = 300;

/**
 * Logistic regression, linear regression of the scaled target, Poisson regression of a count, or quantile regression, trained to convergence
 * on the network's own inputs. Its L2 penalty is the given one, or the one with the lowest loss over folds of the
 * training rows: those of `foldOf` [rows], or random ones. The same rows give the same bits. Where there are too many
 * rows, some are drawn. Several targets, and labels, have a model each. Undefined for fewer than two rows.
 */
export function linearBaseline(
  { task, splits: { train } }: Pick<Dataset, 'task' | 'splits'>,
  { given, foldOf }: LinearRequest = {},
): LinearBaseline | undefined {
  const parts = partViews(task).flatMap((view, at) => {
    const own = given?.parts?.[at] ?? given;
    return singleBaseline(view.task, view.rows(train), { ...(own && { given: own }), foldOf }) ?? [];
  });
  const [first] = parts;
  if (first === undefined || (task.kind !== 'joint' && task.kind !== 'multilabel')) return first;
  const widths =
    task.kind === 'joint' ? task.parts.map((part) => builtWidth(part.task)) : task.labels.map(() => 1);
  const model = joinModels(parts.map((part, at) => ({ model: part.model, outputs: widths[at] as number })));
  return {
    ...{ strength: first.strength, rows: first.rows, parts, model },
    parameters: parts.reduce((sum, { parameters }) => sum + parameters, 0),
    predict: (split) => {
      const each = parts.map((part) => part.predict(split));
      return joinPredictions(task, each, split.rows);
    },
  };
}

interface LinearRequest {
  readonly given?: Strength;
  readonly foldOf?: Int32Array | undefined;
}

function singleBaseline(
  task: SingleTask,
  train: Split,
  { given, foldOf }: LinearRequest,
): LinearBaseline | undefined {
  if (train.rows < 2) return undefined;
  const classes = builtWidth(task);
  const lossOf = lossOfTask(task);
  const perRow = (train.x.length / train.rows) * classes;
  const isLarge = fewestRows * perRow > mostProducts.choice;
  const all = drawn(train, mostProducts.fit / perRow);
  const choose = () => {
    const some = drawn(train, mostProducts.choice / perRow);
    const own = foldOf?.length === some.rows ? foldOf : undefined;
    const parts = own ?? foldsOf(some.rows, isLarge ? folds.large : folds.usual);
    return { ...chooseStrength(some, lossOf(some), parts), rows: some.rows };
  };
  const found = given === undefined ? choose() : undefined;
  const chosen = given ?? (found as Strength);
  // The penalty's best share of a sum of losses hardly depends on the rows, and ours stands beside a mean.
  const strength = (chosen.strength * chosen.rows) / all.rows;
  const model = found?.rows === all.rows ? found.model : fitted(all, lossOf(all), strength);
  return {
    ...{ strength, rows: all.rows, model },
    parameters: model.weights.length + model.bias.length,
    predict: ({ rows, x }) => toPredictions(task, scoresOf(task, outputsOf(model, x, rows, classes))),
  };
}

function lossOfTask(task: SingleTask): (rows: LinearRows) => RowLoss {
  if (task.kind === 'classification') {
    const { length } = task.classes;
    return ({ y, weight }) => (task.ordered ? stepLoss(length, y, weight) : logLoss(length, y, weight));
  }
  const { quantiles } = task;
  if (quantiles !== undefined) return ({ y, weight }) => pinballLoss(quantiles, y, weight);
  return ({ y, weight }) => (task.count ? countLoss(y, weight) : squaredLoss(y, weight));
}

/** The outputs of a network from those of a family's model: of ordered classes, logits from the odds of steps. */
function scoresOf(task: SingleTask, outputs: Float64Array): Float64Array {
  if (task.kind === 'regression' || !task.ordered) return outputs;
  const classes = task.classes.length;
  const rows = outputs.length / (classes - 1);
  const scores = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    scores.set(logOfClasses(outputs, row * (classes - 1), classes), row * classes);
  }
  return scores;
}

function fitted(given: LinearRows, loss: RowLoss, strength: number): LinearModel {
  const rows = narrowed(given);
  const point = startOf(rows, loss);
  fitLinear({ rows, loss, precondition: preconditionerOf(rows) }, strength, point);
  return modelOf(rows, point);
}

/** The training rows, or about `most` of them at random, in their order. */
function drawn({ rows, x, y, lossWeight }: Split, most: number): LinearRows {
  const count = Math.min(rows, Math.max(fewestRows, Math.floor(most)));
  if (count === rows) return linearRows(x, y, lossWeight);
  const columns = x.length / rows;
  const shuffled = randomFor('linear baseline', 'rows').shuffle(
    Int32Array.from({ length: rows }, (_, row) => row),
  );
  const chosen = shuffled.slice(0, count).sort();
  const part = new Float32Array(count * columns);
  chosen.forEach((row, at) => {
    part.set(x.subarray(row * columns, (row + 1) * columns), at * columns);
  });
  const of = (values: Float32Array) => Float32Array.from(chosen, (row) => values[row] as number);
  return linearRows(part, of(y), lossWeight && of(lossWeight));
}

function foldsOf(rows: number, count: number): Int32Array {
  const places = randomFor('linear baseline', 'folds').shuffle(
    Int32Array.from({ length: rows }, (_, row) => row),
  );
  return places.map((place) => place % count);
}

/** [rows, classes] logits, or [rows] scaled values. */
function outputsOf(
  { weights, bias }: LinearModel,
  x: Float32Array,
  rows: number,
  classes: number,
): Float64Array {
  const columns = weights.length / bias.length;
  const outputs = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    bias.forEach((start, output) => {
      let score = start;
      for (let at = 0; at < columns; at++) {
        score += (x[row * columns + at] as number) * (weights[output * columns + at] as number);
      }
      // Two classes have one score, the log odds of the second.
      const place = bias.length < classes ? classes - 1 : output;
      outputs[row * classes + place] = score;
    });
  }
  return outputs;
}
