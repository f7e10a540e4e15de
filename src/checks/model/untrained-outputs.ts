import type { Split } from '../../data/dataset.ts';
import { outputsOf } from '../../training/probes/outputs.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { CheckContext } from '../check.ts';
import { checkedTrial } from './checked-trial.ts';

/** Maximum number of initial weights of all models together: they are drawn in a tenth of a second. */
const weightsInAll = 1_000_000;
const fewest = 3;
const most = 9;

/**
 * The outputs of untrained models for a split, [rows, outputs] each: an odd number of 3 to 9 models with different
 * initial weights. A single one shows its random initialisation rather than the pipeline.
 */
export async function untrainedOutputs(context: CheckContext, split: Split): Promise<Float32Array[]> {
  const { backend, dataset } = context;
  const start = (trial: number) =>
    withUntrained(checkedTrial(context, trial), ({ model }) => ({
      parameters: model.countParams(),
      values: outputsOf(backend.tf, model, dataset, split).values,
    }));
  const first = await start(0);
  const outputs = [first.values];
  const affordable = Math.min(Math.max(Math.floor(weightsInAll / first.parameters), fewest), most);
  const count = affordable - 1 + (affordable % 2);
  for (let trial = 1; trial < count; trial++) outputs.push((await start(trial)).values);
  return outputs;
}
