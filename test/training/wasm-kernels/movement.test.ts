import { describe, expect, it } from 'vitest';
import { Draw, expectAgreement, tf, weighted } from './both-backends.ts';

describe('movements', () => {
  it('agree with the cpu backend on slices of every rank, and on their gradients', async () => {
    for (let number = 0; number < 30; number++) {
      const draw = new Draw('slice', number);
      const shape = Array.from({ length: draw.whole(1, 5) }, () => draw.whole(1, 5));
      const begin = shape.map((length) => draw.whole(0, length - 1));
      const size = shape.map((length, axis) => draw.whole(1, length - (begin[axis] as number)));
      const x = draw.shape(...shape);
      await expectAgreement(JSON.stringify([shape, begin, size]), () => [
        tf.slice(x.tensor(), begin, size),
        tf.slice(x.tensor().toInt(), begin, size),
        tf.slice(x.tensor().toBool(), begin, size),
        tf.grad((given) => weighted(tf.slice(given, begin, size)))(x.tensor()),
      ]);
    }
  });

  it('agree on transposing, tiling, padding and reversing', async () => {
    for (let number = 0; number < 30; number++) {
      const draw = new Draw('move', number);
      const rank = draw.whole(1, 4);
      const shape = Array.from({ length: rank }, () => draw.whole(1, 5));
      const x = draw.shape(...shape);
      const permutation = shape.map((_, axis) => (axis + draw.whole(0, 0) + number) % rank);
      const repetitions = shape.map(() => draw.whole(1, 3));
      const paddings = shape.map((): [number, number] => [draw.whole(0, 2), draw.whole(0, 2)]);
      const axes = shape.flatMap((_, axis) => (draw.one(true, false) ? [axis] : []));
      const all: ((given: tf.Tensor) => tf.Tensor)[] = [
        (given) => tf.transpose(given, permutation),
        (given) => tf.tile(given, repetitions),
        (given) => tf.pad(given, paddings, 1.5),
        (given) => tf.reverse(given, axes),
      ];
      await expectAgreement(JSON.stringify([shape, permutation, repetitions, paddings, axes]), () =>
        all.flatMap((compute) => [
          compute(x.tensor()),
          tf.grad((given) => weighted(compute(given)))(x.tensor()),
          compute(x.tensor().toInt()),
        ]),
      );
    }
  });

  it('agree on taking apart and putting together along any axis', async () => {
    for (const axis of [0, 1, 2, -1]) {
      const draw = new Draw('assemble', axis);
      const [x, y] = [draw.shape(4, 6, 4), draw.shape(4, 6, 4)];
      await expectAgreement(`axis ${axis}`, () => [
        tf.concat([x.tensor(), y.tensor(), x.tensor()], axis),
        tf.stack([x.tensor(), y.tensor()], axis),
        ...tf.split(x.tensor(), 2, axis),
        ...tf.split(x.tensor(), [1, -1], axis),
        ...tf.unstack(x.tensor(), axis),
        tf.concat([x.tensor().toInt(), y.tensor().toInt()], axis),
        ...tf.grads((a, b) => weighted(tf.concat([a, b], axis)))([x.tensor(), y.tensor()]),
        tf.grad((given) => weighted(tf.unstack(given, axis)[1] as tf.Tensor))(x.tensor()),
        tf.grad((given) => weighted(tf.split(given, 2, axis)[1] as tf.Tensor))(x.tensor()),
      ]);
    }
  });

  it('agree on empty tensors', async () => {
    await expectAgreement('empty', () => [
      tf.concat([tf.zeros([0, 3]), tf.ones([2, 3])], 0),
      tf.slice(tf.ones([3, 2]), [1, 0], [0, 2]),
      tf.add(tf.zeros([0, 3]), tf.ones([3])),
      tf.sum(tf.zeros([0, 3]), 0),
    ]);
  });

  it('share memory where nothing moves, until both are gone', async () => {
    await tf.setBackend('wasm');
    const x = tf.tensor1d([1, 2, 3]);
    const [copy, cast] = [x.clone(), x.cast('float32')];
    x.dispose();
    expect([...copy.dataSync(), ...cast.dataSync()]).toEqual([1, 2, 3, 1, 2, 3]);
    tf.dispose([copy, cast]);
  });
});

describe('gathers', () => {
  it('agree with the cpu backend along any axis, forward and backward', async () => {
    for (const [axis, indexShape] of [
      [0, [5]],
      [0, [3, 4]],
      [1, [5]],
      [2, [6]],
      [-1, [3]],
    ] as const) {
      const draw = new Draw('gather', axis, ...indexShape);
      const x = draw.shape(4, 3, 5);
      const bound = [4, 3, 5].at(axis) as number;
      const size = indexShape.reduce((product: number, length) => product * length, 1);
      const indices = Array.from({ length: size }, () => draw.whole(0, bound - 1));
      const gather = (given: tf.Tensor) =>
        tf.gather(given, tf.tensor(indices, [...indexShape], 'int32'), axis);
      await expectAgreement(`axis ${axis} ${indexShape}`, () => [
        gather(x.tensor()),
        gather(x.tensor().toInt()),
        // tfjs's gradient of a gather is wrong for a negative axis.
        ...(axis < 0 ? [] : [tf.grad((given) => weighted(gather(given)))(x.tensor())]),
      ]);
    }
  });

  it('agree for batches of indices', async () => {
    const draw = new Draw('batch');
    const x = draw.shape(3, 4, 5);
    const indices = Array.from({ length: 6 }, () => draw.whole(0, 3));
    await expectAgreement('batch', () => tf.gather(x.tensor(), tf.tensor2d(indices, [3, 2], 'int32'), 1, 1));
  });

  it('refuse an index outside the axis', async () => {
    await tf.setBackend('wasm');
    expect(() => tf.tidy(() => tf.gather(tf.ones([3, 2]), tf.tensor1d([0, 3], 'int32')))).toThrow(
      /index value 3/,
    );
    expect(() => tf.tidy(() => tf.gather(tf.ones([3, 2]), tf.tensor1d([-1], 'int32')))).toThrow(
      /index value -1/,
    );
  });

  it('sum segments, leaving out ids that are none', async () => {
    const x = new Draw('segments').shape(6, 3);
    await expectAgreement('segments', () => [
      tf.unsortedSegmentSum(x.tensor(), tf.tensor1d([0, 2, 2, -1, 7, 0], 'int32'), 4),
      tf.unsortedSegmentSum(x.tensor().reshape([18]), tf.tensor1d(new Array(18).fill(1), 'int32'), 2),
    ]);
  });
});
