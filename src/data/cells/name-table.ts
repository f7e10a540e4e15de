/** With more names the table would take longer than texts of their own. */
const mostNames = 1000;
const slotCount = 4096;

/** Finds the codes of names, which are places in a list, by UTF-16 code units: without a text for each cell. */
export class NameTable {
  readonly #names: readonly string[];
  /** A code plus 1, or 0, by the hash of its name; the next free slot where two names have one. */
  readonly #slots = new Int16Array(slotCount);
  #count = 0;

  /** Reads `names` when it compares; only those that are added are found. */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  add(code: number): void {
    if (++this.#count > mostNames || code >= mostNames) return;
    const name = this.#names[code] as string;
    let hash = 0;
    for (let at = 0; at < name.length; at++) hash = mixed(hash, name.charCodeAt(at));
    let slot = slotOf(hash);
    while (this.#slots[slot] !== 0) slot = (slot + 1) % slotCount;
    this.#slots[slot] = code + 1;
  }

  /** −1 for a name that was not added. */
  find(codes: Uint16Array, start: number, end: number): number {
    let hash = 0;
    for (let at = start; at < end; at++) hash = mixed(hash, codes[at] as number);
    for (let slot = slotOf(hash); ; slot = (slot + 1) % slotCount) {
      const code = (this.#slots[slot] as number) - 1;
      if (code < 0 || isAt(this.#names[code] as string, codes, start, end)) return code;
    }
  }
}

/** A round of FNV-1a. */
function mixed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (slotCount - 1);
}

function isAt(name: string, codes: Uint16Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) !== codes[start + at]) return false;
  return true;
}
