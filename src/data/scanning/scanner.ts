import { assemble } from '../../training/wasm-kernels/code/assembler.ts';
import type { CellSpans } from '../cells/cell-spans.ts';
import { findCells, unitsBehind } from './find-cells.ts';
import {
  codesAt,
  mostNames,
  mostNameUnits,
  namesAt,
  powerCount,
  powersAt,
  resultCount,
  resultsAt,
  slotCount,
} from './memory-plan.ts';
import type { NameMemory, NameTable } from './name-table.ts';
import { readNames } from './read-names.ts';
import { readNumbers } from './read-numbers.ts';

/** TypeScript declares it only for browsers. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
};

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): void;
}

/** Numbers of a column that were read together. */
export interface NumberRun {
  /** A view, valid until the next call. */
  readonly numbers: Float64Array;
  /** How many of them are empty cells. */
  readonly empty: number;
}

/** Numbers, each with the code of its name; a word has the number that it may stand for. */
export interface NameRun extends NumberRun {
  readonly codes: Int32Array;
  /** How many of them are words. */
  readonly words: number;
}

/** The cells at which a run of numbers ends, besides those that are no plain numbers. */
export interface RunEnds {
  /** Whole numbers: those that are days, such as 20240131, or have 16 digits and more; or all. */
  readonly whole?: keyof typeof wholeEnds;
  /** Numbers with a point. */
  readonly point?: boolean;
}

type Call = (...operands: number[]) => void;

const nothing: NameRun = { numbers: new Float64Array(0), codes: new Int32Array(0), empty: 0, words: 0 };

const wholeEnds = { none: -1, odd: 0, all: 1 } as const;
const pageBytes = 65_536;
const alignment = 8;

/**
 * Finds and reads the cells of a text by routines in WebAssembly, on a copy of the text in their memory: these are as fast
 * in the first rows as in the last ones, where JavaScript would be interpreted first.
 */
class Scanner {
  readonly #memory = new WebAssembly.Memory({ initial: 8 });
  readonly #find: Call;
  readonly #read: Call;
  readonly #readNames: Call;
  /** The cells whose text and places are in the memory. */
  #loaded: CellSpans | undefined;
  #codes = new Uint16Array(0);
  #results: Int32Array = new Int32Array(0);
  #startsAt = 0;
  #endsAt = 0;
  #numbersAt = 0;

  constructor() {
    const routines = assemble([findCells, readNumbers, readNames], this.#memory);
    this.#find = routines[findCells.name] as Call;
    this.#read = routines[readNumbers.name] as Call;
    this.#readNames = routines[readNames.name] as Call;
    const powers = new Float64Array(this.#memory.buffer, powersAt, powerCount);
    for (let power = 0; power < powerCount; power++) powers[power] = Number(`1e${power}`);
  }

  /** The cells of a text's lines, up to `length`, which is behind a line end; undefined where the rows are not regular. */
  findCells(text: string, length: number, separator: number): CellSpans | undefined {
    this.#loaded = undefined;
    this.#write(text, length, length);
    this.#find(codesAt, codesAt + 2 * length, separator, this.#startsAt, this.#endsAt);
    const [count = 0, width = 0] = this.#results;
    if (count === 0) return undefined;
    const starts = this.#integers(this.#startsAt, count).slice();
    const ends = this.#integers(this.#endsAt, count).slice();
    this.#loaded = { text, starts, ends, width };
    return this.#loaded;
  }

  /** Plain numbers of a column, NaN where a cell is empty, from a cell on; at most `rows`. */
  readNumbers(spans: CellSpans, cell: number, rows: number, ends: RunEnds): NumberRun {
    this.#load(spans);
    this.#read(...this.#operands(spans, cell, rows, ends));
    const [count = 0, empty = 0] = this.#results;
    return count === 0 ? nothing : { numbers: this.#doubles(this.#numbersAt, count), empty };
  }

  /** The same, and words, with their codes in a table that was moved to `nameMemory`. */
  readNames(spans: CellSpans, cell: number, rows: number, ends: RunEnds, names: NameTable): NameRun {
    const codes = this.#numbersAt + 8 * rows;
    const most = names.isFull ? names.count : mostNames;
    this.#readNames(...this.#operands(spans, cell, rows, ends), codes, names.count, most);
    const [count = 0, empty = 0, words = 0, named = 0] = this.#results;
    if (count === 0) return nothing;
    names.extendTo(named);
    const numbers = this.#doubles(this.#numbersAt, count);
    return { numbers, codes: this.#integers(codes, count), empty, words };
  }

  /** The memory for the names of one column, valid until other cells are read than these. */
  nameMemory(spans: CellSpans): NameMemory {
    this.#load(spans);
    const { buffer } = this.#memory;
    return {
      slots: new Int16Array(buffer, namesAt.slots, slotCount),
      units: new Uint16Array(buffer, namesAt.units, mostNameUnits),
      begins: this.#integers(namesAt.begins, mostNames + 1),
      kinds: new Uint8Array(buffer, namesAt.kinds, mostNames),
      values: this.#doubles(namesAt.values, mostNames),
    };
  }

  #operands(spans: CellSpans, cell: number, rows: number, { whole = 'none', point }: RunEnds): number[] {
    const [starts, ends] = [this.#startsAt + 4 * cell, this.#endsAt + 4 * cell];
    const stops = [wholeEnds[whole], Number(point ?? false)];
    return [codesAt, starts, ends, 4 * spans.width, rows, this.#numbersAt, ...stops];
  }

  /** The UTF-16 code units of the cells' text, valid until the next call. */
  codesOf(spans: CellSpans): Uint16Array {
    this.#load(spans);
    return this.#codes;
  }

  #load(spans: CellSpans): void {
    if (spans === this.#loaded) return;
    const { text, starts, ends } = spans;
    this.#write(text, text.length, starts.length);
    this.#integers(this.#startsAt, starts.length).set(starts);
    this.#integers(this.#endsAt, ends.length).set(ends);
    this.#loaded = spans;
  }

  /** Copies a text into the memory, with room for the places and the numbers of its cells. */
  #write(text: string, length: number, cells: number): void {
    const behind = codesAt + 2 * (length + unitsBehind);
    this.#startsAt = Math.ceil(behind / alignment) * alignment;
    this.#endsAt = this.#startsAt + 4 * cells;
    this.#numbersAt = this.#startsAt + 8 * cells;
    const lacking = this.#numbersAt + 12 * cells - this.#memory.buffer.byteLength;
    if (lacking > 0) this.#memory.grow(Math.ceil(lacking / pageBytes));
    const { buffer } = this.#memory;
    Buffer.from(buffer, codesAt, 2 * length).write(text, 'utf16le');
    this.#codes = new Uint16Array(buffer, codesAt, length + unitsBehind);
    this.#results = this.#integers(resultsAt, resultCount);
    this.#codes.fill(0, length);
  }

  #doubles(address: number, count: number): Float64Array {
    return new Float64Array(this.#memory.buffer, address, count);
  }

  #integers(address: number, count: number): Int32Array {
    return new Int32Array(this.#memory.buffer, address, count);
  }
}

let made: Scanner | undefined;

/** The scanner of this thread. */
export function scanner(): Scanner {
  made ??= new Scanner();
  return made;
}
