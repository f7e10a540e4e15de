import { everyRow, fitLinear, type LinearModel, meanLoss, modelOf, startOf } from './fit-linear.ts';
import { type LinearRows, totalVariance } from './linear-rows.ts';
import { narrowed } from './narrow.ts';
import { preconditionerOf } from './preconditioner.ts';
import type { RowLoss } from './row-loss.ts';

/** Relative norm of the gradient within folds: their losses are then exact to five digits near the best strength. */
const foldTolerance = 1e-4;

export interface ChosenLinear {
  readonly model: LinearModel;
  readonly strength: number;
  /** The mean loss of each strength on rows that its models were not fitted to. */
  readonly losses: readonly { readonly strength: number; readonly loss: number }[];
}

/** From one that nearly removes all weights to one of a millionth of it, strongest first. */
export function usualStrengths(rows: LinearRows, count = 10): number[] {
  // Columns that never vary are multiplied by 0: any strength will do.
  const strongest = totalVariance(rows) || 1;
  return Array.from({ length: count }, (_, at) => strongest * 10 ** ((-6 * at) / (count - 1)));
}

/**
 * The linear model with the strength of the lowest loss over folds, the strongest of equal ones. `folds` [rows] holds
 * each row's fold, at least two of them. Each fold's models begin at the one of the next stronger strength, and end when
 * two weaker ones in a row were worse.
 */
export function chooseStrength(
  given: LinearRows,
  loss: RowLoss,
  folds: ArrayLike<number>,
  strengths: readonly number[] = usualStrengths(given),
): ChosenLinear {
  const rows = narrowed(given);
  const precondition = preconditionerOf(rows);
  const descending = strengths.toSorted((one, other) => other - one);
  const all = everyRow(rows);
  const parts = [...new Set(Array.from(folds))].map((fold) => {
    const held = all.filter((row) => folds[row] === fold);
    const among = all.filter((row) => folds[row] !== fold);
    return { held, share: weightOf(rows, held) / weightOf(rows, all), among, point: startOf(rows, loss) };
  });
  const losses: { strength: number; loss: number }[] = [];
  for (const strength of descending) {
    let total = 0;
    for (const { held, share, among, point } of parts) {
      fitLinear({ rows, loss, precondition, among }, strength, point, foldTolerance);
      if (share > 0) total += share * meanLoss(rows, loss, held, point);
    }
    losses.push({ strength, loss: total });
    const [before = total, last = total] = losses.slice(-3).map((each) => each.loss);
    if (before < last && last < total) break;
  }
  const best = losses.reduce((least, each) => (each.loss < least.loss ? each : least));
  const point = startOf(rows, loss);
  fitLinear({ rows, loss, precondition }, best.strength, point);
  return { model: modelOf(rows, point), strength: best.strength, losses };
}

function weightOf({ weight }: LinearRows, among: Int32Array): number {
  return among.reduce((sum, row) => sum + (weight?.[row] ?? 1), 0);
}
