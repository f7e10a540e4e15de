import { extentOf, positionOn, type Scale, scaleOf } from '../axes/scale.ts';
import type { CurveColumns } from '../columns/curve-columns.ts';
import type { StudyHead } from '../study-head.ts';

/** The frame of a picture of curves: a stretch of epochs, and of values. */
export interface CurveFrame {
  readonly epochs: Scale;
  readonly values: Scale;
}

/** A quarter of the values lie below the first, a quarter above the second; this many spreads beyond is far away. */
const farSpreads = 5;
/** Quartiles for the choice of a range need no more values than these, evenly taken. */
const enough = 20_000;

/**
 * All epochs, and all values but those so much worse than most that they would flatten all others; a log axis where the
 * objective's is, and for another metric where its values span more than a factor of 20.
 */
export function curveFrame(head: StudyHead, curves: CurveColumns): CurveFrame {
  const { metric, epoch, value } = curves;
  const found = extentOf(epoch);
  const epochs: Scale = { kind: 'linear', min: found.min, max: Math.max(found.max, found.min + 1) };
  const all = scaleOf(value, metric);
  const kind = metric === head.objective.metric && all.min > 0 ? head.objectiveScale : all.kind;
  return { epochs, values: withoutFar({ ...all, kind }, value, hasBadTop(head, metric)) };
}

/** Whether large values of a metric are bad ones. */
function hasBadTop({ objective, directions }: StudyHead, metric: string): boolean {
  const direction = metric === objective.metric ? objective.direction : directions[metric];
  if (direction !== undefined) return direction === 'minimize';
  return /loss|error|mae|mse/i.test(metric);
}

function withoutFar(scale: Scale, value: Float32Array, isTopCut: boolean): Scale {
  if (!isTopCut || scale.min === scale.max) return scale;
  const stride = Math.ceil(value.length / enough);
  const taken = Float64Array.from({ length: Math.floor(value.length / stride) }, (_, at) =>
    positionOn(scale, value[at * stride] as number),
  );
  const sorted = taken.filter((position) => !Number.isNaN(position)).sort();
  const [low, high] = [0.25, 0.75].map((share) => sorted[Math.floor(share * sorted.length)] ?? 0);
  const limit = (high as number) + farSpreads * Math.max((high as number) - (low as number), 1e-9);
  if (limit >= 1) return scale;
  const largest = sorted.findLast((position) => position <= limit) ?? 1;
  const { kind, min, max } = scale;
  return {
    kind,
    min,
    max: kind === 'log' ? min * Math.exp(largest * Math.log(max / min)) : min + largest * (max - min),
  };
}

/** Number of curves with a value beyond the frame. */
export function curvesBeyond({ trial, offset, value }: CurveColumns, { values }: CurveFrame): number {
  let count = 0;
  for (let curve = 0; curve < trial.length; curve++) {
    const own = value.subarray(offset[curve], offset[curve + 1]);
    // 32-bit values may differ from the bounds in their last digits.
    if (own.some((each) => each > values.max * (1 + 1e-6) && each > values.max + 1e-12)) count++;
  }
  return count;
}

/**
 * The height of every value: 0 at the upper end of the frame, 1 at its lower end; values beyond it lie just outside.
 * NaN where there is none, and where a log axis cannot hold it.
 */
export function curveLevels({ value }: CurveColumns, { values }: CurveFrame): Float32Array {
  const { kind, min, max } = values;
  const levels = new Float32Array(value.length);
  const isLog = kind === 'log' && min !== max;
  const base = isLog ? Math.log(min) : min;
  const span = isLog ? Math.log(max) - base : max - min;
  for (let at = 0; at < value.length; at++) {
    const each = value[at] as number;
    const size = isLog ? (each > 0 ? Math.log(each) : Number.NaN) : each;
    const level = span === 0 ? (Number.isNaN(size) ? size : 0.5) : 1 - (size - base) / span;
    levels[at] = level < outside.above ? outside.above : level > outside.below ? outside.below : level;
  }
  return levels;
}

const outside = { above: -0.03, below: 1.03 };
