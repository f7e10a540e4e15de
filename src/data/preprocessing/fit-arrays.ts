import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { ArrayPart, Scale } from '../../study/pipeline.ts';
import type { Scaling } from '../../study/scaling.ts';
import type { RawPart } from '../raw-data.ts';
import { fitScale } from './fit-scale.ts';
import { tokenCount } from './token-ids.ts';

/** The scalings of arrays: those that are a shift and a factor. */
export const arrayScalings = ['auto', 'standard', 'robust', 'minMax', 'none'] as const;

/** Numbers of one scale that the scale is fitted to; more of them change it by less than a thousandth. */
const mostCells = 2_000_000;

/**
 * Fits the scales of arrays to the given rows alone: one for each index of the last axis, or one for the whole part
 * where its rows have one axis less than two, or its values all lie between −1 and 1 and have several axes, as scaled
 * pixels do. Ids of tokens have none; their number is the declared one, or follows from the given rows.
 */
export function fitArrays(parts: readonly RawPart[], rows: Int32Array, scaling: Scaling): ArrayPart[] {
  return parts.map((part): ArrayPart => {
    const { name, shape, tokens, padding } = part;
    const common = { name, shape, ...(padding && { padding }) };
    if (tokens !== undefined) return { ...common, tokens: { ...tokens, size: tokenCount(part, rows) } };
    return { ...common, scales: fitScales(part, rows, scaling) };
  });
}

function fitScales(part: RawPart, rows: Int32Array, scaling: Scaling): Scale[] {
  if (scaling === 'none') return [{ shift: 0, scale: 1 }];
  const isPadded = part.padding !== undefined;
  const channels = !isPadded && hasOneScale(part, rows) ? 1 : (part.shape.at(-1) ?? 1);
  return Array.from({ length: channels }, (_, channel) => {
    if (isPadded && channel === channels - 1) return { shift: 0, scale: 1 };
    const { shift, scale } = fitScale(cellsOf(part, rows, channel, channels), plainScaling(scaling));
    return { shift, scale };
  });
}

function plainScaling(scaling: Scaling): 'standard' | 'robust' | 'minMax' {
  return scaling === 'robust' || scaling === 'minMax' ? scaling : 'standard';
}

function hasOneScale({ shape, values }: RawPart, rows: Int32Array): boolean {
  if (shape.length < 2) return shape.length === 0;
  const size = sizeOfShape(shape);
  return rows.every((row) =>
    values.subarray(row * size, (row + 1) * size).every((value) => value >= -1 && value <= 1),
  );
}

/** The values of one channel in these rows without padding: all of them, or those of evenly spaced rows. */
function cellsOf(
  { shape, values, padding }: RawPart,
  rows: Int32Array,
  channel: number,
  channels: number,
): Float64Array {
  const size = sizeOfShape(shape);
  const inRow = size / channels;
  const used = Math.max(1, Math.min(rows.length, Math.floor(mostCells / inRow)));
  const cells = new Float64Array(used * inRow);
  let at = 0;
  for (let index = 0; index < used; index++) {
    const row = rows[Math.floor((index * rows.length) / used)] as number;
    for (let cell = channel; cell < size; cell += channels) {
      const isStep = padding === undefined || values[row * size + cell - channel + channels - 1] !== 0;
      if (isStep) cells[at++] = values[row * size + cell] as number;
    }
  }
  return cells.subarray(0, at);
}
