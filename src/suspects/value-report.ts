import { type BySplit, bySplit, type SplitName, splitNames } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import type { RawTarget } from '../data/raw-data.ts';
import type { ValueSuspectsReport } from '../reports/suspects-report.ts';
import { meanOf } from '../statistics/mean.ts';
import { type Judgement, mostSuspects, mostWorst, opening } from './judgement.ts';
import { valueNotes } from './notes.ts';
import { doubtedValues, type ValueOpinion, valueOpinions } from './value-suspects.ts';

type RegressionTarget = Extract<RawTarget, { kind: 'regression' }>;

export function reportValues(judgement: Judgement, target: RegressionTarget): ValueSuspectsReport {
  const { source, looks } = judgement;
  const opinions = bySplit((split) =>
    valueOpinions(judgement.predictions[split], valuesOf(source, split, target)),
  );
  const doubted = bySplit((split) => doubtedValues(opinions[split]));
  const both = (found: BySplit<readonly ValueOpinion[]>) =>
    splitNames.flatMap((split) =>
      found[split].map((row) => ({ split, ...row, residual: row.given - row.predicted })),
    );
  return {
    ...opening(
      judgement,
      bySplit((split) => doubted[split].length),
    ),
    task: 'regression',
    target: target.name,
    suspects: both(doubted)
      .sort((one, other) => Math.abs(other.z) * other.agreement - Math.abs(one.z) * one.agreement)
      .slice(0, mostSuspects)
      .map(({ split, place, given, predicted, residual, agreement, z }) => ({
        ...looks(split, place),
        given,
        suggested: predicted,
        residual,
        agreement,
        z,
      })),
    worst: both(opinions)
      .sort((one, other) => other.loss - one.loss)
      .slice(0, mostWorst)
      .map(({ split, place, given, predicted, residual, loss, z }) => ({
        ...looks(split, place),
        loss,
        given,
        predicted,
        residual,
        z,
      })),
    notes: valueNotes(judgement, r2Of(judgement, target)),
  };
}

function valuesOf({ rows }: SourceRows, split: SplitName, target: RegressionTarget): Float64Array {
  return Float64Array.from(rows[split], (row) => target.values[row] as number);
}

/** The coefficient of determination of the best trial on validation, or of quick models on all rows. */
function r2Of({ source, trials, predictions }: Judgement, target: RegressionTarget): number {
  const [best] = trials;
  const splits = best ? (['validation'] as const) : splitNames;
  const given = splits.flatMap((split) => [...valuesOf(source, split, target)]);
  const predicted = best ? best.validation : splits.flatMap((split) => [...(predictions[split][0] ?? [])]);
  const mean = meanOf(given);
  const errors = given.map((value, at) => (value - (predicted[at] as number)) ** 2);
  return 1 - meanOf(errors) / meanOf(given.map((value) => (value - mean) ** 2));
}
