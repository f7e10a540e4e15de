import { type Fault, FaultsError } from '../faults/errors.ts';
import type { RowSource } from './formats/row-source.ts';
import type { ProblemKind, SourceProblem } from './source-problem.ts';

const listedFaults = 20;
/** A limit, so that a file of bad rows does not fill the memory with faults. */
const keptFaults = 1000;

/** The list's own file unless it names one. */
type NewFault = Omit<Fault, 'file'> & { readonly file?: string };

/** The unit of a file's places, and the file and place of one where several files are read as one. */
export type Places = Pick<RowSource, 'placeWord' | 'locate'>;

/** Faults of one kind and field, of which only the first few are kept. */
export interface FaultGroup {
  readonly kind: ProblemKind;
  readonly faults: readonly NewFault[];
  /** The affected rows of the source, from 0. */
  readonly rows?: readonly number[];
  /** Default: the length of `faults`. */
  readonly count?: number;
}

/**
 * Collects the faults of one file, to throw them all at once; a tolerant list keeps some as problems. A fault's `line`
 * is the row's number where the file has no lines.
 */
export class FaultList {
  readonly file: string;
  readonly isTolerant: boolean;
  readonly #places: Places;
  readonly #kept: Fault[] = [];
  readonly #problems = new Map<string, SourceProblem>();
  readonly #kinds = new Set<ProblemKind>();
  readonly #notices: SourceProblem[] = [];
  #count = 0;

  /** `file` is the name in every fault. */
  constructor(file: string, isTolerant = false, places: Places = { placeWord: 'line' }) {
    this.file = file;
    this.isTolerant = isTolerant;
    this.#places = places;
  }

  add(fault: NewFault): void {
    this.#count++;
    if (this.#kept.length < keptFaults) this.#kept.push(this.#placed(fault));
  }

  /** Faults that a tolerant list keeps as a problem; the caller then ignores the column, row or cell. */
  tolerate({ kind, faults, rows = [], count = faults.length }: FaultGroup): void {
    this.#kinds.add(kind);
    if (this.isTolerant) {
      this.#join({ kind, faults: faults.map((fault) => this.#placed(fault)), rows, count });
      return;
    }
    for (const fault of faults) this.add(fault);
    this.#count += count - faults.length;
  }

  /** A problem that both a strict and a tolerant list keep: it is reported, and never thrown. */
  notice({ kind, faults, rows = [], count = faults.length }: FaultGroup): void {
    this.#notices.push({ kind, faults: faults.map((fault) => this.#placed(fault)), rows, count });
  }

  /** The tolerated faults, one problem per kind and column, in the order of first appearance; then the notices. */
  problems(): SourceProblem[] {
    return [...this.#problems.values(), ...this.#notices];
  }

  /** True when a fault of this kind was found, tolerated or not. */
  has(kind: ProblemKind): boolean {
    return this.#kinds.has(kind);
  }

  /** True when no fault was found, not even one to tolerate. */
  get isEmpty(): boolean {
    return this.#count === 0 && this.#problems.size === 0;
  }

  /**
   * Throws a FaultsError of all faults, tolerated ones included, if at least one is not tolerated: those of whole
   * columns first, then by line.
   */
  throwIfAny(): void {
    if (this.#count > 0) this.throwAll();
  }

  /** Throws a FaultsError of all faults, also when each is tolerated. */
  throwAll(): never {
    const problems = [...this.#problems.values()];
    const count = problems.reduce((sum, problem) => sum + problem.count, this.#count);
    const place = (fault: Fault) => (fault.line ?? fault.row ?? 0) * 1e5 + (fault.column ?? 0);
    const all = [...this.#kept, ...problems.flatMap(({ faults }) => faults)];
    const sorted = all.sort((one, other) => place(one) - place(other));
    throw new FaultsError(sorted, count - sorted.length);
  }

  #placed({ line, column, ...fault }: NewFault): Fault {
    if (line === undefined) return { file: this.file, ...fault };
    const { placeWord, locate } = this.#places;
    const found =
      fault.file !== undefined || locate === undefined ? { file: this.file, place: line } : locate(line);
    if (placeWord === 'row') return { file: found.file, ...fault, row: found.place };
    return { file: found.file, ...fault, line: found.place, ...(column === undefined ? {} : { column }) };
  }

  #join(problem: SourceProblem): void {
    const key = JSON.stringify([problem.kind, problem.faults[0]?.field]);
    const known = this.#problems.get(key) ?? { faults: [], rows: [], count: 0 };
    const first = <T>(one: readonly T[], other: readonly T[]) =>
      one.length < listedFaults ? [...one, ...other].slice(0, listedFaults) : one;
    this.#problems.set(key, {
      kind: problem.kind,
      faults: first(known.faults, problem.faults),
      rows: first(known.rows, problem.rows),
      count: known.count + problem.count,
    });
  }
}
