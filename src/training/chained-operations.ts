import type * as core from '@tensorflow/tfjs-core';

type Operation = (...args: unknown[]) => unknown;

/** Operations that are also methods of a tensor, which is their first argument. */
const methods =
  `abs acos acosh add all any argMax argMin asin asinh atan atan2 atanh avgPool batchNorm batchToSpaceND broadcastTo
  cast ceil clipByValue conv1d conv2d conv2dTranspose cos cosh cumprod cumsum depthToSpace depthwiseConv2d dilation2d div
  divNoNan dot elu equal erf euclideanNorm exp expandDims expm1 fft floor floorDiv gather greater greaterEqual ifft irfft
  isFinite isInf isNaN leakyRelu less lessEqual localResponseNormalization log log1p logSigmoid logSoftmax logSumExp
  logicalAnd logicalNot logicalOr logicalXor matMul max maxPool maximum mean min minimum mirrorPad mod mul neg norm
  notEqual oneHot onesLike pad pool pow prelu prod reciprocal relu relu6 reshape resizeBilinear resizeNearestNeighbor
  reverse rfft round rsqrt selu separableConv2d sigmoid sign sin sinh slice softmax softplus spaceToBatchND split sqrt
  square squaredDifference squeeze step stridedSlice sub sum tan tanh tile topk transpose unique unsortedSegmentSum unstack
  zerosLike`.split(/\s+/);

/**
 * Gives tensors their methods, `x.add(y)` for `tf.add(x, y)`, like `@tensorflow/tfjs`. The core package has them only
 * in modules that Node cannot import.
 */
export function addChainedOperations(tf: typeof core): void {
  const operations = { ...tf, ...tf.image, ...tf.spectral } as unknown as Record<string, Operation>;
  for (const name of methods) {
    const operation = operations[name] as Operation;
    addMethod(tf, name, (tensor, ...args) => operation(tensor, ...args));
  }
  for (const [name, method] of Object.entries(otherMethods(tf))) addMethod(tf, name, method as Operation);
}

function addMethod(tf: typeof core, name: string, method: Operation): void {
  const chained = function (this: core.Tensor, ...args: unknown[]) {
    (this as unknown as { throwIfDisposed(): void }).throwIfDisposed();
    return method(this, ...args);
  };
  (tf.Tensor.prototype as unknown as Record<string, unknown>)[name] = chained;
}

/** Methods that have no operation of the same name with the same arguments. */
function otherMethods(tf: typeof core) {
  type Tensor = core.Tensor;
  const toList = (others: Tensor | Tensor[]) => (others instanceof tf.Tensor ? [others] : others);
  return {
    asScalar(x: Tensor) {
      tf.util.assert(x.size === 1, () => 'The array must have only 1 element.');
      return tf.reshape(x, []);
    },
    as1D: (x: Tensor) => tf.reshape(x, [x.size]),
    as2D: (x: Tensor, ...shape: [number, number]) => tf.reshape(x, shape),
    as3D: (x: Tensor, ...shape: [number, number, number]) => tf.reshape(x, shape),
    as4D: (x: Tensor, ...shape: [number, number, number, number]) => tf.reshape(x, shape),
    as5D: (x: Tensor, ...shape: [number, number, number, number, number]) => tf.reshape(x, shape),
    asType: (x: Tensor, dtype: core.DataType) => tf.cast(x, dtype),
    concat: (x: Tensor, others: Tensor | Tensor[], axis?: number) => tf.concat([x, ...toList(others)], axis),
    flatten: (x: Tensor) => tf.reshape(x, [x.size]),
    reshapeAs: (x: Tensor, other: Tensor) => tf.reshape(x, other.shape),
    stack: (x: Tensor, others: Tensor | Tensor[], axis?: number) => tf.stack([x, ...toList(others)], axis),
    toBool: (x: Tensor) => tf.cast(x, 'bool'),
    toFloat: (x: Tensor) => tf.cast(x, 'float32'),
    toInt: (x: Tensor) => tf.cast(x, 'int32'),
    where: (x: Tensor, condition: Tensor, other: Tensor) => tf.where(condition, x, other),
  };
}
