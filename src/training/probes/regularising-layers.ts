import { after } from '../awaitable.ts';
import { layersOf, partsOf } from '../model-layers.ts';
import type { ModelFamily } from '../models/model-family.ts';
import type { LayersModel } from '../tensorflow.ts';

/** How a layer regularises: by dropping values out, by noise, or by a penalty on its weights in the loss. */
export const regularisingKinds = ['dropout', 'noise', 'penalty'] as const;
export type RegularisingKind = (typeof regularisingKinds)[number];

/** Names of a model's layers that regularise, by kind. */
export type RegularisingLayers = Readonly<Record<RegularisingKind, readonly string[]>>;

/** Parts of layers and recurrent cells that the types of TensorFlow.js leave out. */
interface Regularising {
  rate?: unknown;
  dropout?: unknown;
  recurrentDropout?: unknown;
  stddev?: unknown;
  _losses?: unknown[];
  getClassName?(): string;
}

/** The layers of TensorFlow.js that regularise, those with inner cells included; not a user's own classes. */
export function regularisingLayers(model: LayersModel): RegularisingLayers {
  const having = (kind: RegularisingKind) =>
    layersOf(model)
      .filter((layer) => partsOf(layer).some((part) => isOn(part, kind)))
      .map(({ name }) => name);
  return { dropout: having('dropout'), noise: having('noise'), penalty: having('penalty') };
}

function isOn(part: Regularising, kind: RegularisingKind): boolean {
  if (kind === 'penalty') return (part._losses?.length ?? 0) > 0;
  return fieldsOf(part, kind).some((field) => (part[field] as number) > 0);
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

/** The same family of models, whose layers do not regularise in these ways. */
export function familyWithout(family: ModelFamily, kinds: readonly RegularisingKind[]): ModelFamily {
  return {
    ...family,
    build(input) {
      return after(family.build(input), (model) => {
        // A user's module is JavaScript, and may return anything.
        if (model instanceof input.tf.LayersModel) for (const kind of kinds) switchOff(model, kind);
        return model;
      });
    },
  };
}

function switchOff(model: LayersModel, kind: RegularisingKind): void {
  for (const part of layersOf(model).flatMap(partsOf) as Regularising[]) {
    if (kind !== 'penalty') for (const field of fieldsOf(part, kind)) part[field] = 0;
    else if (part._losses !== undefined) part._losses = [];
  }
}
