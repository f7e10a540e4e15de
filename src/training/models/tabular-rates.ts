import { type Layer, layersOf } from '../model-layers.ts';
import type { RateFactors } from '../optimizers/optimizer.ts';
import type { LayersModel, Variable } from '../tensorflow.ts';
import { type BuildInput, numberOf } from './model-family.ts';

type Config = BuildInput['config'];

/**
 * Factors of learning rate and weight decay. In the neural tangent parametrisation a kernel is W / √inputs with W of
 * variance 1: Adam's step on W is, on the kernel, divided by √inputs, while its decay is the same. Biases do not decay.
 */
export function rateFactors({
  model,
  config,
}: {
  readonly model: LayersModel;
  readonly config: Config;
}): ReadonlyMap<Variable, RateFactors> {
  return new Map(layersOf(model).flatMap((layer) => factorsOf(layer, config)));
}

function factorsOf(layer: Layer, config: Config): (readonly [Variable, RateFactors])[] {
  const bias = numberOf(config, 'biasRate');
  return layer.trainableWeights.map((weight) => {
    const variable = weight.read() as Variable;
    const isBias = weight.originalName.endsWith('bias');
    const own = ownRate(layer, config) * (isBias ? bias : 1);
    const isKernel = !isBias && ['Dense', 'MemberOutput'].includes(layer.getClassName());
    const inputs = variable.shape.at(-2) ?? 1;
    // An embedding's inputs are one-hot: one of them is 1, whatever their number.
    const isDivided = isKernel && config.parametrization === 'ntp' && !layer.name.startsWith('embedded');
    return [variable, { rate: isDivided ? own / Math.sqrt(inputs) : own, decay: isBias ? 0 : own }];
  });
}

function ownRate(layer: Layer, config: Config): number {
  switch (layer.getClassName()) {
    case 'Scale':
      return numberOf(config, 'scaleRate');
    case 'ParametricActivation':
      return numberOf(config, 'activationRate');
    case 'PeriodicEmbedding':
      return numberOf(config, 'embeddingRate');
    default:
      return layer.name === 'dense1' ? numberOf(config, 'firstLayerRate') : 1;
  }
}
