import type { Tensor, Tf } from '../tensorflow.ts';

/** The names of a kernel of ours and of that of its gradients. */
interface KernelNames {
  readonly forward: string;
  readonly backward: string;
}

/**
 * The operation of a kernel of ours, of inputs in the order of `names`; the gradients' kernel takes them and `dy`. The
 * operation is `otherwise` on a backend that lacks the kernels.
 */
export function ownOperation<Name extends string>(
  tf: Tf,
  kernels: KernelNames,
  names: readonly Name[],
  attributes: Readonly<Record<string, string>>,
  otherwise: (inputs: Readonly<Record<Name, Tensor>>) => Tensor,
): (inputs: Readonly<Record<Name, Tensor>>) => Tensor {
  if (tf.getKernel(kernels.forward, tf.getBackend()) == null) return otherwise;
  const run = (kernel: string, tensors: readonly Tensor[], further: Readonly<Record<string, Tensor>>) => {
    const named = Object.fromEntries(names.map((name, index) => [name, tensors[index] as Tensor]));
    return tf.engine().runKernel(kernel, { ...named, ...further }, attributes) as Tensor | Tensor[];
  };
  const operation = tf.customGrad((...given) => {
    const tensors = given.slice(0, names.length) as Tensor[];
    const save = given.at(-1) as unknown as (saved: Tensor[]) => void;
    save(tensors);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => run(kernels.backward, saved, { dy });
    return { value: run(kernels.forward, tensors, {}) as Tensor, gradFunc: gradFunc as never };
  });
  return (inputs) => operation(...names.map((name) => inputs[name]));
}
