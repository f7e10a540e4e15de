import { layersOf, partsOf } from '../model-layers.ts';
import type { ModelFamily } from '../models/model-family.ts';
import type { LayersModel } from '../tensorflow.ts';

/** How a layer regularises: by dropping values out, by noise, or by a penalty on its weights in the loss. */
export type RegularisingKind = 'dropout' | 'noise' | 'penalty';

/** Parts of layers and recurrent cells that the types of TensorFlow.js leave out. */
interface Regularising {
  rate?: unknown;
  dropout?: unknown;
  recurrentDropout?: unknown;
  stddev?: unknown;
  _losses?: unknown[];
  getClassName?(): string;
}

/** The numbers of a layer that are 0 where it does not drop out or add noise. */
function fieldsOf(
  part: Regularising,
  kind: 'dropout' | 'noise',
): ('rate' | 'dropout' | 'recurrentDropout' | 'stddev')[] {
  const name = part.getClassName?.() ?? '';
  if (kind === 'noise') return name === 'GaussianNoise' ? ['stddev'] : [];
  if (/^(Dropout|SpatialDropout1D|GaussianDropout|AlphaDropout)$/.test(name)) return ['rate'];
  return /^(SimpleRNN|GRU|LSTM|ConvLSTM2D)Cell$/.test(name) ? ['dropout', 'recurrentDropout'] : [];
}

/** The same family of models, whose stock layers do not regularise in these ways; a user's own classes of layers do. */
export function familyWithout(family: ModelFamily, kinds: readonly RegularisingKind[]): ModelFamily {
  return {
    ...family,
    build(input) {
      const model = family.build(input);
      // A user's module is JavaScript, and may return anything.
      if (model instanceof input.tf.LayersModel) for (const kind of kinds) switchOff(model, kind);
      return model;
    },
  };
}

function switchOff(model: LayersModel, kind: RegularisingKind): void {
  for (const part of layersOf(model).flatMap(partsOf) as Regularising[]) {
    if (kind !== 'penalty') for (const field of fieldsOf(part, kind)) part[field] = 0;
    else if (part._losses !== undefined) part._losses = [];
  }
}
