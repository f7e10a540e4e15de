import { advance, f32x4, forEach, i32, ifThen, maximum, minimum, v128 } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import {
  type Allot,
  type Code,
  type Routine,
  routine,
  type Variable,
  type Variables,
} from '../code/routine.ts';
import { windowParameters } from './window.ts';

const parameters = {
  x: 'i32',
  patches: 'i32',
  /** The range of patches; a patch is an output position, counted over the whole batch. */
  first: 'i32',
  count: 'i32',
  ...windowParameters,
} as const;

type Name = keyof typeof parameters;

/** The code for floats of a patch inside the image, and for those in its padding. */
interface Motion {
  inside(count: Variable, patch: Variable, pixel: Variable): Code;
  outside(count: Variable, patch: Variable): Code;
}

const copyOut: Motion = {
  inside: (count, patch, pixel) =>
    overFloats(count, [patch, pixel], ({ load, store }) => store(patch, load(pixel))),
  outside: (count, patch) => overFloats(count, [patch], ({ store }) => store(patch, v128.zero)),
};

const addBack: Motion = {
  inside: (count, patch, pixel) =>
    overFloats(count, [patch, pixel], ({ load, store }) => store(pixel, f32x4.add(load(pixel), load(patch)))),
  outside: (count, patch) => advance(patch, i32.shiftLeft(count, i32.const(2))),
};

function walk(name: string, motion: Motion): Routine<Name> {
  return routine(name, parameters, (p, allot) => {
    const [image, row, column, patch] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const rowFloats = i32.mul(p.inWidth, p.channels);
    const imageBytes = i32.mul(rowFloats, p.inHeight, i32.const(4));
    const line = i32.div(p.first, p.outWidth);
    return [
      patch.set(p.patches),
      column.set(i32.rem(p.first, p.outWidth)),
      row.set(i32.rem(line, p.outHeight)),
      image.set(i32.add(p.x, i32.mul(i32.div(line, p.outHeight), imageBytes))),
      forEach(allot('i32'), p.count, [
        onePatch(p, { image, row, column, patch }, motion, allot),
        advance(column, i32.const(1)),
        ifThen(i32.eq(column, p.outWidth), [column.set(i32.const(0)), advance(row, i32.const(1))]),
        ifThen(i32.eq(row, p.outHeight), [row.set(i32.const(0)), advance(image, imageBytes)]),
      ]),
    ];
  });
}

type Place = Readonly<Record<'image' | 'row' | 'column' | 'patch', Variable>>;

/** Processes a patch by filter rows. Without dilation, the taps of a row are contiguous and are moved together. */
function onePatch(p: Variables<Name>, place: Place, motion: Motion, allot: Allot): Code {
  const [y, x, taps] = [allot('i32'), allot('i32'), allot('i32')];
  const isDense = i32.eq(p.dilationWidth, i32.const(1));
  const run = oneRun(p, { ...place, y, x, taps }, motion, allot);
  const left = i32.sub(i32.mul(place.column, p.strideWidth), p.padLeft);
  return [
    y.set(i32.sub(i32.mul(place.row, p.strideHeight), p.padTop)),
    forEach(allot('i32'), p.filterHeight, [
      x.set(left),
      ifThen(
        isDense,
        [taps.set(p.filterWidth), run],
        [forEach(allot('i32'), p.filterWidth, [taps.set(i32.const(1)), run, advance(x, p.dilationWidth)])],
      ),
      advance(y, p.dilationHeight),
    ]),
  ];
}

type Run = Readonly<Record<'image' | 'patch' | 'y' | 'x' | 'taps', Variable>>;

/** Processes contiguous taps from column x of row y: some before the image, some in it, some after it. */
function oneRun(p: Variables<Name>, { image, patch, y, x, taps }: Run, motion: Motion, allot: Allot): Code {
  const [before, end, count, pixel] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
  const floatsOf = (number: Code) => i32.mul(number, p.channels);
  return [
    before.set(minimum(maximum(i32.sub(i32.const(0), x), i32.const(0)), taps)),
    ifThen(i32.eqz(i32.below(y, p.inHeight)), before.set(taps)),
    end.set(maximum(minimum(i32.sub(p.inWidth, x), taps), before)),
    [count.set(floatsOf(before)), motion.outside(count, patch)],
    pixel.set(i32.mul(i32.add(i32.mul(y, p.inWidth), x, before), p.channels)),
    pixel.set(i32.add(image, i32.shiftLeft(pixel, i32.const(2)))),
    [count.set(floatsOf(i32.sub(end, before))), motion.inside(count, patch, pixel)],
    [count.set(floatsOf(i32.sub(taps, end))), motion.outside(count, patch)],
  ];
}

/** Writes a matrix with a row for each output position: the pixels under the filter, zeros in the padding (im2col). */
export const unfold = walk('unfold', copyOut);

/** The transpose of `unfold`: adds each row of the matrix to the pixels from which it came (col2im). */
export const fold = walk('fold', addBack);

/**
 * Writes the transposed matrix of `unfold`, for images of one channel and filters of stride 1. The pixels of a tap
 * along a line of outputs are contiguous, a longer run than a filter's row. `first` and `count` cover whole lines.
 */
export const unfoldLines = routine('unfold-lines', parameters, (p, allot) => {
  const [line, row, image] = [allot('i32'), allot('i32'), allot('i32')];
  const [filterRow, filterColumn, tap] = [allot('i32'), allot('i32'), allot('i32')];
  const place = { image, y: allot('i32'), x: allot('i32'), taps: p.outWidth, patch: allot('i32') };
  const imageBytes = i32.mul(p.inWidth, p.inHeight, i32.const(4));
  const firstLine = i32.div(p.first, p.outWidth);
  return [
    row.set(i32.rem(firstLine, p.outHeight)),
    image.set(i32.add(p.x, i32.mul(i32.div(firstLine, p.outHeight), imageBytes))),
    forEach(line, i32.div(p.count, p.outWidth), [
      [tap.set(p.patches), place.y.set(i32.sub(i32.mul(row, p.strideHeight), p.padTop))],
      forEach(filterRow, p.filterHeight, [
        place.x.set(i32.sub(i32.const(0), p.padLeft)),
        forEach(filterColumn, p.filterWidth, [
          [place.patch.set(tap), oneRun(p, place, copyOut, allot)],
          advance(tap, i32.shiftLeft(p.count, i32.const(2))),
          advance(place.x, p.dilationWidth),
        ]),
        advance(place.y, p.dilationHeight),
      ]),
      [advance(p.patches, i32.shiftLeft(p.outWidth, i32.const(2))), advance(row, i32.const(1))],
      ifThen(i32.eq(row, p.outHeight), [row.set(i32.const(0)), advance(image, imageBytes)]),
    ]),
  ];
});
