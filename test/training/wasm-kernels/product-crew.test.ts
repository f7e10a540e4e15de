import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import { adam } from '../../../src/training/optimizers/update-routines.ts';
import { assemble } from '../../../src/training/wasm-kernels/code/assembler.ts';
import type { Division, Routine } from '../../../src/training/wasm-kernels/code/routine.ts';
import { averagePoolGradient, maxPool } from '../../../src/training/wasm-kernels/convolutions/pool.ts';
import { combinations } from '../../../src/training/wasm-kernels/elementwise/binary.ts';
import { fill } from '../../../src/training/wasm-kernels/elementwise/fill.ts';
import { rectifiedSum, rectifierGradient } from '../../../src/training/wasm-kernels/elementwise/rectifier.ts';
import { mappings } from '../../../src/training/wasm-kernels/elementwise/unary.ts';
import { gemm } from '../../../src/training/wasm-kernels/gemm/gemm.ts';
import { sum } from '../../../src/training/wasm-kernels/reductions/reduce.ts';
import { ProductCrew } from '../../../src/training/wasm-kernels/threads/product-crew.ts';
import { scratchBytes } from '../../../src/training/wasm-kernels/threads/scratch.ts';
import { winograd, winogradFilterGradient } from '../../../src/training/wasm-kernels/winograd/winograd.ts';
import { noMoreThreads } from '../../files/no-more-threads.ts';

interface Shared {
  readonly buffer: SharedArrayBuffer;
}

declare const WebAssembly: { readonly Memory: new (limits: object) => Shared };

const memory = new WebAssembly.Memory({ initial: 512, maximum: 65_536, shared: true });
const floats = new Float32Array(memory.buffer);
const allocator = (start: number) => {
  let end = start;
  return (bytes: number) => {
    end += Math.ceil(bytes / 16) * 16;
    return end - Math.ceil(bytes / 16) * 16;
  };
};
const forThreads = allocator(16 * 2 ** 20);
const scratch = forThreads(scratchBytes);
const alone = assemble([gemm], memory).gemm as (...operands: number[]) => void;
const sizes = [2, 3, 5];
const crews = sizes.map((size) => new ProductCrew(memory, size, forThreads));
const readyThreads = () => crews.map((crew) => 1 + crew.ready().length);

interface Shape {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  readonly transposes: readonly [a: boolean, b: boolean];
  readonly initial: 'zeros' | 'bias' | 'itself';
}

/** The operands of a product of random matrices behind one another, and where its result is. */
function operandsOf({ rows, depth, columns, transposes: [transposeA, transposeB], initial }: Shape) {
  const allocate = allocator(64);
  const random = randomFor('crew', `${rows}x${depth}x${columns}`);
  const matrix = (count: number) => {
    const address = allocate(4 * count);
    for (let index = 0; index < count; index++) floats[address / 4 + index] = random.next() - 0.5;
    return address;
  };
  const [a, b, bias, c] = [
    matrix(rows * depth),
    matrix(depth * columns),
    matrix(columns),
    matrix(rows * columns),
  ];
  const named = {
    ...{ a, aRow: transposeA ? 4 : 4 * depth, aDepth: transposeA ? 4 * rows : 4 },
    ...{ b, bDepth: transposeB ? 4 : 4 * columns, bColumn: transposeB ? 4 * depth : 4 },
    ...{ initial: { zeros: 0, bias, itself: c }[initial] },
    initialRow: initial === 'itself' ? 4 * columns : 0,
    initialColumn: initial === 'zeros' ? 0 : 4,
    ...{ c, cRow: 4 * columns, rows, columns, depth, lower: -2, upper: 2, scratch },
  };
  const operands = Object.keys(gemm.parameters).map((name) => named[name as keyof typeof named]);
  return { operands, result: new Uint8Array(memory.buffer, c, 4 * rows * columns) };
}

const shapes: readonly Shape[] = [
  { rows: 64, depth: 300, columns: 301, transposes: [false, false], initial: 'bias' },
  { rows: 64, depth: 700, columns: 90, transposes: [false, true], initial: 'zeros' },
  { rows: 513, depth: 40, columns: 200, transposes: [true, false], initial: 'itself' },
  { rows: 2003, depth: 75, columns: 17, transposes: [false, false], initial: 'bias' },
  { rows: 1000, depth: 260, columns: 7, transposes: [true, true], initial: 'itself' },
  { rows: 5, depth: 600, columns: 700, transposes: [false, true], initial: 'bias' },
];

interface Geometry {
  readonly images: number;
  readonly side: number;
  readonly channels: number;
  readonly outChannels: number;
}

const convolutions: readonly Geometry[] = [
  { images: 7, side: 13, channels: 16, outChannels: 40 },
  { images: 40, side: 20, channels: 8, outChannels: 8 },
];

/** The routines of a convolution by tiles and of its filter's gradient, with random images, and where their results are. */
function convolutionCalls({ images, side, channels, outChannels }: Geometry) {
  const allocate = allocator(64);
  const random = randomFor('crew', `${images}x${side}x${channels}x${outChannels}`);
  const numbers = (count: number) => {
    const address = allocate(4 * count);
    for (let index = 0; index < count; index++) floats[address / 4 + index] = random.next() - 0.5;
    return address;
  };
  const tilesAcross = Math.ceil(side / 2);
  const tiles = images * tilesAcross ** 2;
  const [groups, entries] = [4, 16 * channels * outChannels];
  const [imageFloats, outFloats] = [images * side ** 2 * channels, images * side ** 2 * outChannels];
  const [x, dy, panels, y, products] = [
    ...[numbers(imageFloats), numbers(outFloats), numbers(entries), numbers(outFloats)],
    numbers(groups * entries),
  ] as [number, number, number, number, number];
  const shape = {
    ...{ height: side, width: side, channels, padTop: 1, padLeft: 1 },
    ...{ outHeight: side, outWidth: side, outChannels, tilesDown: tilesAcross, tilesAcross },
    ...{ block: 44, scratch },
  };
  const named = {
    winograd: {
      ...{ x, panels, y, bias: panels, biasStep: 16, lower: -1, upper: 2, first: 0, count: tiles, ...shape },
    },
    gradient: {
      x,
      dy,
      products,
      first: 0,
      count: groups,
      groupTiles: Math.ceil(tiles / groups),
      tiles,
      ...shape,
    },
  };
  const call = (routine: Routine, operands: object, [address, count]: readonly [number, number]) => ({
    routine,
    operands: Object.keys(routine.parameters).map(
      (name) => (operands as Record<string, number>)[name] as number,
    ),
    result: new Uint8Array(memory.buffer, address, 4 * count),
  });
  return [
    call(winograd, named.winograd, [y, outFloats]),
    call(winogradFilterGradient, named.gradient, [products, groups * entries]),
  ];
}

/** A call of a routine that passes over tensors, and the bytes that it changes. */
type Pass = () => { readonly routine: Routine; readonly operands: number[]; readonly results: Uint8Array[] };

function passOf<Name extends string>(
  routine: Routine<Name>,
  tensors: Partial<Record<NoInfer<Name>, number>>,
  changed: readonly NoInfer<Name>[],
  numbers: Partial<Record<NoInfer<Name>, number>>,
): Pass {
  return () => {
    const allocate = allocator(64);
    const random = randomFor('crew', routine.name);
    const given: Record<string, number> = { ...numbers } as Record<string, number>;
    for (const [name, count] of Object.entries(tensors) as [Name, number][]) {
      const address = allocate(4 * count);
      for (let index = 0; index < count; index++) floats[address / 4 + index] = random.next();
      given[name] = address;
    }
    return {
      routine,
      operands: Object.keys(routine.parameters).map((name) => given[name] ?? 0),
      results: changed.map((name) => new Uint8Array(memory.buffer, given[name], 4 * (tensors[name] ?? 0))),
    };
  };
}

const tensors = { ...combinations, ...mappings };
const count = 100_003;
const window = {
  ...{ batch: 7, inHeight: 31, inWidth: 30, outHeight: 15, outWidth: 15, channels: 24 },
  ...{ filterHeight: 3, filterWidth: 3, strideHeight: 2, strideWidth: 2, padTop: 0, padLeft: 0 },
  ...{ dilationHeight: 1, dilationWidth: 1 },
};
const [image, pooled] = [7 * 31 * 30 * 24, 7 * 15 * 15 * 24];
const passes: Readonly<Record<string, Pass>> = {
  function: passOf(tensors.Tanh, { x: count, y: count }, ['y'], { count }),
  'sum of two': passOf(tensors.Add, { a: count, b: count, out: count }, ['out'], {
    ...{ aColumn: 4, bColumn: 4, rows: 1, columns: count },
  }),
  'product with a number': passOf(tensors.Multiply, { a: count, b: 1, out: count }, ['out'], {
    ...{ aColumn: 4, rows: 1, columns: count },
  }),
  'sum with a row': passOf(tensors.Add, { a: 24 * 5001, b: 24, out: 24 * 5001 }, ['out'], {
    ...{ aRow: 96, aColumn: 4, bColumn: 4, rows: 5001, columns: 24 },
  }),
  comparison: passOf(tensors.Greater, { a: count, b: count, out: count }, ['out'], {
    ...{ aColumn: 4, bColumn: 4, rows: 1, columns: count },
  }),
  fill: passOf(fill, { to: 2 * count }, ['to'], { count: 2 * count, value: 7 }),
  'sum of rows': passOf(sum, { x: 41 * 6001, out: 41 }, ['out'], {
    ...{ outer: 1, count: 6001, inner: 41, row: 4 * 41, scale: 0.5 },
  }),
  'sums in rows': passOf(sum, { x: 41 * 6001, out: 6001 }, ['out'], {
    ...{ outer: 6001, count: 41, inner: 1, row: 4, scale: 1 },
  }),
  'sum of rows of several': passOf(sum, { x: 71 * 50 * 100, out: 71 * 100 }, ['out'], {
    ...{ outer: 71, count: 50, inner: 100, row: 400, scale: 1 },
  }),
  pooling: passOf(maxPool, { x: image, y: pooled }, ['y'], window),
  'gradient of pooling': passOf(averagePoolGradient, { dx: image, dy: pooled }, ['dx'], window),
  'rectified sum': passOf(rectifiedSum, { x: 24 * 5001, bias: 24, y: 24 * 5001 }, ['y'], {
    ...{ rows: 5001, columns: 24 },
  }),
  'gradient of a rectifier': passOf(
    rectifierGradient,
    { y: 41 * 6001, dy: 41 * 6001, dx: 41 * 6001, sums: 41 },
    ['dx', 'sums'],
    { isFirst: 1, rows: 6001, columns: 41, row: 4 * 41 },
  ),
  update: passOf(
    adam,
    { theta: count, gradient: count, first: count, second: count },
    ['theta', 'first', 'second'],
    {
      ...{ count, kept: 0.99, scale: 0.5, rate: 0.01, firstDecay: 0.9, secondDecay: 0.999 },
      ...{ firstRest: 0.1, secondRest: 0.001, correction: 1.5 },
    },
  ),
};

describe('several threads', () => {
  beforeAll(() => vi.waitUntil(() => readyThreads().join() === sizes.join(), 60_000), 60_000);

  test.each(shapes)('give a product the bits that one gives it: %o', (shape) => {
    const { operands, result } = operandsOf(shape);
    alone(...operands);
    const expected = Uint8Array.from(result);
    for (const crew of crews) {
      for (let time = 0; time < 3; time++) {
        operandsOf(shape);
        crew.make({ routine: gemm, run: alone, operands });
        expect(Buffer.compare(result, expected)).toBe(0);
      }
    }
  });

  test('are as many as shared memory says at the time', () => {
    const { operands, result } = operandsOf(shapes[0] as Shape);
    alone(...operands);
    const expected = Uint8Array.from(result);
    const crew = crews.at(-1) as ProductCrew;
    const count = new Int32Array(new SharedArrayBuffer(4));
    crew.useThreads(count.buffer);
    for (const threads of [1, 4, 2, 9, 1]) {
      Atomics.store(count, 0, threads);
      crew.make({ routine: gemm, run: alone, operands });
      expect(1 + crew.ready().length).toBe(Math.min(threads, 5));
      expect(Buffer.compare(result, expected)).toBe(0);
    }
    crew.useThreads(undefined);
  });

  test.each(convolutions)('give a convolution the bits that one gives it: %o', (geometry) => {
    for (const { routine, operands, result } of convolutionCalls(geometry)) {
      result.fill(0);
      const one = assemble([routine], memory)[routine.name] as (...operands: number[]) => void;
      one(...operands);
      const expected = Uint8Array.from(result);
      expect(expected.some((byte) => byte !== 0)).toBe(true);
      for (const crew of crews) {
        result.fill(0);
        crew.make({ routine, run: one, operands });
        expect(Buffer.compare(result, expected)).toBe(0);
      }
    }
  });

  test.each(Object.entries(passes))('give a pass the bits that one gives it: %s', (_, pass) => {
    const { routine, operands, results } = pass();
    const one = assemble([routine], memory)[routine.name] as (...operands: number[]) => void;
    const before = results.map((bytes) => Uint8Array.from(bytes));
    one(...operands);
    const expected = results.map((bytes) => Uint8Array.from(bytes));
    expect(expected).not.toEqual(before);
    for (const crew of crews) {
      const call = { routine, run: vi.fn(one), operands };
      expect(crew.pay([call])).toBe(true);
      for (const [index, bytes] of results.entries()) bytes.set(before[index] as Uint8Array);
      crew.make(call);
      expect(call.run).not.toHaveBeenCalledWith(...operands);
      expect(results.map((bytes, index) => Buffer.compare(bytes, expected[index] as Uint8Array))).toEqual(
        results.map(() => 0),
      );
    }
  });

  test('answer order after order', () => {
    const { operands, result } = operandsOf(shapes[0] as Shape);
    alone(...operands);
    const expected = Uint8Array.from(result);
    for (const crew of crews) {
      for (let time = 0; time < 500; time++) crew.make({ routine: gemm, run: alone, operands });
      expect(Buffer.compare(result, expected)).toBe(0);
    }
  });

  test('share whole tiles of the longer side, and all of it', () => {
    const place = Object.keys(gemm.parameters);
    for (const shape of shapes) {
      const { operands } = operandsOf(shape);
      for (const count of [1, 2, 3, 64, 5000]) {
        const side = shape.rows > shape.columns ? 'rows' : 'columns';
        const lengths = (gemm.division as Division)
          .partsOf(operands, count)
          .map((part) => part[place.indexOf(side)] as number);
        expect(lengths.length).toBeLessThanOrEqual(count);
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(shape[side]);
        expect(lengths.slice(0, -1).every((length) => length % (side === 'rows' ? 4 : 8) === 0)).toBe(true);
      }
    }
  });

  test('give recurrent layers the bits that one gives them', async () => {
    const program = `
      const { parentPort } = require('node:worker_threads');
      (async () => {
        const { loadBackend } = await import(process.env.TRAINING + 'backend.js');
        const { recurrentSequence } = await import(process.env.TRAINING + 'layers/recurrent-sequence.js');
        const { tf, machine } = await loadBackend('wasm', 3);
        const count = new Int32Array(new SharedArrayBuffer(4));
        machine.useThreads(count.buffer);
        const numbers = (...shape) => tf.randomNormal(shape, 0, 0.3, 'float32', 5);
        const [x, present] = [numbers(30, 9, 40), tf.round(tf.randomUniform([30, 9], 0, 1, 'float32', 3))];
        const bitsOf = (cell, threads) => {
          Atomics.store(count, 0, threads);
          const gates = { LSTM: 4, GRU: 3 }[cell];
          const layer = { cell, gate: 'sigmoid', returnSequences: true, goBackwards: true, present };
          const states = (given, kernel, recurrentKernel, bias) =>
            recurrentSequence(tf, given, { ...layer, kernel, recurrentKernel, bias });
          const weights = [numbers(40, 50 * gates), numbers(50, 50 * gates), numbers(50 * gates)];
          const { value, grads } = tf.valueAndGrads(states)([x, ...weights]);
          return [value, ...grads].map((each) => [...new Int32Array(each.dataSync().slice().buffer)].join());
        };
        for (const cell of ['LSTM', 'GRU']) {
          const one = bitsOf(cell, 1);
          bitsOf(cell, 3);
          while (machine.threads < 3) await new Promise((resolve) => setTimeout(resolve, 20));
          parentPort.postMessage({ cell, isSame: bitsOf(cell, 3).join() === one.join() });
        }
      })();`;
    const training = new URL('../../../dist/src/training/', import.meta.url).href;
    const thread = new Worker(program, { eval: true, env: { ...process.env, TRAINING: training } });
    const results: unknown[] = [];
    thread.on('message', (result) => results.push(result));
    await new Promise((resolve) => thread.on('exit', resolve));
    expect(results).toEqual(['LSTM', 'GRU'].map((cell) => ({ cell, isSame: true })));
  });

  test('are asked no more once they have died, or cannot start', async () => {
    const { operands, result } = operandsOf(shapes[0] as Shape);
    alone(...operands);
    const expected = Uint8Array.from(result);
    const crew = new ProductCrew(memory, 2, forThreads);
    await vi.waitUntil(() => crew.ready().length === 1, 10_000);
    const [helper] = crew.ready();
    helper?.worker?.emit('error', new Error('no more threads'));
    await helper?.worker?.terminate();
    operandsOf(shapes[0] as Shape);
    crew.make({ routine: gemm, run: alone, operands });
    expect(crew.ready()).toEqual([]);
    expect(Buffer.compare(result, expected)).toBe(0);
    noMoreThreads();
    expect(new ProductCrew(memory, 2, forThreads).ready()).toEqual([]);
  });

  test('fail at a part whose thread is killed before it is done, which is asked no more', async () => {
    const { operands } = operandsOf(shapes[0] as Shape);
    const crew = new ProductCrew(memory, 2, forThreads);
    await vi.waitUntil(() => crew.ready().length === 1, 10_000);
    const killed = crew.ready()[0]?.worker?.terminate();
    // Its exit is not known before this thread waits for it.
    expect(crew.ready()).toHaveLength(1);
    expect(() => crew.make({ routine: gemm, run: alone, operands })).toThrow('a thread failed');
    expect(crew.ready()).toEqual([]);
    await killed;
  });

  test('have all ended when one has failed, which is asked no more', async () => {
    const { operands, result } = operandsOf(shapes[0] as Shape);
    alone(...operands);
    const expected = Uint8Array.from(result);
    const crew = new ProductCrew(memory, 3, forThreads);
    await vi.waitUntil(() => crew.ready().length === 2, 10_000);
    operandsOf(shapes[0] as Shape);
    const product = { routine: gemm, run: alone, operands };
    const outside = operands.map((value, index) => (index === 0 ? 2 ** 31 : value));
    const parts = [[], [{ ...product, operands: outside }], [product]];
    expect(() => crew.together(() => parts)).toThrow('a thread failed');
    expect(Buffer.compare(result, expected)).toBe(0);
    expect(crew.ready()).toHaveLength(1);
  });

  test('end with the thread that asks', async () => {
    const program = `
      const { parentPort } = require('node:worker_threads');
      (async () => {
        const { loadBackend } = await import(process.env.BACKEND_MODULE);
        const { tf } = await loadBackend('wasm', 3);
        const product = tf.matMul(tf.ones([512, 512]), tf.ones([512, 512]));
        parentPort.postMessage(product.dataSync()[0]);
      })();`;
    const backend = new URL('../../../dist/src/training/backend.js', import.meta.url).href;
    const thread = new Worker(program, { eval: true, env: { ...process.env, BACKEND_MODULE: backend } });
    const sums: unknown[] = [];
    thread.on('message', (sum) => sums.push(sum));
    const code = await new Promise((resolve) => thread.on('exit', resolve));
    expect({ sums, code }).toEqual({ sums: [512], code: 0 });
  });
});
