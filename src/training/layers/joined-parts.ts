import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { InputPart } from '../../study/inputs/input-parts.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { Layer } from '../model-layers.ts';
import type { LayersModel, Tf } from '../tensorflow.ts';
import { rangeLayer } from './input-layers.ts';

/** A part of what a model returns for a row, by the name of an output. */
interface OutputPart {
  readonly name: string;
  readonly width: number;
}

/** The name of the layer that puts outputs side by side. */
const joinedName = 'all_outputs';

/** The inputs and outputs of a model: one flat row of each, or several parts by their names. */
export interface JoinedShape {
  readonly inputShape: readonly number[];
  readonly inputs: readonly InputPart[];
  /** The numbers of a row. */
  readonly outputs: number;
  readonly targets: readonly OutputPart[];
}

/**
 * A model of several inputs or outputs as one that takes a row of all inputs, [inputs], and returns one of all outputs,
 * in the order of the data: nothing else has to know of parts. Throws an Error where names or shapes do not match.
 */
export function joinParts(tf: Tf, model: LayersModel, shape: JoinedShape): LayersModel {
  const { inputShape, outputs, targets } = shape;
  const input = tf.input({ shape: [...inputShape], name: 'all_inputs' });
  const taken = takenInputs(tf, model, input, shape);
  const [first] = taken;
  const applied = model.apply(taken.length === 1 ? (first as SymbolicTensor) : taken);
  const returned = [applied].flat() as SymbolicTensor[];
  if (returned.length === 1) {
    requireShape(returned[0], [outputs], 'return', 'returns');
    return tf.model({ inputs: input, outputs: returned });
  }
  const order = inOrder(model.outputNames, targets, 'outputs');
  order.forEach(({ name, width }, index) => {
    requireShape(returned[index], [width], `return ${name} as`, 'returns');
  });
  const ordered = targets.map((target) => returned[order.indexOf(target)] as SymbolicTensor);
  const all = tf.layers.concatenate({ name: joinedName }).apply(ordered) as SymbolicTensor;
  return tf.model({ inputs: input, outputs: all });
}

/** The part of the row that each of the model's inputs is given. */
function takenInputs(
  tf: Tf,
  model: LayersModel,
  input: SymbolicTensor,
  { inputShape, inputs: parts }: JoinedShape,
): SymbolicTensor[] {
  if (model.inputs.length === 1) {
    requireShape(model.inputs[0], inputShape, 'take', 'takes');
    return [input];
  }
  return inOrder(model.inputNames, parts, 'inputs').map((part, index) => {
    requireShape(model.inputs[index], part.shape, `take ${part.name} as`, 'takes');
    return partOf(tf, input, part, inputShape);
  });
}

/** The layers that a model's outputs come from, by the names of the outputs; undefined for a model of one output. */
export function outputLayers(model: LayersModel): ReadonlyMap<string, Layer> | undefined {
  for (const layer of model.layers) {
    if (!('layers' in layer)) continue;
    const inner = layer as unknown as LayersModel;
    // A user's own model may hold another one of several outputs.
    if (inner.outputs.length > 1 && model.layers.some(({ name }) => name === joinedName)) {
      return new Map(
        inner.outputs.map(({ sourceLayer }, index) => [inner.outputNames[index] as string, sourceLayer]),
      );
    }
    const deeper = outputLayers(inner);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function partOf(
  tf: Tf,
  all: SymbolicTensor,
  { name, shape, offset, size }: InputPart,
  inputShape: readonly number[],
): SymbolicTensor {
  const width = sizeOfShape(inputShape);
  const range = rangeLayer(tf, `part_${name}`, width, { start: offset, width: size });
  const flat = range.apply(all) as SymbolicTensor;
  if (shape.length === 1) return flat;
  return tf.layers.reshape({ targetShape: [...shape], name: `shaped_${name}` }).apply(flat) as SymbolicTensor;
}

/** The parts in the order in which the model names them. */
function inOrder<Part extends { readonly name: string }>(
  names: readonly string[],
  parts: readonly Part[],
  kind: 'inputs' | 'outputs',
): Part[] {
  const found = names.map((name) => parts.find((part) => part.name === name));
  const isComplete = found.every((part) => part !== undefined) && new Set(found).size === parts.length;
  if (isComplete) return found as Part[];
  const wanted = parts.map(({ name }) => name).join(', ');
  if (parts.length === 1) {
    throw new Error(`the model must have one of its ${kind}, as the data have, and has ${names.join(', ')}`);
  }
  const each = kind === 'inputs' ? 'tf.input' : 'its last layer';
  throw new Error(
    `the model must have one of its ${kind}, or those that are named ${wanted} (the name of ${each}), and has ${names.join(', ')}`,
  );
}

/** Throws an Error for another shape; a null in the tensor's shape matches any length. */
export function requireShape(
  tensor: SymbolicTensor | undefined,
  wanted: readonly number[],
  must: string,
  does: string,
): void {
  const shape = tensor?.shape ?? [];
  const isSame =
    shape.length === wanted.length + 1 &&
    wanted.every((length, axis) => (shape[axis + 1] ?? length) === length);
  if (isSame) return;
  throw new Error(
    `the model must ${must} ${JSON.stringify([null, ...wanted])}, and ${does} ${JSON.stringify(shape)}`,
  );
}
