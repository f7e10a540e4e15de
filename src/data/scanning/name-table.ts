import { mostNames, mostNameUnits, nameKinds, slotCount } from './memory-plan.ts';

/** The memory of a table. */
export interface NameMemory {
  /** A code plus 1, or 0, by the hash of its name; the next free slot where two names have one. */
  readonly slots: Int16Array;
  /** The code units of all names, and where each begins; the next one begins where it ends. */
  readonly units: Uint16Array;
  readonly begins: Int32Array;
  /** How each name is read, and its number. */
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
}

/**
 * Names by their codes, which count from 0; found by their UTF-16 code units, so that no cell needs a text of its own. It
 * holds the first thousand, and fewer where they are long.
 */
export class NameTable {
  /** Its own memory, or one that is lent to it. */
  #memory = memoryFor(0, 0);
  #own = this.#memory;
  #count = 0;
  #isFull = false;

  get count(): number {
    return this.#count;
  }

  /** True once a name had no room: then no later one is added. */
  get isFull(): boolean {
    return this.#isFull || this.#count === mostNames;
  }

  /** Adds a name that is not there, and returns its code; negative where the table is full. */
  add(codes: Uint16Array, start: number, end: number): number {
    const code = this.#count;
    const from = this.#memory.begins[code] as number;
    const to = from + end - start;
    this.#isFull ||= to > mostNameUnits;
    if (this.isFull) return -1;
    this.#reserve(code + 1, to);
    const { slots, units, begins, kinds } = this.#memory;
    units.set(codes.subarray(start, end), from);
    begins[code + 1] = to;
    kinds[code] = nameKinds.text;
    let slot = slotOf(hashOf(codes, start, end));
    while (slots[slot] !== 0) slot = (slot + 1) % slotCount;
    slots[slot] = code + 1;
    this.#count++;
    return code;
  }

  /** −1 for a name that was not added. */
  find(codes: Uint16Array, start: number, end: number): number {
    const { slots, units, begins } = this.#memory;
    for (let slot = slotOf(hashOf(codes, start, end)); ; slot = (slot + 1) % slotCount) {
      const code = (slots[slot] as number) - 1;
      if (code < 0) return code;
      const from = begins[code] as number;
      if ((begins[code + 1] as number) - from !== end - start) continue;
      let at = start;
      while (at < end && codes[at] === units[from + at - start]) at++;
      if (at === end) return code;
    }
  }

  /** The name of a code. */
  nameOf(code: number): string {
    const { units, begins } = this.#memory;
    const part = units.subarray(begins[code], begins[code + 1]);
    return Array.from(part, (unit) => String.fromCharCode(unit)).join('');
  }

  /** Says how a name is read from now on; nothing for the code of a name that is not in the table. */
  mark(code: number, kind: Exclude<keyof typeof nameKinds, 'text'>, value: number): void {
    if (code < 0 || code >= this.#count) return;
    this.#memory.kinds[code] = nameKinds[kind];
    this.#memory.values[code] = value;
  }

  /** Moves the names to a memory that is as large as a table can be, until `takeBack`. */
  moveTo(lent: NameMemory): void {
    copy(this.#memory, lent, this.#count);
    this.#memory = lent;
  }

  /** As many names are in the lent memory now. */
  extendTo(count: number): void {
    this.#count = count;
  }

  takeBack(): void {
    const lent = this.#memory;
    this.#memory = this.#own;
    this.#reserve(this.#count, lent.begins[this.#count] as number, 0);
    copy(lent, this.#memory, this.#count);
  }

  /** Grows the memory, of which the first names are kept. */
  #reserve(names: number, units: number, kept = this.#count): void {
    const { kinds, units: held } = this.#memory;
    if (names <= kinds.length && units <= held.length) return;
    const memory = memoryFor(Math.max(2 * names, 16), Math.max(2 * units, 256));
    copy(this.#memory, memory, kept);
    this.#memory = memory;
    this.#own = memory;
  }
}

function memoryFor(names: number, units: number): NameMemory {
  const count = Math.min(names, mostNames);
  return {
    slots: new Int16Array(slotCount),
    units: new Uint16Array(Math.min(units, mostNameUnits)),
    begins: new Int32Array(count + 1),
    kinds: new Uint8Array(count),
    values: new Float64Array(count),
  };
}

function copy(from: NameMemory, to: NameMemory, count: number): void {
  to.slots.set(from.slots);
  to.units.set(from.units.subarray(0, from.begins[count]));
  to.begins.set(from.begins.subarray(0, count + 1));
  to.kinds.set(from.kinds.subarray(0, count));
  to.values.set(from.values.subarray(0, count));
}

/** FNV-1a, without its first number. */
function hashOf(codes: Uint16Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (codes[at] as number), 0x01000193);
  return hash;
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (slotCount - 1);
}
