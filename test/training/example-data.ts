import type { Dataset, Split, Task } from '../../src/data/dataset.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';

/** Inputs of one split, an example a row, and what is to be said of each: a class index or a scaled target. */
export interface Examples {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
}

/** A split on shared memory, as the loader makes them. */
export function splitOf({ x, y }: Examples): Split {
  return {
    rows: y.length,
    x: shared(x.flat()),
    y: shared(y),
    row: new Int32Array(new SharedArrayBuffer(4 * y.length)).map((_, row) => row),
  };
}

function shared(values: readonly number[]): Float32Array {
  const array = new Float32Array(new SharedArrayBuffer(4 * values.length));
  array.set(values);
  return array;
}

/** A data set of these splits; a split that is not given is the training split. */
export function datasetOf(
  task: Task,
  inputShape: readonly number[],
  { train, validation = train, test = train }: { train: Examples; validation?: Examples; test?: Examples },
): Dataset {
  return {
    task,
    inputShape,
    preprocessing: { kind: 'image', divisor: 1 },
    splits: { train: splitOf(train), validation: splitOf(validation), test: splitOf(test) },
  };
}

export function classesOf(count: number): Task {
  return { kind: 'classification', classes: Array.from({ length: count }, (_, index) => `class ${index}`) };
}

const corners = [
  [-1, -1],
  [1, -1],
  [0, 1],
] as const;

/** Three classes in the plane, far apart beside their width; the classes take turns. */
export function separableBlobs(trainRows = 45): Dataset {
  const random = randomFor('blobs');
  return datasetOf(classesOf(3), [2], {
    train: blobs(trainRows, random),
    validation: blobs(24, random),
    test: blobs(24, random),
  });
}

function blobs(rows: number, random: Random): Examples {
  const y = Array.from({ length: rows }, (_, row) => row % 3);
  const x = y.map((label) => (corners[label] as readonly number[]).map((at) => at + 0.2 * noise(random)));
  return { x, y };
}

/** Labels that have nothing to do with the inputs: whatever a model learns here, it has memorised. */
export function pureNoise(): Dataset {
  const random = randomFor('noise');
  const examples = (rows: number): Examples => ({
    x: Array.from({ length: rows }, () => [noise(random), noise(random), noise(random)]),
    y: Array.from({ length: rows }, () => random.below(2)),
  });
  return datasetOf(classesOf(2), [3], { train: examples(20), validation: examples(20), test: examples(20) });
}

/** target = 3 a − 2 b + 5, scaled by a mean of 5 and a deviation of `std`. */
export function linearTarget(std = 4): Dataset {
  const random = randomFor('linear');
  const examples = (rows: number): Examples => {
    const x = Array.from({ length: rows }, () => [noise(random), noise(random)] as const);
    return { x, y: x.map(([a, b]) => (3 * a - 2 * b) / std) };
  };
  return datasetOf({ kind: 'regression', target: 'height', mean: 5, std }, [2], {
    train: examples(60),
    validation: examples(20),
    test: examples(20),
  });
}

/** Images of `size` × `size` with one bright half: class 0 the upper one, class 1 the left one. */
export function brightHalves(rows: number, size = 6): Dataset {
  const random = randomFor('halves');
  const examples = (count: number): Examples => {
    const y = Array.from({ length: count }, (_, row) => row % 2);
    return { y, x: y.map((label) => halfImage(label, size, random)) };
  };
  return datasetOf(classesOf(2), [size, size, 1], { train: examples(rows), validation: examples(rows) });
}

function halfImage(label: number, size: number, random: Random): number[] {
  return Array.from({ length: size * size }, (_, pixel) => {
    const along = label === 0 ? Math.floor(pixel / size) : pixel % size;
    return (along < size / 2 ? 0.8 : 0) + 0.2 * random.next();
  });
}

/** Uniform on (−1, 1). */
function noise(random: Random): number {
  return 2 * random.next() - 1;
}
