import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { conformalQuantile, neededScores } from '../statistics/conformal.ts';
import {
  type ConformalQuantiles,
  type LevelQuantile,
  storedQuantile,
} from '../study/outputs/conformal-quantiles.ts';
import { type PartView, partViews } from '../study/outputs/part-views.ts';
import { predictionWidth, rowsOf } from '../study/outputs/task-widths.ts';
import { valueScore } from '../study/outputs/value-interval.ts';
import type { SingleTask, Task } from '../study/pipeline.ts';
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
function conformalScores(task: SingleTask, { predictions, y }: Labelled, level: number): Float64Array {
  const width = predictionWidth(task);
  const own = (row: number) => predictions.subarray(row * width, (row + 1) * width);
  return task.kind === 'regression'
    ? Float64Array.from(y, (target, row) => valueScore(target, own(row), level, task))
    : Float64Array.from(y, (label, row) => 1 - (own(row)[label] as number));
}

/** The quantile of one target of the judged rows; undefined where they are too few. */
function quantileOf(view: PartView, { predictions, y }: Labelled, level: number): number | undefined {
  const own = { predictions: view.predictions(predictions), ...view.rows({ y }) };
  return conformalQuantile(conformalScores(view.task, own, level), level);
}

/**
 * The conformal quantile of a level for each target of a model, or each label, in their order: of the scores of validation,
 * which with folds are out-of-fold, or those that an exported model has stored. UsageError when there are too few rows, or
 * the export does not have them.
 */
export async function quantilesFor(
  level: number,
  served: ServedModel,
  opened: OpenedModels | undefined,
): Promise<readonly LevelQuantile[]> {
  if (opened === undefined) return storedQuantiles(level, served);
  const dataset = await readOwnData(opened.choice);
  const judged = await predictOwnSplit(opened, dataset, 'validation');
  return partViews(dataset.task).map((view) => {
    const quantile = quantileOf(view, judged, level);
    if (quantile === undefined) throw tooFew(level, rowsOf(dataset.task, judged.y));
    return { level, quantile };
  });
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
  const ofView = (view: PartView) =>
    exportedLevels.flatMap((level) => {
      const quantile = quantileOf(view, judged, level);
      return quantile === undefined || !Number.isFinite(quantile) ? [] : [{ level, quantile }];
    });
  const rows = rowsOf(task, judged.y);
  const views = partViews(task);
  const [only] = views as [PartView];
  if (only.name === undefined) return { rows, levels: ofView(only) };
  return {
    rows,
    levels: [],
    targets: views.map((view) => ({ name: view.name ?? '', levels: ofView(view) })),
  };
}

/** The levels that an export has for all its targets. */
export function levelsOf({ levels, targets }: ConformalQuantiles): readonly number[] {
  const [first, ...others] = targets?.map((each) => each.levels) ?? [levels];
  return (first ?? [])
    .map(({ level }) => level)
    .filter((level) => others.every((each) => storedQuantile(each, level) !== undefined));
}

function storedQuantiles(level: number, { name, conformal }: ServedModel): readonly LevelQuantile[] {
  const ofTargets = conformal && (conformal.targets?.map((each) => each.levels) ?? [conformal.levels]);
  const found = ofTargets?.flatMap((levels) => storedQuantile(levels, level) ?? []);
  if (found !== undefined && found.length === ofTargets?.length) {
    return found.map(({ quantile }) => ({ level, quantile }));
  }
  if (conformal === undefined) {
    throw new UsageError(
      message`${option('interval')}: must be left out: ${name} has no quantiles of residuals, because the study's data could not be read when it was exported, or it was exported by an older version`,
    );
  }
  if (exportedLevels.includes(level) && conformal.rows < neededScores(level))
    throw tooFew(level, conformal.rows);
  const levels = levelsOf(conformal).join(', ');
  throw new UsageError(
    message`${option('interval')}: must be a level that ${name} has: ${levels || 'it has none'}, got ${level}`,
  );
}

function tooFew(level: number, rows: number): UsageError {
  return new UsageError(
    message`${option('interval')}: a level of ${level} needs at least ${neededScores(level)} validation rows, and the study has ${rows}`,
  );
}
