import type { Dataset } from '../data/dataset.ts';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { conformalQuantile, neededScores } from '../statistics/conformal.ts';
import {
  type ConformalQuantiles,
  distanceScale,
  storedQuantile,
} from '../study/outputs/prediction-region.ts';
import { singleTask } from '../study/outputs/single-task.ts';
import type { Task } from '../study/pipeline.ts';
import type { LabelledPredictions } from './labelled-inputs.ts';
import { readOwnData } from './own-data.ts';
import { predictOwnSplit } from './own-split.ts';
import type { ServedModel } from './served-model.ts';
import type { OpenedModels } from './stored-model.ts';

/** The levels that an export stores. */
const exportedLevels = [0.8, 0.9, 0.95];

/**
 * How badly each row's target fits its prediction: the absolute difference on the scale of training, or 1 − the
 * probability of the class; [rows].
 */
function conformalScores(
  all: Task,
  { predictions, y }: Pick<LabelledPredictions, 'predictions' | 'y'>,
): Float64Array {
  const task = singleTask(all, message`${option('interval')}`);
  if (task.kind === 'regression') {
    return Float64Array.from(y, (target, row) =>
      Math.abs(target - distanceScale(predictions[row] as number, task)),
    );
  }
  const { length } = task.classes;
  return Float64Array.from(y, (label, row) => 1 - (predictions[row * length + label] as number));
}

/**
 * The conformal quantile of a level for a model: of the scores of validation, which with folds are out-of-fold, or one
 * that an exported model has stored. UsageError when there are too few rows, or the export does not have it.
 */
export async function quantileFor(
  level: number,
  served: ServedModel,
  opened: OpenedModels | undefined,
): Promise<number> {
  if (opened === undefined) return exportedQuantile(level, served);
  const dataset = await readOwnData(opened.choice);
  const scores = await scoresOf(opened, dataset);
  const quantile = conformalQuantile(scores, level);
  if (quantile !== undefined) return quantile;
  throw tooFew(level, scores.length);
}

/**
 * The quantiles that an export stores: those of its levels that have rows enough. An error's text where the data, which
 * an export can do without, cannot be read or predicted.
 */
export async function exportedQuantiles(opened: OpenedModels): Promise<ConformalQuantiles | string> {
  try {
    const dataset = await readOwnData(opened.choice);
    return quantilesOf(await scoresOf(opened, dataset));
  } catch (error) {
    // A user's own layer may throw anything.
    return error instanceof Error ? error.message : String(error);
  }
}

function quantilesOf(scores: Float64Array): ConformalQuantiles {
  const levels = exportedLevels.flatMap((level) => {
    const quantile = conformalQuantile(scores, level);
    return quantile === undefined || !Number.isFinite(quantile) ? [] : [{ level, quantile }];
  });
  return { rows: scores.length, levels };
}

async function scoresOf(opened: OpenedModels, dataset: Dataset): Promise<Float64Array> {
  return conformalScores(dataset.task, await predictOwnSplit(opened, dataset, 'validation'));
}

function exportedQuantile(level: number, { name, conformal }: ServedModel): number {
  const stored = storedQuantile(conformal, level);
  if (stored !== undefined) return stored.quantile;
  if (conformal === undefined) {
    throw new UsageError(
      message`${option('interval')}: must be left out: ${name} has no quantiles of residuals, because the study's data could not be read when it was exported, or it was exported by an older version`,
    );
  }
  if (exportedLevels.includes(level)) throw tooFew(level, conformal.rows);
  const levels = conformal.levels.map((each) => each.level).join(', ');
  throw new UsageError(
    message`${option('interval')}: must be a level that ${name} has: ${levels || 'it has none'}, got ${level}`,
  );
}

function tooFew(level: number, rows: number): UsageError {
  return new UsageError(
    message`${option('interval')}: a level of ${level} needs at least ${neededScores(level)} validation rows, and the study has ${rows}`,
  );
}
