import { advance, choose, i32, ifThen, whileLoop } from '../../training/wasm-kernels/code/instructions.ts';
import type { Allot, Code, Variable } from '../../training/wasm-kernels/code/routine.ts';
import { f64, i64, u16 } from '../../training/wasm-kernels/code/scalars.ts';
import { powerCount, powersAt } from './memory-plan.ts';

const [minus, plus, zero] = [0x2d, 0x2b, 0x30].map(i32.const) as [Code, Code, Code];
/** The code unit of a point less that of 0. */
const point = i32.const(-2);
/** Digits that are an exact double together, and the most in all. */
const [headDigits, mostDigits] = [15, 22];
const lowBits = 2n ** 26n - 1n;
const halver = f64.const(2 ** 27 + 1);
const pairError = f64.const(2 ** -98);

export interface Cell {
  readonly at: Variable;
  readonly end: Variable;
  readonly number: Variable;
  readonly stopsAtPoint: Variable;
  readonly stop: Code;
}

/** Sets the number of the cell between two addresses. */
export function decimal({ at, end, number, stopsAtPoint, stop }: Cell, allot: Allot): Code {
  const [sign, first, digit, pointAt] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
  const [significant, places] = [allot('i32'), allot('i32')];
  const [digits, power] = [allot('i64'), allot('f64')];
  const isPoint = i32.and(i32.eq(digit, point), i32.eqz(pointAt));
  const hasPoint = i32.ne(pointAt, i32.const(0));
  const shortest = choose(hasPoint, i32.const(2), i32.const(0));
  const behindPoint = i32.shiftRight(i32.sub(end, pointAt, i32.const(2)), i32.const(1));
  const isExact = i32.and(i64.below(digits, i64.const(2n ** 53n)), i32.lt(significant, i32.const(20)));
  return [
    sign.set(u16.load(at)),
    // No branch: half of the signs of some columns would be predicted wrongly.
    advance(at, i32.shiftLeft(i32.or(i32.eq(sign, minus), i32.eq(sign, plus)), i32.const(1))),
    [first.set(at), pointAt.set(i32.const(0)), significant.set(i32.const(0)), digits.set(i64.const(0n))],
    whileLoop(i32.lt(at, end), [
      digit.set(i32.sub(u16.load(at), zero)),
      ifThen(
        i32.below(digit, i32.const(10)),
        [
          digits.set(i64.add(i64.mul(digits, i64.const(10n)), i64.extend(digit))),
          significant.set(i32.add(significant, i32.ne(i32.or(significant, digit), i32.const(0)))),
        ],
        [ifThen(i32.eqz(isPoint), stop), pointAt.set(at)],
      ),
      advance(at, i32.const(2)),
    ]),
    places.set(choose(hasPoint, behindPoint, i32.const(0))),
    ifThen(
      i32.or(
        i32.or(i32.ge(shortest, i32.sub(end, first)), i32.ge(places, i32.const(powerCount))),
        i32.and(hasPoint, stopsAtPoint),
      ),
      stop,
    ),
    power.set(f64.load(i32.shiftLeft(places, i32.const(3)), powersAt)),
    ifThen(
      isExact,
      number.set(f64.div(f64.convert(digits), power)),
      longQuotient({ first, end, number, significant, power, stop }, allot),
    ),
    number.set(choose(i32.eq(sign, minus), f64.neg(number), number)),
  ];
}

interface LongCell extends Omit<Cell, 'at' | 'stopsAtPoint'> {
  readonly first: Variable;
  readonly significant: Variable;
  readonly power: Variable;
}

/** The quotient of more digits than a double has, in the steps of `readDecimal`. */
function longQuotient({ first, end, number, significant, power, stop }: LongCell, allot: Allot): Code {
  const [digit, count] = [allot('i32'), allot('i32')];
  const [head, tail] = [allot('i64'), allot('i64')];
  const [raised, large, small, digits, correction, slack] = [
    allot('f64'),
    allot('f64'),
    allot('f64'),
    allot('f64'),
    allot('f64'),
    allot('f64'),
  ];
  const append = (to: Variable) => to.set(i64.add(i64.mul(to, i64.const(10n)), i64.extend(digit)));
  const error = productError(number, power, allot);
  const left = f64.add(f64.sub(f64.sub(digits, large), small), error.value);
  const sum = (of: (a: Code, b: Code) => Code) => f64.add(number, of(correction, slack));
  return [
    ifThen(i32.gt(significant, i32.const(mostDigits)), stop),
    [count.set(i32.const(0)), head.set(i64.const(0n)), tail.set(i64.const(0n))],
    whileLoop(i32.lt(first, end), [
      digit.set(i32.sub(u16.load(first), zero)),
      ifThen(i32.ne(digit, point), [
        count.set(i32.add(count, i32.ne(i32.or(count, digit), i32.const(0)))),
        ifThen(i32.lt(count, i32.const(headDigits + 1)), append(head), append(tail)),
      ]),
      advance(first, i32.const(2)),
    ]),
    raised.set(f64.load(i32.shiftLeft(i32.sub(significant, i32.const(headDigits)), i32.const(3)), powersAt)),
    large.set(f64.mul(f64.convert(i64.and(head, i64.const(~lowBits))), raised)),
    small.set(f64.add(f64.mul(f64.convert(i64.and(head, i64.const(lowBits))), raised), f64.convert(tail))),
    digits.set(f64.add(large, small)),
    number.set(f64.div(digits, power)),
    error.steps,
    correction.set(f64.div(f64.sub(f64.sub(digits, f64.mul(number, power)), left), power)),
    slack.set(f64.mul(number, pairError)),
    ifThen(i32.eqz(f64.eq(sum(f64.sub), sum(f64.add))), stop),
    number.set(sum(f64.sub)),
  ];
}

/** The exact product of two doubles, minus the rounded one. */
function productError(one: Code, other: Code, allot: Allot): { readonly steps: Code; readonly value: Code } {
  const [scaled, high, wide, low, narrow] = [
    allot('f64'),
    allot('f64'),
    allot('f64'),
    allot('f64'),
    allot('f64'),
  ];
  const upperHalf = (value: Code) => [
    scaled.set(f64.mul(halver, value)),
    f64.sub(scaled, f64.sub(scaled, value)),
  ];
  const rest = [f64.mul(high, wide), f64.mul(low, wide), f64.mul(high, narrow)].reduce<Code>(
    (left, product) => f64.sub(left, product),
    f64.mul(one, other),
  );
  return {
    steps: [
      [high.set(upperHalf(one)), wide.set(upperHalf(other))],
      [low.set(f64.sub(one, high)), narrow.set(f64.sub(other, wide))],
    ],
    value: f64.sub(f64.mul(low, narrow), rest),
  };
}
