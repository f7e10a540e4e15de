import { assemble } from './code/assembler.ts';
import type { Routine } from './code/routine.ts';
import { dividedRows } from './threads/divided-rows.ts';
import type { ProductCrew } from './threads/product-crew.ts';
import type { CrewCall } from './threads/product-helper.ts';

/** A recorded call: running it again does the same to the same addresses. */
export interface RecordedCall {
  readonly run: (...operands: number[]) => void;
  readonly operands: readonly number[];
  /** The calls of routines that it makes: one, or several that threads share. */
  readonly calls: readonly CrewCall[];
}

type Operands<Name extends string> = Readonly<Record<NoInfer<Name>, number>>;

interface Compiled {
  readonly run: (...operands: number[]) => void;
  /** Parameter names, in the order of the operands. */
  readonly names: readonly string[];
}

/**
 * Makes calls of routines on a memory. A routine is compiled when it first runs. All operands are addresses and numbers, so
 * a call can be recorded and run again; `recorder` receives every call while it is set.
 */
export class Caller {
  recorder: ((call: RecordedCall) => void) | undefined;
  /** Receives the calls that are to be made together. */
  #collected: CrewCall[] | undefined;
  readonly #compiled = new Map<Routine, Compiled>();
  readonly #memory: object;
  #crew: ProductCrew | undefined;

  constructor(memory: object) {
    this.#memory = memory;
  }

  /** Lets threads share large calls from now on. */
  protected engage(crew: ProductCrew): void {
    this.#crew = crew;
  }

  /** One Int32: how many threads may compute large calls from now on, which may change. */
  useThreads(count: SharedArrayBuffer | undefined): void {
    this.#crew?.useThreads(count);
  }

  /** How many threads compute large calls now. */
  get threads(): number {
    return 1 + (this.#crew?.ready().length ?? 0);
  }

  run<Name extends string>(routine: Routine<Name>, operands: Operands<Name>): void {
    this.make(this.callOf(routine, operands));
  }

  /** A call of a routine, which nobody makes yet. */
  callOf<Name extends string>(routine: Routine<Name>, operands: Operands<Name>): CrewCall {
    const { run, names } = this.#compiled.get(routine) ?? this.#compile(routine);
    const values = new Array<number>(names.length);
    for (let index = 0; index < names.length; index++) values[index] = operands[names[index] as Name];
    return { routine, run, operands: values };
  }

  /**
   * Makes the calls of all of up to `count` parts, which threads share: `partsOf(count)` are the same calls in another
   * division, and no call reads a result of another part's.
   */
  together(partsOf: (count: number) => readonly (readonly CrewCall[])[]): void {
    const crew = this.#crew;
    if (crew === undefined) {
      for (const call of partsOf(1).flat()) this.make(call);
      return;
    }
    const run = () => crew.together(partsOf);
    run();
    this.recorder?.({ run, operands: [], calls: partsOf(1).flat() });
  }

  /** `run` for state that outlives a step: while a step is recorded, the call is recorded but not executed. */
  change<Name extends string>(routine: Routine<Name>, operands: Operands<Name>): void {
    const call = this.callOf(routine, operands);
    if (this.recorder === undefined) call.run(...call.operands);
    else this.recorder(this.recorded(call));
  }

  /** A call that threads share where that pays, as a recording has it. */
  recorded(call: CrewCall): RecordedCall {
    const crew = this.#crew;
    const run = crew?.pay([call]) === true ? () => crew.make(call) : call.run;
    return { run, operands: call.operands, calls: [call] };
  }

  /**
   * Makes the calls of `work`, of which each one computes `rows` rows: threads share these, and each makes all calls for its
   * own. A row of a result may depend on that row of others alone.
   */
  overRows(rows: number, work: () => void): void {
    if (this.#crew === undefined) {
      work();
      return;
    }
    const calls: CrewCall[] = [];
    this.#collected = calls;
    try {
      work();
    } finally {
      this.#collected = undefined;
    }
    if (this.#crew.pay(calls)) this.together(dividedRows(rows, calls));
    else for (const call of calls) this.make(call);
  }

  /** Makes a call. */
  make(call: CrewCall): void {
    if (this.#collected !== undefined) this.#collected.push(call);
    else if (this.recorder !== undefined) this.#perform(this.recorded(call));
    else if (this.#crew === undefined) call.run(...call.operands);
    else this.#crew.make(call);
  }

  #perform(call: RecordedCall): void {
    call.run(...call.operands);
    this.recorder?.(call);
  }

  #compile(routine: Routine): Compiled {
    const exported = assemble([routine], this.#memory);
    const run = exported[routine.name] as Compiled['run'];
    const compiled = { run, names: Object.keys(routine.parameters) };
    this.#compiled.set(routine, compiled);
    return compiled;
  }
}
