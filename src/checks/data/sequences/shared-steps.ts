import type { ArrayValues } from '../../../study/inputs/array-values.ts';

/** An array [rows, length, step]. */
export interface Sequence {
  readonly name: string;
  readonly length: number;
  readonly step: number;
  readonly values: ArrayValues;
}

export interface SharedSteps {
  readonly row: number;
  readonly twin: number;
  /** The number of steps by which the shared ones stand later in the twin than in the row. */
  readonly ahead: number;
}

interface Segment {
  readonly row: number;
  readonly start: number;
}

/** Fewer different steps, such as padding or silence, are the same in many rows. */
const fewestDistinct = 4;
const factor = 0x01000193;

/**
 * The judged rows whose first or last half of steps a known row has at another place. Rolling hashes of all halves of the known
 * rows are looked up (Karp and Rabin 1987) and compared: O(values).
 */
export function findSharedSteps(sequence: Sequence, judged: Int32Array, known: Int32Array): SharedSteps[] {
  const { length } = sequence;
  const half = Math.ceil(length / 2);
  const segments = new Map<number, Segment[]>();
  for (const row of judged) {
    const steps = stepHashes(sequence, row);
    for (const start of [0, length - half]) {
      const own = steps.subarray(start, start + half);
      if (new Set(own).size < Math.min(fewestDistinct, half)) continue;
      const hash = own.reduce((sum, each) => (Math.imul(sum, factor) + each) | 0, 0);
      segments.set(hash, [...(segments.get(hash) ?? []), { row, start }]);
    }
  }
  let leaving = 1;
  for (let step = 0; step < half; step++) leaving = Math.imul(leaving, factor);
  const found = new Map<number, SharedSteps>();
  for (const twin of known) {
    const steps = stepHashes(sequence, twin);
    let hash = 0;
    for (let at = 0; at < length; at++) {
      hash = (Math.imul(hash, factor) + (steps[at] as number)) | 0;
      if (at >= half) hash = (hash - Math.imul(leaving, steps[at - half] as number)) | 0;
      if (at < half - 1) continue;
      const from = at - half + 1;
      for (const { row, start } of segments.get(hash) ?? []) {
        // At the same place it may be a copy of the row, which other checks count.
        if (start === from || found.has(row)) continue;
        if (isSame(sequence, { row, start }, { row: twin, start: from }, half))
          found.set(row, { row, twin, ahead: from - start });
      }
    }
  }
  return [...found.values()];
}

const bits = new Int32Array(2);
const double = new Float64Array(bits.buffer);

function stepHashes({ length, step, values }: Sequence, row: number): Int32Array {
  const hashes = new Int32Array(length);
  for (let at = 0; at < length; at++) {
    let hash = 0x811c9dc5;
    for (let index = 0; index < step; index++) {
      // A negative zero is a zero.
      double[0] = (values[(row * length + at) * step + index] as number) + 0;
      hash = Math.imul(hash ^ (bits[0] as number), factor);
      hash = Math.imul(hash ^ (bits[1] as number), factor);
    }
    hashes[at] = hash ^ (hash >>> 15);
  }
  return hashes;
}

function isSame({ length, step, values }: Sequence, one: Segment, other: Segment, steps: number): boolean {
  const [first, second] = [one, other].map(({ row, start }) => (row * length + start) * step) as [
    number,
    number,
  ];
  for (let at = 0; at < steps * step; at++) {
    if (values[first + at] !== values[second + at]) return false;
  }
  return true;
}
