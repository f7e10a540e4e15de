import type { ModelFamily } from '../../../training/models/model-family.ts';
import { randomLayer } from '../../../training/probes/layers.ts';
import { enteringTensors } from '../../../training/probes/outputs.ts';
import { regularisingKinds, regularisingLayers } from '../../../training/probes/regularising-layers.ts';
import { withUntrained } from '../../../training/probes/untrained.ts';
import type { CheckContext } from '../../check.ts';
import { checkedTrial, trainingSample } from '../../model/checked-trial.ts';
import { withoutRegularisers } from '../settings.ts';

const rows = 8;

/** " (off in the module too: …)", the layers that regularise and that no parameter switches off; empty without any. */
export async function layersOff(context: CheckContext): Promise<string> {
  const trial = checkedTrial({ ...context, config: withoutRegularisers(context) });
  const found = await withUntrained(trial, ({ model }) => regularisingLayers(model));
  const names = [...new Set(regularisingKinds.flatMap((kind) => found[kind]))];
  return names.length === 0 ? '' : ` (off in the module too: ${names.join(', ')})`;
}

/** ", but for layer …", the first layer of `family` that is random in training all the same; empty without any. */
export async function layersOn(context: CheckContext, family: ModelFamily): Promise<string> {
  const { backend, dataset } = context;
  const { tf } = backend;
  const trial = checkedTrial({ ...context, config: withoutRegularisers(context) });
  const name = await withUntrained({ ...trial, family }, ({ model }) => {
    const { x } = enteringTensors(tf, dataset, trainingSample(context, rows));
    return randomLayer(tf, model, x, true);
  });
  return name === undefined ? '' : `, but for layer ${name}, which is random in training`;
}
