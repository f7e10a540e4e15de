import type { Layer } from '../model-layers.ts';
import type { Tensor, Tf, Variable } from '../tensorflow.ts';
import { overFloats } from '../wasm-kernels/code/over-floats.ts';
import { routine } from '../wasm-kernels/code/routine.ts';
import type { Machine } from '../wasm-kernels/machine.ts';

/** Parts of a batch normalisation that the types of TensorFlow.js leave out. */
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
 * Makes batch normalisations update their moving averages in place on the heap, with the same values as TensorFlow.js,
 * which assigns a new tensor at each step that a recording would not find. Returns a function that undoes the change.
 */
export function moveInPlace(tf: Tf, machine: Machine, layers: readonly Layer[]): () => void {
  const averages = averagesOf(layers);
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

/** The variables that hold the moving averages of batch normalisations. */
export function movingAverages(layers: readonly Layer[]): ReadonlySet<Variable> {
  return new Set(averagesOf(layers).map((average) => average.read()));
}

function averagesOf(layers: readonly Layer[]): Average[] {
  return (layers as readonly BatchNormalization[])
    .filter((layer) => layer.getClassName() === 'BatchNormalization')
    .flatMap(({ movingMean, movingVariance }) => [movingMean, movingVariance]);
}

/** Gives a variable that is changed in place its own memory, so that no other tensor changes with it. */
export function ownMemory(tf: Tf, machine: Machine, variable: Variable): void {
  if (!machine.isShared(variable as Tensor)) return;
  tf.tidy(() => variable.assign(tf.tensor(variable.dataSync().slice(), variable.shape) as never));
}
