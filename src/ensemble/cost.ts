import type { Split } from '../data/dataset.ts';
import type { EnsembleCost, EnsembleReport, PredictionCost } from '../reports/ensemble-report.ts';
import { storedTrial } from '../runs/stored-trial.ts';
import { medianOf } from '../statistics/median.ts';
import type { Store, Study } from '../store/store.ts';
import { type ModelSource, type StoredWeights, withStoredModel } from '../training/stored-model.ts';
import { predictNew, servingNetworks } from '../training/trained-model.ts';

/** Number of runs for the median, after the first ones, which include setup. */
const runs = 15;
const warmUps = 3;

/** Examples per batch: one call of a model's `predict`. */
export const batchRows = 256;

export interface CostedModel extends StoredWeights {
  readonly parameters: number;
}

/** The cost of an ensemble's members, and of the best single model. */
export async function measureEnsembleCost(
  source: ModelSource & { readonly store: Store; readonly study: Study },
  { members, bestSingle }: EnsembleReport,
  now: () => number,
): Promise<EnsembleCost> {
  const models = await Promise.all(members.map(({ trial }) => readModel(source, trial)));
  return {
    batchRows,
    ensemble: await measureCost(source, models, now),
    bestSingle: await measureCost(source, [await readModel(source, bestSingle.trial)], now),
  };
}

/** A stored trial's model; raises an Error when its weights are missing. */
export async function readModel(
  { store, study }: { readonly store: Store; readonly study: Study },
  number: number,
): Promise<CostedModel> {
  const stored = await storedTrial(store, study, number);
  if (stored === undefined) throw new Error(`trial ${number} has lost its weights`);
  const { trial, ...model } = stored;
  return { ...model, parameters: trial.parameters ?? 0 };
}

/** The cost of models that predict one after the other; `now` is a clock in milliseconds. */
export async function measureCost(
  source: ModelSource,
  models: readonly CostedModel[],
  now: () => number,
): Promise<PredictionCost> {
  const { tf } = source.backend;
  const total = { parameters: 0, oneExampleMs: 0, batchMs: 0 };
  for (const { parameters, ...stored } of models) {
    await withStoredModel(source, stored, (model) => {
      const time = (rows: number) => {
        const split = firstRows(source.dataset.splits.train, rows);
        return medianMs(() => void predictNew(tf, model, source.dataset, split), now);
      };
      total.parameters += parameters * servingNetworks(model).length;
      total.oneExampleMs += time(1);
      total.batchMs += time(batchRows);
    });
  }
  return total;
}

/** Repeats the split's rows if it has fewer. */
function firstRows(split: Split, rows: number): Split {
  const rowSize = split.x.length / split.rows;
  const x = new Float32Array(rows * rowSize);
  for (let row = 0; row < rows; row++) {
    const from = row % split.rows;
    x.set(split.x.subarray(from * rowSize, (from + 1) * rowSize), row * rowSize);
  }
  return { ...split, rows, x };
}

function medianMs(work: () => void, now: () => number): number {
  const times = Array.from({ length: warmUps + runs }, () => {
    const begun = now();
    work();
    return now() - begun;
  });
  return medianOf(times.slice(warmUps));
}
