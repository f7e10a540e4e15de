import type { TensorInfo } from '@tensorflow/tfjs-core';
import { floats, type Kernel, type KernelContext, type KernelFamily } from '../kernel.ts';
import type { Machine } from '../machine.ts';
import { sizeOf } from '../shape.ts';
import { largest, type ReduceRoutine, smallest, sum } from './reduce.ts';

/**
 * Sums, means and extremes over any axes.
 *
 * The backend reduces only the innermost axis, one float at a time: for a bias's gradient, a sum over all but the last
 * axis, it first transposes the whole tensor. Here adjacent axes are joined, and an axis is reduced in place, sixteen
 * columns at a time.
 */
export const reductions: KernelFamily = (workshop) => ({
  Sum: reduction(workshop, sum, () => 1),
  Mean: reduction(workshop, sum, (count) => 1 / count),
  Max: reduction(workshop, largest, () => 1),
  Min: reduction(workshop, smallest, () => 1),
});

interface Attributes {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

function reduction(
  { tf, machine }: KernelContext,
  reduce: ReduceRoutine,
  scaleOf: (count: number) => number,
): Kernel {
  return (call) => {
    const { x } = floats(call, 'x') ?? {};
    if (x === undefined) return undefined;
    const { axis, reductionIndices = axis, keepDims = false } = call.attrs as Attributes;
    const axes = new Set(tf.util.parseAxisParam(reductionIndices as number | number[], x.shape));
    const shape = x.shape.flatMap((length, index) => (!axes.has(index) ? [length] : keepDims ? [1] : []));
    const spans = spansOf(x.shape, axes);
    const count = sizeOf(spans.filter(({ isReduced }) => isReduced).map(({ length }) => length));
    if (count === 1) return machine.share(x, shape);
    return reduceSpans(machine, { x, shape, spans, scale: scaleOf(count), reduce });
  };
}

/** Adjacent axes that are all reduced or all kept. */
interface Span {
  readonly length: number;
  readonly isReduced: boolean;
}

function spansOf(shape: readonly number[], axes: ReadonlySet<number>): Span[] {
  const spans: Span[] = [];
  shape.forEach((length, axis) => {
    const isReduced = axes.has(axis);
    const last = spans.at(-1);
    if (length === 1) return;
    if (last?.isReduced === isReduced) spans[spans.length - 1] = { length: last.length * length, isReduced };
    else spans.push({ length, isReduced });
  });
  return spans;
}

interface Plan {
  readonly x: TensorInfo;
  readonly shape: readonly number[];
  readonly spans: readonly Span[];
  readonly scale: number;
  readonly reduce: ReduceRoutine;
}

/** Reduces the last span that needs it, then the one before, and so on. */
function reduceSpans(machine: Machine, { x, shape, spans, scale, reduce }: Plan): TensorInfo {
  const last = spans.findLastIndex(({ isReduced }) => isReduced);
  const [before, after] = [spans.slice(0, last), spans.slice(last + 1)];
  const isFinal = before.every(({ isReduced }) => !isReduced);
  const [outer, inner] = [before, after].map((some) => sizeOf(some.map(({ length }) => length))) as [
    number,
    number,
  ];
  const out = machine.output(isFinal ? shape : [outer, inner]);
  machine.run(reduce, {
    x: machine.address(x),
    out: machine.address(out),
    outer,
    count: (spans[last] as Span).length,
    inner,
    row: 4 * inner,
    scale: isFinal ? scale : 1,
  });
  if (isFinal) return out;
  const result = reduceSpans(machine, { x: out, shape, spans: [...before, ...after], scale, reduce });
  machine.dispose(out);
  return result;
}
