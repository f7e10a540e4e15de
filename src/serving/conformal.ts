import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { conformalQuantile, neededScores } from '../statistics/conformal.ts';
import {
  type ConformalQuantiles,
  type LevelQuantile,
  storedQuantile,
  valueScore,
} from '../study/outputs/prediction-region.ts';
import { singleTask } from '../study/outputs/single-task.ts';
import { predictionWidth } from '../study/outputs/task-widths.ts';
import type { Task } from '../study/pipeline.ts';
import type { LabelledPredictions } from './labelled-inputs.ts';
import { readOwnData } from './own-data.ts';
import { predictOwnSplit } from './own-split.ts';
import type { ServedModel } from './served-model.ts';
import type { OpenedModels } from './stored-model.ts';

/** The levels that an export stores. */
const exportedLevels = [0.8, 0.9, 0.95];

type Labelled = Pick<LabelledPredictions, 'predictions' | 'y'>;

/**
 * How badly each row's target fits its prediction: its distance from the value or from the quantiles of the level, or
 * 1 − the probability of the class; [rows].
 */
function conformalScores(all: Task, { predictions, y }: Labelled, level: number): Float64Array {
  const task = singleTask(all, message`${option('interval')}`);
  const width = predictionWidth(task);
  const own = (row: number) => predictions.subarray(row * width, (row + 1) * width);
  return task.kind === 'regression'
    ? Float64Array.from(y, (target, row) => valueScore(target, own(row), level, task))
    : Float64Array.from(y, (label, row) => 1 - (own(row)[label] as number));
}

/**
 * The conformal quantile of a level for a model: of the scores of validation, which with folds are out-of-fold, or one
 * that an exported model has stored. UsageError when there are too few rows, or the export does not have it.
 */
export async function quantileFor(
  level: number,
  served: ServedModel,
  opened: OpenedModels | undefined,
): Promise<LevelQuantile> {
  if (opened === undefined) return { level, quantile: exportedQuantile(level, served) };
  const dataset = await readOwnData(opened.choice);
  const judged = await predictOwnSplit(opened, dataset, 'validation');
  const quantile = conformalQuantile(conformalScores(dataset.task, judged, level), level);
  if (quantile !== undefined) return { level, quantile };
  throw tooFew(level, judged.y.length);
}

/**
 * The quantiles that an export stores: those of its levels that have rows enough. An error's text where the data, which
 * an export can do without, cannot be read or predicted.
 */
export async function exportedQuantiles(opened: OpenedModels): Promise<ConformalQuantiles | string> {
  try {
    const dataset = await readOwnData(opened.choice);
    return quantilesOf(dataset.task, await predictOwnSplit(opened, dataset, 'validation'));
  } catch (error) {
    // A user's own layer may throw anything.
    return error instanceof Error ? error.message : String(error);
  }
}

function quantilesOf(task: Task, judged: Labelled): ConformalQuantiles {
  const levels = exportedLevels.flatMap((level) => {
    const quantile = conformalQuantile(conformalScores(task, judged, level), level);
    return quantile === undefined || !Number.isFinite(quantile) ? [] : [{ level, quantile }];
  });
  return { rows: judged.y.length, levels };
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
