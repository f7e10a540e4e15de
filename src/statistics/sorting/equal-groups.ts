/** Rows divided by their value. */
export interface EqualGroups {
  readonly count: number;
  /** The group of each of the rows, in the order in which groups begin; −1 for a missing value (NaN). */
  readonly groupOf: Int32Array;
}

/** Whole numbers from 0 up to this are their own places in a table. */
const mostCodes = 4096;

/** Divides rows by their value; undefined for more than `most` groups. */
export function equalGroups(
  values: ArrayLike<number>,
  rows: Int32Array,
  most: number,
): EqualGroups | undefined {
  return groupsOfCodes(values, rows, most) ?? groupsOfNumbers(values, rows, most);
}

/** Undefined also where some value is no small whole number, which mostly the first is not. */
function groupsOfCodes(values: ArrayLike<number>, rows: Int32Array, most: number): EqualGroups | undefined {
  const groups = new Int32Array(mostCodes).fill(-1);
  const groupOf = new Int32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at++) {
    const value = values[rows[at] as number] ?? Number.NaN;
    const code = value | 0;
    if (Number.isNaN(value)) groupOf[at] = -1;
    else if (code !== value || code < 0 || code >= mostCodes) return undefined;
    else {
      if ((groups[code] as number) < 0) groups[code] = count++;
      groupOf[at] = groups[code] as number;
    }
  }
  return count > most ? undefined : { count, groupOf };
}

/** Open addressing in typed arrays: a Map of numbers takes five times as long, and an object a number. */
function groupsOfNumbers(values: ArrayLike<number>, rows: Int32Array, most: number): EqualGroups | undefined {
  const mask = 2 ** Math.ceil(Math.log2(2 * Math.min(rows.length, most + 1) + 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const firsts = new Float64Array(Math.floor(Math.min(rows.length, most)) + 1);
  const key = new Float64Array(1);
  const words = new Uint32Array(key.buffer);
  const groupOf = new Int32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at++) {
    // Adding 0 turns −0 into 0.
    const value = (values[rows[at] as number] ?? Number.NaN) + 0;
    if (Number.isNaN(value)) {
      groupOf[at] = -1;
      continue;
    }
    key[0] = value;
    const mixed = Math.imul((words[0] as number) ^ Math.imul(words[1] as number, 0x9e3779b1), 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while ((slots[slot] as number) >= 0 && firsts[slots[slot] as number] !== value) slot = (slot + 1) & mask;
    if ((slots[slot] as number) < 0) {
      if (count + 1 > most) return undefined;
      firsts[count] = value;
      slots[slot] = count++;
    }
    groupOf[at] = slots[slot] as number;
  }
  return { count, groupOf };
}
