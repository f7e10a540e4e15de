import { divided, passWork } from '../code/division.ts';
import { advance, f32, f32x4, forEach, i32, maximum, minimum, v128 } from '../code/instructions.ts';
import { type Access, overFloats } from '../code/over-floats.ts';
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
  /** Addresses of the images, the pooled images and, for gradients, their gradients. */
  x: 'i32',
  y: 'i32',
  dx: 'i32',
  dy: 'i32',
  ...windowParameters,
} as const;

type Name = keyof typeof parameters;

/** The code for four channels (or one) of a window: before its pixels, at each pixel, and after them. */
interface Pooling {
  begin(access: Access): Code;
  pixel(access: Access, x: Code, dx: Code): Code;
  end(access: Access): Code;
}

/** Addresses of y and dy, and `share`: 1 / (number of the window's pixels inside the image). */
type Window = Readonly<Record<'y' | 'dy' | 'share', Variable>>;

/** low = max(start, 0) and high = min(start + length, limit). */
function clip(start: Code, [low, high]: [Variable, Variable], [length, limit]: [Code, Code]): Code {
  return [high.set(minimum(i32.add(start, length), limit)), low.set(maximum(start, i32.const(0)))];
}

/** Visits the windows of all outputs, clipped to the image, and the channels of each. */
function pool(name: string, pooling: (window: Window, allot: Allot) => Pooling): Routine<Name> {
  const whole = routine(name, parameters, (p, allot) => {
    const [row, column, image] = [allot('i32'), allot('i32'), allot('i32')];
    const [top, bottom, left, right] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const share = allot('v128');
    const pixels = i32.mul(i32.sub(bottom, top), i32.sub(right, left));
    const edges = { top, bottom, left, right, image };
    return [
      image.set(i32.const(0)),
      forEach(allot('i32'), p.batch, [
        forEach(row, p.outHeight, [
          clip(i32.sub(i32.mul(row, p.strideHeight), p.padTop), [top, bottom], [p.filterHeight, p.inHeight]),
          forEach(column, p.outWidth, [
            clip(
              i32.sub(i32.mul(column, p.strideWidth), p.padLeft),
              [left, right],
              [p.filterWidth, p.inWidth],
            ),
            share.set(f32x4.splat(f32.div(f32.const(1), f32.convert(pixels)))),
            overChannels(p, edges, pooling({ y: p.y, dy: p.dy, share }, allot), allot),
          ]),
        ]),
        advance(image, i32.mul(p.inHeight, p.inWidth, p.channels, i32.const(4))),
      ]),
    ];
  });
  return divided(whole, (value) => {
    const [image, pooled] = [
      value('inHeight') * value('inWidth') * value('channels'),
      value('outHeight') * value('outWidth') * value('channels'),
    ];
    const steps = { x: 4 * image, dx: 4 * image, y: 4 * pooled, dy: 4 * pooled };
    const pixels = pooled * value('filterHeight') * value('filterWidth');
    return { along: 'batch', unit: 1, steps, work: passWork * value('batch') * pixels };
  });
}

type Edges = Readonly<Record<'top' | 'bottom' | 'left' | 'right' | 'image', Variable>>;

function overChannels(p: Variables<Name>, edges: Edges, pooling: Pooling, allot: Allot): Code {
  const [count, offset, line, pixel] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
  const [y, x] = [allot('i32'), allot('i32')];
  const channelBytes = i32.shiftLeft(p.channels, i32.const(2));
  const corner = i32.mul(i32.add(i32.mul(edges.top, p.inWidth), edges.left), channelBytes);
  return [
    count.set(p.channels),
    offset.set(i32.add(edges.image, corner)),
    overFloats(count, [offset, p.y, p.dy], (access) => [
      line.set(offset),
      pooling.begin(access),
      forEach(y, i32.sub(edges.bottom, edges.top), [
        pixel.set(line),
        forEach(x, i32.sub(edges.right, edges.left), [
          pooling.pixel(access, i32.add(p.x, pixel), i32.add(p.dx, pixel)),
          advance(pixel, channelBytes),
        ]),
        advance(line, i32.mul(p.inWidth, channelBytes)),
      ]),
      pooling.end(access),
    ]),
  ];
}

const nothing = (): Code => [];

/** y = the window's maximum. */
export const maxPool = pool('max-pool', ({ y }, allot) => {
  const largest = allot('v128');
  return {
    begin: () => largest.set(f32x4.const(-Infinity)),
    pixel: ({ load }, x) => largest.set(f32x4.max(largest, load(x))),
    end: ({ store }) => store(y, largest),
  };
});

/** dx += dy at the first pixel with the window's maximum. */
export const maxPoolGradient = pool('max-pool-gradient', ({ y, dy }, allot) => {
  const [largest, gradient, isHere] = [allot('v128'), allot('v128'), allot('v128')];
  return {
    begin: ({ load }) => [largest.set(load(y)), gradient.set(load(dy))],
    pixel: ({ load, store }, x, dx) => [
      isHere.set(f32x4.eq(load(x), largest)),
      store(dx, f32x4.add(load(dx), v128.and(gradient, isHere))),
      gradient.set(v128.andNot(gradient, isHere)),
    ],
    end: nothing,
  };
});

/** y = the mean of the window's pixels, without padding. */
export const averagePool = pool('average-pool', ({ y, share }, allot) => {
  const sum = allot('v128');
  return {
    begin: () => sum.set(v128.zero),
    pixel: ({ load }, x) => sum.set(f32x4.add(sum, load(x))),
    end: ({ store }) => store(y, f32x4.mul(sum, share)),
  };
});

/** dx += dy / (number of the window's pixels), at each pixel. */
export const averagePoolGradient = pool('average-pool-gradient', ({ dy, share }, allot) => {
  const gradient = allot('v128');
  return {
    begin: ({ load }) => gradient.set(f32x4.mul(load(dy), share)),
    pixel: ({ load, store }, _, dx) => store(dx, f32x4.add(load(dx), gradient)),
    end: nothing,
  };
});
