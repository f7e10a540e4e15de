import type { Split } from '../../data/dataset.ts';
import { outputsOf } from '../../training/probes/outputs.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { CheckContext } from '../check.ts';
import { checkedTrial } from './checked-trial.ts';

/** Initial weights at the most, of all models together: what can be drawn in a tenth of a second. */
const weightsInAll = 1_000_000;
const fewest = 3;
const most = 9;

/**
 * What untrained models say of a split, [rows, outputs] each: 3 to 9 of them, an odd number, each from initial weights
 * of its own. One alone says more of its luck than of the pipeline.
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
