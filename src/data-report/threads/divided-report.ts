import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { SourceRows } from '../../data/load-dataset.ts';
import { startHelper } from '../../files/helping-thread.ts';
import type { Scaling } from '../../study/scaling.ts';
import { type HelperNews, type HelperOrder, takePiece } from './helper-order.ts';
import { type Parts, type Piece, partsOf, piecesOf } from './parts.ts';

/** The report on fewer cells takes hardly longer than a thread takes to start. */
const fewestCells = 500_000;
const mostHelpers = 3;

/** The number of threads that help with the report; 0 where they take longer to start than they save. */
export function helpersFor({ raw: { inputs, windows, rowNumbers } }: SourceRows): number {
  if (inputs.kind !== 'table' || windows !== undefined) return 0;
  if (rowNumbers.length * inputs.columns.length < fewestCells) return 0;
  return Math.min(mostHelpers, availableParallelism() - 1);
}

interface DividedWork {
  readonly scaling: Scaling | undefined;
  readonly helpers: number;
  readonly onStep: (title: string, fraction: number) => void;
}

/**
 * The pieces of a report, computed by this thread and its helpers: each takes the next one that nobody has taken. The
 * results are the same with any number of helpers, and with helpers that die.
 */
export class DividedReport {
  readonly #pieces: readonly Piece[];
  readonly #results: unknown[] = [];
  readonly #isDone: boolean[] = [];
  readonly #next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #helpers = new Set<Worker>();
  readonly #onStep: DividedWork['onStep'];
  #hear = () => {};

  constructor(examples: SourceRows, { scaling, helpers, onStep }: DividedWork) {
    this.#pieces = piecesOf(partsOf(examples, scaling));
    this.#onStep = onStep;
    const order: HelperOrder = { examples, scaling, next: this.#next };
    for (let at = 0; at < helpers; at++) this.#engage(order);
  }

  /** The results of a part, in the order of its pieces. */
  async finish<Name extends keyof Parts>(name: Name): Promise<ReturnType<Parts[Name]['compute']>[]> {
    const wanted = [...this.#pieces.keys()].filter((piece) => this.#pieces[piece]?.part === name);
    for (;;) {
      const missing = wanted.find((piece) => !this.#isDone[piece]);
      if (missing === undefined) return wanted.map((piece) => this.#results[piece]) as never;
      const piece = takePiece(this.#next);
      if (piece < this.#pieces.length) this.#compute(piece);
      else if (this.#helpers.size === 0) this.#compute(missing);
      else await new Promise<void>((resolve) => (this.#hear = resolve));
      // Other work of the process can run in between.
      await setImmediate();
    }
  }

  /** Ends helpers that still compute, as after an error. */
  async close(): Promise<void> {
    await Promise.all([...this.#helpers].map((helper) => helper.terminate()));
  }

  #compute(at: number): void {
    const { title, fraction, compute } = this.#pieces[at] as Piece;
    this.#onStep(title, fraction);
    this.#keep({ piece: at, result: compute() });
  }

  #keep({ piece, result }: HelperNews): void {
    this.#results[piece] = result;
    this.#isDone[piece] = true;
  }

  #engage(workerData: HelperOrder): void {
    // A thread that cannot start or dies leaves its piece to this one.
    const helper = startHelper('src/data-report/threads/report-thread.js', { workerData }, () => {
      if (helper !== undefined) this.#helpers.delete(helper);
      this.#hear();
    });
    if (helper === undefined) return;
    this.#helpers.add(helper);
    helper.on('message', (news: HelperNews) => {
      this.#keep(news);
      this.#hear();
    });
  }
}
