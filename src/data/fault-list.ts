import { type Fault, FaultsError } from '../errors.ts';

const listedFaults = 20;
/** So that a file of nothing but bad rows does not fill the memory with their faults. */
const keptFaults = 1000;

/** Collects the faults of one file, to be thrown all at once. */
export class FaultList {
  readonly #file: string;
  readonly #kept: Fault[] = [];
  #count = 0;

  /** `file` is the name that every fault carries. */
  constructor(file: string) {
    this.#file = file;
  }

  add(fault: Omit<Fault, 'file'>): void {
    this.#count++;
    if (this.#kept.length < keptFaults) this.#kept.push({ file: this.#file, ...fault });
  }

  /** Counts faults that are not worth keeping one by one. */
  addUnlisted(count: number): void {
    this.#count += count;
  }

  /** Throws a FaultsError if there is a fault: those of whole columns first, then by line, at most 20. */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const place = (fault: Fault) => (fault.line ?? 0) * 1e5 + (fault.column ?? 0);
    const listed = this.#kept.sort((one, other) => place(one) - place(other)).slice(0, listedFaults);
    const more = this.#count - listed.length;
    const last = { file: this.#file, field: '...', law: `and ${more} more` };
    throw new FaultsError(more === 0 ? listed : [...listed, last]);
  }
}
