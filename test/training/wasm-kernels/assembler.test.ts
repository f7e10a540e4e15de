import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/training/wasm-kernels/code/assembler.ts';
import {
  advance,
  choose,
  f32,
  f32x4,
  forEach,
  i32,
  ifThen,
  maximum,
  minimum,
  v128,
  whileLoop,
} from '../../../src/training/wasm-kernels/code/instructions.ts';
import { overFloats } from '../../../src/training/wasm-kernels/code/over-floats.ts';
import { type Code, call, routine } from '../../../src/training/wasm-kernels/code/routine.ts';

declare const WebAssembly: { readonly Memory: new (limits: object) => { readonly buffer: ArrayBuffer } };

const memory = new WebAssembly.Memory({ initial: 1 });
const integers = new Int32Array(memory.buffer);
const floats = new Float32Array(memory.buffer);

/** Stores each value at address 0, 4, 8, … and reads them back. */
function evaluate(...values: readonly Code[]): number[] {
  const code = values.map((value, index) => i32.store(i32.const(4 * index), value));
  assemble([routine('evaluate', {}, () => code)], memory).evaluate?.();
  return [...integers.subarray(0, values.length)];
}

describe('the assembler', () => {
  it('encodes whole numbers of every length', () => {
    const numbers = [0, 1, 63, 64, -1, -64, -65, 127, 128, 8191, 8192, -8192, -8193, 2 ** 31 - 1, -(2 ** 31)];
    expect(evaluate(...numbers.map(i32.const))).toEqual(numbers);
  });

  it('computes with them', () => {
    const [seven, minusTwo] = [i32.const(7), i32.const(-2)];
    expect(
      evaluate(
        i32.add(seven, minusTwo, seven),
        i32.sub(seven, minusTwo),
        i32.mul(seven, minusTwo),
        i32.div(seven, minusTwo),
        i32.rem(seven, minusTwo),
        i32.lt(minusTwo, seven),
        i32.below(minusTwo, seven),
        minimum(seven, minusTwo),
        maximum(seven, minusTwo),
        choose(i32.eqz(seven), seven, minusTwo),
      ),
    ).toEqual([12, 9, -14, -3, 1, 1, 0, -2, 7, -2]);
  });

  it('loops as often as it should, and not at all where it should not', () => {
    const sumBelow = routine('sum', { limit: 'i32', step: 'i32' }, ({ limit }, allot) => {
      const [index, sum] = [allot('i32'), allot('i32')];
      return [
        forEach(index, limit, advance(sum, index), 3),
        i32.store(i32.const(0), sum),
        whileLoop(i32.gt(limit, i32.const(100)), limit.set(i32.const(0))),
        ifThen(limit, i32.store(i32.const(4), i32.const(1)), i32.store(i32.const(4), i32.const(2))),
      ];
    });
    const { sum } = assemble([sumBelow], memory);
    const results = [-5, 0, 1, 10, 1000].map((limit) => {
      sum?.(limit, 3);
      return [...integers.subarray(0, 2)];
    });
    const expected = (limit: number) =>
      Array.from({ length: Math.max(0, Math.ceil(limit / 3)) }, (_, index) => 3 * index).reduce(
        (a, b) => a + b,
        0,
      );
    expect(results).toEqual([
      [0, 1],
      [0, 2],
      [0, 1],
      [expected(10), 1],
      [expected(1000), 2],
    ]);
  });

  it('takes along the routines that are called, once each, and more than 127 variables', () => {
    const addTo = routine('add-to', { address: 'i32', value: 'f32' }, ({ address, value }) =>
      f32.store(address, f32.div(value, f32.const(4)), 400),
    );
    const many = routine('many', { address: 'i32', value: 'f32' }, ({ address, value }, allot) => {
      const variables = Array.from({ length: 200 }, () => allot('i32'));
      const last = variables.at(-1);
      return last === undefined
        ? []
        : [
            last.set(address),
            call(addTo, { value, address: last }),
            call(addTo, { address: i32.const(8), value }),
          ];
    });
    assemble([many], memory).many?.(4, 10);
    expect([floats[101], floats[102]]).toEqual([2.5, 2.5]);
  });

  it('leaves what lies behind the last of a count as it was, in fours and singly', () => {
    const negate = routine('negate', { x: 'i32', truths: 'i32', count: 'i32' }, ({ x, truths, count }) =>
      overFloats(
        count,
        [x],
        ({ load, store, storeBits, loadBits }) => [
          storeBits(truths, f32x4.lt(load(x), v128.zero)),
          store(x, v128.select(loadBits(truths), f32x4.neg(load(x)), f32x4.add(load(x), f32x4.const(1)))),
        ],
        [truths],
      ),
    );
    const run = assemble([negate], memory).negate;
    const bytes = new Uint8Array(memory.buffer, 1000, 12);
    for (let count = 0; count <= 9; count++) {
      for (let index = 0; index < 12; index++) floats[index] = index % 2 === 0 ? index : -index;
      bytes.fill(9);
      run?.(0, 1000, count);
      const expected = (index: number) => (index % 2 === 0 ? index + 1 : index);
      const untouched = (index: number) => (index % 2 === 0 ? index : -index);
      const indices = Array.from({ length: 12 }, (_, index) => index);
      expect([...floats.subarray(0, 12)]).toEqual(
        indices.map((index) => (index < count ? expected(index) : untouched(index))),
      );
      expect([...bytes]).toEqual(indices.map((index) => (index < count ? index % 2 : 9)));
    }
  });
});
