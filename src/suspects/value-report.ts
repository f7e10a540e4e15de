import type { RawTarget } from '../data/raw-data.ts';
import { evaluate } from '../metrics/evaluate.ts';
import type { JudgedSplit, ValueSuspectsReport } from '../reports/suspects-report.ts';
import type { JudgedTrial } from './judged-trial.ts';
import { type Judgement, judgedSplits, mostSuspects, mostWorst, opening } from './judgement.ts';
import { valueNotes } from './notes.ts';
import { doubtedValues, type ValueOpinion, valueOpinions } from './value-suspects.ts';

type RegressionTarget = Extract<RawTarget, { kind: 'regression' }>;

export function reportValues(judgement: Judgement, target: RegressionTarget): ValueSuspectsReport {
  const { source, trials, looks } = judgement;
  const { rows } = source.source;
  const opinionsOf = (split: JudgedSplit) =>
    valueOpinions(
      trials.map((trial) => trial[split]),
      Float64Array.from(rows[split], (row) => target.values[row] as number),
    );
  const opinions = { train: opinionsOf('train'), validation: opinionsOf('validation') };
  const doubted = {
    train: doubtedValues(opinions.train),
    validation: doubtedValues(opinions.validation),
  };
  const both = (found: Readonly<Record<JudgedSplit, readonly ValueOpinion[]>>) =>
    judgedSplits.flatMap((split) =>
      found[split].map((row) => ({ split, ...row, residual: row.given - row.predicted })),
    );
  return {
    ...opening(judgement, { train: doubted.train.length, validation: doubted.validation.length }),
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
    notes: valueNotes((trials[0] as JudgedTrial).trial, {
      train: r2Of(judgement, 'train'),
      validation: r2Of(judgement, 'validation'),
    }),
  };
}

/** The best trial's coefficient of determination. */
function r2Of({ source, trials }: Judgement, split: JudgedSplit): number {
  const { task, splits } = source.dataset;
  if (splits[split].rows === 0) return Number.NaN;
  return evaluate(task, (trials[0] as JudgedTrial)[split], splits[split].y).r2 as number;
}
