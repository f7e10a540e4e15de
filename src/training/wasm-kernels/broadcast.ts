/** An axis along which several tensors are traversed together: its length, and its byte stride in each tensor. */
export interface Axis {
  readonly length: number;
  readonly strides: readonly number[];
}

/** Byte strides of a contiguous tensor, right-aligned to `rank` axes; the stride of an axis of length 1 is 0. */
export function stridesOf(shape: readonly number[], rank: number): number[] {
  const strides = new Array<number>(rank).fill(0);
  let stride = 4;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    if (length > 1) strides[axis + rank - shape.length] = stride;
    stride *= length;
  }
  return strides;
}

/** Drops axes of length 1 and joins adjacent axes that are contiguous in every tensor, to leave as few as possible. */
export function joinAxes(axes: readonly Axis[]): Axis[] {
  const joined: Axis[] = [];
  for (const axis of axes) {
    const outer = joined.at(-1);
    if (axis.length === 1) continue;
    if (outer?.strides.every((stride, tensor) => stride === (axis.strides[tensor] as number) * axis.length)) {
      joined[joined.length - 1] = { length: outer.length * axis.length, strides: axis.strides };
    } else joined.push(axis);
  }
  return joined;
}

/** Visits all but the innermost `inner` axes, which the visitor handles. It receives each tensor's byte offset. */
export function overOuterAxes(
  axes: readonly Axis[],
  offsets: readonly number[],
  visit: (offsets: readonly number[]) => void,
): void {
  const [axis, ...inner] = axes;
  if (axis === undefined) {
    visit(offsets);
    return;
  }
  for (let index = 0; index < axis.length; index++) {
    const moved = offsets.map((offset, tensor) => offset + index * (axis.strides[tensor] as number));
    overOuterAxes(inner, moved, visit);
  }
}
