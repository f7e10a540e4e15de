import { Worker } from 'node:worker_threads';
import { builtFile } from '../../../files/built-file.ts';
import { compile } from '../code/assembler.ts';
import { gemm, gemmScratchBytes } from '../gemm/gemm.ts';
import { tileColumns, tileRows } from '../gemm/tile.ts';
import { controlWords, done, failed, given, type ProductHelper, ready } from './product-order.ts';

/** Fewer multiplications are done before another thread has woken. */
const leastMultiplications = 1_500_000;
/** How often a thread looks before it sleeps: some ten microseconds. */
const looks = 2000;

type Operands = readonly number[];

const names = Object.keys(gemm.parameters);
const place = Object.fromEntries(names.map((name, index) => [name, index])) as Record<
  keyof typeof gemm.parameters,
  number
>;

interface Helper {
  readonly control: Int32Array;
  readonly operands: Float64Array;
  readonly scratch: number;
}

/**
 * Threads that compute matrix products together, each some columns or rows of the result. Every number of it is the sum of
 * the same products in the same order as by one thread: results have the same bits with any number of them.
 */
export class ProductCrew {
  readonly #memory: object;
  readonly #size: number;
  readonly #allocate: (bytes: number) => number;
  readonly #helpers: Helper[] = [];
  #module: object | undefined;
  #count: Int32Array | undefined;

  /** `size` counts the thread that asks too. `allocate` returns an address in `memory`, which is shared. */
  constructor(memory: object, size: number, allocate: (bytes: number) => number) {
    this.#memory = memory;
    this.#size = size;
    this.#allocate = allocate;
  }

  /** One Int32: how many threads to use from now on, which may change; by default all. */
  useThreads(count: SharedArrayBuffer | undefined): void {
    this.#count = count && new Int32Array(count);
  }

  /** The routine `gemm`, with the help of the others where the product is large. */
  multiply(alone: (...operands: number[]) => void): (...operands: number[]) => void {
    const at = (operands: Operands, name: keyof typeof place) => operands[place[name]] as number;
    return (...operands) => {
      const [rows, columns] = [at(operands, 'rows'), at(operands, 'columns')];
      if (rows * columns * at(operands, 'depth') < leastMultiplications) return alone(...operands);
      const helpers = this.ready();
      const parts = partsOf(operands, 1 + helpers.length);
      const busy = parts.slice(1).map((part, index) => {
        const helper = helpers[index] as Helper;
        helper.operands.set(part);
        helper.operands[place.scratch] = helper.scratch;
        Atomics.add(helper.control, given, 1);
        Atomics.notify(helper.control, given);
        return helper;
      });
      alone(...(parts[0] as number[]));
      busy.forEach(awaitHelper);
    };
  }

  /** The helpers to use that have loaded, which begin to when first asked for; without them the thread computes alone. */
  ready(): readonly Helper[] {
    const threads = this.#count === undefined ? this.#size : Atomics.load(this.#count, 0);
    const wanted = Math.min(threads, this.#size) - 1;
    while (this.#helpers.length < wanted) this.#helpers.push(this.#engage());
    return this.#helpers.slice(0, wanted).filter(({ control }) => Atomics.load(control, ready) === 1);
  }

  #engage(): Helper {
    this.#module ??= compile([gemm], true);
    const control = new Int32Array(new SharedArrayBuffer(4 * controlWords));
    const operands = new Float64Array(new SharedArrayBuffer(8 * names.length));
    const workerData: ProductHelper = { module: this.#module, memory: this.#memory, control, operands };
    // It ends with this thread, since it holds nothing that keeps a process alive.
    new Worker(builtFile('workers/multiply.js'), { workerData, execArgv: [] }).unref();
    return { control, operands, scratch: this.#allocate(gemmScratchBytes) };
  }
}

function awaitHelper({ control }: Helper): void {
  const order = Atomics.load(control, given);
  for (let look = 0; ; look++) {
    const last = Atomics.load(control, done);
    if (last === order) break;
    if (look > looks) Atomics.wait(control, done, last);
  }
  if (Atomics.exchange(control, failed, 0) > 0)
    throw new Error('a thread failed at its part of a matrix product');
}

/** The operands of up to `count` parts of a product: whole tiles of its columns, or of its rows where these are more. */
export function partsOf(operands: Operands, count: number): number[][] {
  const value = (name: keyof typeof place) => operands[place[name]] as number;
  const byRows = value('rows') > value('columns');
  const [length, tile] = byRows ? [value('rows'), tileRows] : [value('columns'), tileColumns];
  const strides: readonly (readonly [keyof typeof place, number])[] = byRows
    ? [
        ['a', value('aRow')],
        ['initial', value('initialRow')],
        ['c', value('cRow')],
      ]
    : [
        ['b', value('bColumn')],
        ['initial', value('initialColumn')],
        ['c', 4],
      ];
  const share = tile * Math.ceil(length / tile / count);
  const parts: number[][] = [];
  for (let start = 0; start < length; start += share) {
    const part = [...operands];
    for (const [name, stride] of strides) part[place[name]] = value(name) + start * stride;
    part[place[byRows ? 'rows' : 'columns']] = Math.min(share, length - start);
    parts.push(part);
  }
  return parts;
}
