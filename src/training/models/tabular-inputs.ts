import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { columnsLayer, smoothClipLayer } from '../layers/input-layers.ts';
import { periodicEmbeddingLayer } from '../layers/periodic-embedding.ts';
import { type BuildInput, type InputColumns, numberOf } from './model-family.ts';

/** Inputs that are treated alike, by their places. */
interface InputGroup {
  readonly kind: 'numbers' | 'plain' | 'embedded';
  readonly places: readonly number[];
}

/**
 * The inputs of the first dense layer: numbers clipped and embedded, categories of few values one-hot, of many and words
 * by a linear embedding. [inputs] → [width].
 */
export function embeddedInputs({ tf, config, data }: BuildInput, inputs: SymbolicTensor): SymbolicTensor {
  const width = inputs.shape[1] as number;
  const columns = data.columns ?? [{ kind: 'numbers', width }];
  const groups = groupsOf(columns, numberOf(config, 'oneHotLimit'));
  const parts = groups.map(({ kind, places }, index) => {
    const place = `${kind}${index + 1}`;
    const taken =
      places.length === width
        ? inputs
        : (columnsLayer(tf, `${place}_inputs`, width, places).apply(inputs) as SymbolicTensor);
    if (kind === 'numbers') return numbers({ tf, config, data }, taken);
    if (kind === 'plain') return taken;
    const units = numberOf(config, 'categoryEmbedding');
    const kernelInitializer = tf.initializers.randomNormal({ stddev: 1 });
    const dense = tf.layers.dense({ units, useBias: false, kernelInitializer, name: place });
    return dense.apply(taken) as SymbolicTensor;
  });
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  return tf.layers.concatenate({ name: 'inputs' }).apply(parts) as SymbolicTensor;
}

function numbers({ tf, config }: BuildInput, values: SymbolicTensor): SymbolicTensor {
  const bound = numberOf(config, 'clip');
  const clipped = smoothClipLayer(tf, 'clip', bound).apply(values) as SymbolicTensor;
  const frequencies = numberOf(config, 'frequencies');
  if (frequencies === 0) return clipped;
  const layer = periodicEmbeddingLayer(tf, 'embedding', {
    numbers: values.shape[1] as number,
    frequencies,
    learned: numberOf(config, 'numberEmbedding'),
    spread: numberOf(config, 'frequencySpread'),
    bound,
  });
  return layer.apply(clipped) as SymbolicTensor;
}

/** All numbers together, all plain inputs together, and each embedded column by itself. */
function groupsOf(columns: readonly InputColumns[], oneHotLimit: number): InputGroup[] {
  const places: Record<'numbers' | 'plain', number[]> = { numbers: [], plain: [] };
  const embedded: InputGroup[] = [];
  let start = 0;
  for (const { kind, width } of columns) {
    const own = Array.from({ length: width }, (_, index) => start + index);
    start += width;
    if (kind === 'numbers') places.numbers.push(...own);
    else if (kind === 'flags' || width <= oneHotLimit) places.plain.push(...own);
    else embedded.push({ kind: 'embedded', places: own });
  }
  const joined = (['numbers', 'plain'] as const).map((kind) => ({ kind, places: places[kind] }));
  return [...joined.filter((group) => group.places.length > 0), ...embedded];
}
