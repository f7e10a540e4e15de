/** An axis that several tensors are walked along together: its length, and the bytes of a step in each of them. */
export interface Axis {
  readonly length: number;
  readonly strides: readonly number[];
}

/** Byte strides of a gapless tensor, aligned to the right with `rank` axes; an axis of length 1 does not move. */
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

/** Drops axes of length 1, and joins neighbours that every tensor walks without a jump: as few axes as possible. */
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

/** Walks all but the innermost `inner` axes, which the visitor handles; it gets each tensor's offset in bytes. */
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
