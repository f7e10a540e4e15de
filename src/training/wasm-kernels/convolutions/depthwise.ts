import { advance, f32x4, forEach, i32, ifThen } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Code, type Routine, routine, type Variable } from '../code/routine.ts';
import { windowParameters } from './window.ts';

const parameters = { x: 'i32', filter: 'i32', y: 'i32', ...windowParameters } as const;

export type DepthwiseRoutine = Routine<keyof typeof parameters>;

/** Addresses of the channels of a pixel, a filter tap and an output. */
type Meeting = Readonly<Record<'pixel' | 'tap' | 'output', Variable>>;

/** Visits each output with each pixel in its window and the tap between them. */
function overMeetings(name: string, visit: (count: Variable, meeting: Meeting) => Code): DepthwiseRoutine {
  return routine(name, parameters, (p, allot) => {
    const [row, column, tapStart] = [allot('i32'), allot('i32'), allot('i32')];
    const [y, x, count] = [allot('i32'), allot('i32'), allot('i32')];
    const meeting = { pixel: allot('i32'), tap: allot('i32'), output: allot('i32') };
    const channelBytes = i32.shiftLeft(p.channels, i32.const(2));
    const isInside = i32.and(i32.below(y, p.inHeight), i32.below(x, p.inWidth));
    const meet = [
      meeting.pixel.set(i32.add(p.x, i32.mul(i32.add(i32.mul(y, p.inWidth), x), channelBytes))),
      [meeting.tap.set(tapStart), meeting.output.set(p.y), count.set(p.channels), visit(count, meeting)],
    ];
    const output = [
      tapStart.set(p.filter),
      y.set(i32.sub(i32.mul(row, p.strideHeight), p.padTop)),
      forEach(allot('i32'), p.filterHeight, [
        x.set(i32.sub(i32.mul(column, p.strideWidth), p.padLeft)),
        forEach(allot('i32'), p.filterWidth, [
          ifThen(isInside, meet),
          [advance(tapStart, channelBytes), advance(x, p.dilationWidth)],
        ]),
        advance(y, p.dilationHeight),
      ]),
      advance(p.y, channelBytes),
    ];
    return forEach(allot('i32'), p.batch, [
      forEach(row, p.outHeight, forEach(column, p.outWidth, output)),
      advance(p.x, i32.mul(p.inHeight, p.inWidth, channelBytes)),
    ]);
  });
}

/** sum[c] += a[c] · b[c]. */
function multiplyAdd(count: Variable, [sum, a, b]: readonly [Variable, Variable, Variable]): Code {
  return overFloats(count, [sum, a, b], ({ load, store }) =>
    store(sum, f32x4.add(load(sum), f32x4.mul(load(a), load(b)))),
  );
}

/** y[output] += x[pixel] · w[tap]. */
export const depthwise = overMeetings('depthwise', (count, { pixel, tap, output }) =>
  multiplyAdd(count, [output, pixel, tap]),
);

/** dx[pixel] += dy[output] · w[tap]. */
export const depthwiseInputGradient = overMeetings('depthwise-input', (count, { pixel, tap, output }) =>
  multiplyAdd(count, [pixel, output, tap]),
);

/** dw[tap] += dy[output] · x[pixel]. */
export const depthwiseFilterGradient = overMeetings('depthwise-filter', (count, { pixel, tap, output }) =>
  multiplyAdd(count, [tap, output, pixel]),
);
