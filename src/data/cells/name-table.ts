/** With more names the table would take longer than texts of their own. */
const mostNames = 1000;
const slotCount = 4096;

/**
 * Names by their codes, which count from 0; found by their UTF-16 code units, so that no cell needs a text of its own. It
 * holds the first thousand.
 */
export class NameTable {
  /** A code plus 1, or 0, by the hash of its name; the next free slot where two names have one. */
  readonly #slots = new Int16Array(slotCount);
  /** The code units of all names, and where each ends. */
  #units = new Uint16Array(256);
  readonly #ends = new Int32Array(mostNames + 1);
  #count = 0;

  get isFull(): boolean {
    return this.#count === mostNames;
  }

  /** Adds a name that is not there, while the table is not full, and returns its code. */
  add(codes: Uint16Array, start: number, end: number): number {
    const code = this.#count++;
    const from = this.#ends[code] as number;
    const to = from + end - start;
    if (to > this.#units.length) {
      const longer = new Uint16Array(2 * to);
      longer.set(this.#units);
      this.#units = longer;
    }
    this.#units.set(codes.subarray(start, end), from);
    this.#ends[code + 1] = to;
    let slot = slotOf(hashOf(codes, start, end));
    while (this.#slots[slot] !== 0) slot = (slot + 1) % slotCount;
    this.#slots[slot] = code + 1;
    return code;
  }

  /** −1 for a name that was not added. */
  find(codes: Uint16Array, start: number, end: number): number {
    const units = this.#units;
    for (let slot = slotOf(hashOf(codes, start, end)); ; slot = (slot + 1) % slotCount) {
      const code = (this.#slots[slot] as number) - 1;
      if (code < 0) return code;
      const from = this.#ends[code] as number;
      if ((this.#ends[code + 1] as number) - from !== end - start) continue;
      let at = start;
      while (at < end && codes[at] === units[from + at - start]) at++;
      if (at === end) return code;
    }
  }

  /** The name of a code. */
  nameOf(code: number): string {
    const units = this.#units.subarray(this.#ends[code], this.#ends[code + 1]);
    return Array.from(units, (unit) => String.fromCharCode(unit)).join('');
  }
}

/** FNV-1a. */
function hashOf(codes: Uint16Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (codes[at] as number), 0x01000193);
  return hash;
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (slotCount - 1);
}
