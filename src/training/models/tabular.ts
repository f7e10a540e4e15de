import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { kindOfTask } from '../../study/task/task-name.ts';
import { type ActivationName, parametricActivationLayer, scaleLayer } from '../layers/hidden-layers.ts';
import { memberOutputLayer } from '../layers/member-output.ts';
import type { LayersModel } from '../tensorflow.ts';
import { trainingParameters } from '../training-parameters.ts';
import { type BuildInput, flatInput, type ModelFamily, numberOf } from './model-family.ts';
import { embeddedInputs } from './tabular-inputs.ts';
import { rateFactors } from './tabular-rates.ts';

const share = { type: 'number', min: 0, max: 1, exclusive: ['max'] } as const;
const factor = { type: 'number', min: 0 } as const;
const flag = { type: 'choice', values: [true, false], default: true } as const;

/**
 * A multilayer perceptron for tables: RealMLP (Holzmüller, Grinsztajn and Steinwart, "Better by default", NeurIPS 2024)
 * with members that share their weights as in TabM (Gorishniy, Kotelnikov and Babenko, ICLR 2025). docs/tabular.md says
 * what each parameter is worth.
 */
export const tabular: ModelFamily = {
  parameters: {
    layers: { type: 'integer', min: 1, max: 20, default: 3 },
    units: { type: 'integer', min: 1, max: 65_536, default: 64 },
    members: { type: 'integer', min: 1, max: 256, default: 1 },
    dropout: { ...share, default: 0.15, off: 0 },
    /** `auto`: selu for classes, mish for numbers. */
    activation: {
      type: 'choice',
      values: ['auto', 'selu', 'mish', 'relu', 'swish', 'tanh'],
      default: 'auto',
    },
    parametricActivation: flag,
    /** Numbers are clipped smoothly to this many scaled units. */
    clip: { type: 'number', min: 1, max: 1000, default: 3 },
    /** Cosines of each number; 0 for none. */
    frequencies: { type: 'integer', min: 0, max: 1024, default: 16 },
    frequencySpread: { type: 'number', min: 0, exclusive: ['min'], default: 0.1 },
    /** Numbers that are learned from the cosines of one number. */
    numberEmbedding: { type: 'integer', min: 1, max: 1024, default: 3 },
    /** A column of more categories is embedded. */
    oneHotLimit: { type: 'integer', min: 0, default: 8 },
    categoryEmbedding: { type: 'integer', min: 1, max: 1024, default: 8 },
    biasSpread: { ...factor, default: 0.5 },
    /** `ntp`: kernels have the learning rate of the neural tangent parametrisation, divided by √inputs. */
    parametrization: { type: 'choice', values: ['ntp', 'standard'], default: 'ntp' },
    /** At 0 the inputs' scales stay as they are at first. */
    scaleRate: { ...factor, default: 6 },
    biasRate: { ...factor, default: 0.1 },
    activationRate: { ...factor, default: 0.1 },
    embeddingRate: { ...factor, default: 0.1 },
    firstLayerRate: { ...factor, default: 1 },
    ...ownDefaults({
      learningRate: 0.06,
      batchSize: 32,
      schedule: 'coslog4',
      weightDecay: 0.02,
      weightDecaySchedule: 'flatCosine',
      dropoutSchedule: 'flatCosine',
      beta2: 0.95,
    }),
  },
  build: buildTabular,
  factors: rateFactors,
};

/** Training parameters with other defaults. */
function ownDefaults(defaults: Readonly<Record<string, number | string>>): ModelFamily['parameters'] {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, { ...trainingParameters[name], default: value }]),
  ) as ModelFamily['parameters'];
}

function buildTabular(input: BuildInput): LayersModel {
  const { tf, config, data } = input;
  const [units, members] = [numberOf(config, 'units'), numberOf(config, 'members')];
  const inputs = tf.input({ shape: [...data.inputShape], name: 'input' });
  const flat = data.inputShape.length === 1 ? inputs : (flatInput(tf, data).apply(inputs) as SymbolicTensor);
  const embedded = embeddedInputs(input, flat);
  const width = embedded.shape[1] as number;
  let values = scaleLayer(tf, 'scale', width, members).apply(embedded) as SymbolicTensor;
  for (let layer = 1; layer <= numberOf(config, 'layers'); layer++) {
    values = hiddenLayer(input, values, `${layer}`);
  }
  const { outputs, task } = data;
  const output =
    members === 1
      ? tf.layers.dense({ units: outputs, kernelInitializer: 'zeros', name: 'output' })
      : memberOutputLayer(tf, 'output', { members, units, outputs, task });
  return tf.model({ inputs, outputs: output.apply(values) as SymbolicTensor });
}

function hiddenLayer(
  { tf, config, data }: BuildInput,
  values: SymbolicTensor,
  place: string,
): SymbolicTensor {
  const [units, rate] = [numberOf(config, 'units'), numberOf(config, 'dropout')];
  const stddev = (values.shape.at(-1) as number) ** -0.5;
  const spread = numberOf(config, 'biasSpread');
  const dense = tf.layers.dense({
    units,
    kernelInitializer: tf.initializers.randomNormal({ stddev }),
    biasInitializer: spread === 0 ? 'zeros' : tf.initializers.randomNormal({ stddev: spread }),
    name: `dense${place}`,
  });
  const usual = data.task !== 'joint' && kindOfTask(data.task) === 'classification' ? 'selu' : 'mish';
  const activation = (config.activation === 'auto' ? usual : config.activation) as ActivationName;
  const name = `activation${place}`;
  const activate =
    config.parametricActivation === true
      ? parametricActivationLayer(tf, name, activation, units)
      : tf.layers.activation({ activation, name });
  const activated = activate.apply(dense.apply(values)) as SymbolicTensor;
  if (rate === 0) return activated;
  return tf.layers.dropout({ rate, name: `dropout${place}` }).apply(activated) as SymbolicTensor;
}
