import type { Layer } from '../model-layers.ts';
import type { Tensor, Tf, Variable } from '../tensorflow.ts';
import { overFloats } from '../wasm-kernels/code/over-floats.ts';
import { routine } from '../wasm-kernels/code/routine.ts';
import type { Machine } from '../wasm-kernels/machine.ts';

/** The parts of a batch normalisation that we reach into; TensorFlow.js keeps them out of its types. */
type BatchNormalization = Layer & { readonly movingMean: Average; readonly movingVariance: Average };

interface Average {
  read(): Variable;
  write(value: Tensor): Average;
}

/** to = from. */
const replace = routine('replace', { from: 'i32', to: 'i32', count: 'i32' }, ({ from, to, count }) =>
  overFloats(count, [from, to], ({ load, store }) => store(to, load(from))),
);

/**
 * Lets the batch normalisations of these layers change their moving averages where they stand on the heap. The numbers are
 * TensorFlow.js's own, which puts a new tensor into the variable's place at each step: no recording would find it.
 * Returns what undoes it.
 */
export function moveInPlace(tf: Tf, machine: Machine, layers: readonly Layer[]): () => void {
  const averages = (layers as readonly BatchNormalization[])
    .filter((layer) => layer.getClassName() === 'BatchNormalization')
    .flatMap(({ movingMean, movingVariance }) => [movingMean, movingVariance]);
  for (const average of averages) {
    ownMemory(tf, machine, average.read());
    const { write } = average;
    average.write = (value) => {
      const variable = average.read();
      if (variable.shape.join() !== value.shape.join()) return write.call(average, value);
      const [from, to] = [machine.address(value), machine.address(variable as Tensor)];
      machine.change(replace, { from, to, count: variable.size });
      return average;
    };
  }
  return () => {
    for (const average of averages) Reflect.deleteProperty(average, 'write');
  };
}

/** A variable that is changed in place must not stand on memory that another tensor reads. */
export function ownMemory(tf: Tf, machine: Machine, variable: Variable): void {
  if (!machine.isShared(variable as Tensor)) return;
  tf.tidy(() => variable.assign(tf.tensor(variable.dataSync().slice(), variable.shape) as never));
}
