import type { RecordedCall } from '../../wasm-kernels/caller.ts';
import type { CrewCall } from '../../wasm-kernels/threads/product-helper.ts';
import type { Piece } from '../arena.ts';

type Moved = { -readonly [Name in keyof Piece]: Piece[Name] };

/** All that was handed out at one address. */
interface Block {
  readonly address: number;
  readonly end: number;
  readonly pieces: Moved[];
}

/**
 * The calls of a recorded step, to be replaced by fewer with the same results. A call uses a piece of memory if one of its
 * operands is an address in it: routines reach memory by such operands alone, and stay within the piece.
 */
export class Program {
  /** One or several calls, or none, at each place. */
  readonly #places: (readonly RecordedCall[])[];
  readonly #blocks: readonly Block[];
  readonly #users = new Map<Piece, Set<number>>();
  readonly #kept: ReadonlySet<number>;

  /** `kept` are addresses of results, which are read after the last call. */
  constructor(calls: readonly RecordedCall[], pieces: readonly Piece[], kept: ReadonlySet<number>) {
    this.#places = calls.map((call) => [call]);
    this.#kept = kept;
    const blocks = new Map<number, Block>();
    for (const piece of pieces) {
      const { address, bytes } = piece;
      const block = blocks.get(address) ?? { address, end: address + bytes, pieces: [] };
      blocks.set(address, block);
      block.pieces.push({ ...piece });
    }
    this.#blocks = [...blocks.values()].sort((one, other) => one.address - other.address);
    for (const place of this.#places.keys()) this.#note(place, (users) => users.add(place));
  }

  get calls(): RecordedCall[] {
    return this.#places.flat();
  }

  /** All memory that the calls were handed out. */
  get pieces(): Piece[] {
    return this.#blocks.flatMap(({ pieces }) => pieces);
  }

  /** The places in order, with their call where it is a single one of a routine. */
  *[Symbol.iterator](): Iterable<readonly [place: number, call: CrewCall]> &
    Iterator<readonly [number, CrewCall]> {
    for (let place = 0; place < this.#places.length; place++) {
      const call = this.callAt(place);
      if (call !== undefined) yield [place, call];
    }
  }

  /** The single call of a routine at a place. */
  callAt(place: number): CrewCall | undefined {
    const [call, ...others] = this.#places[place] as readonly RecordedCall[];
    return others.length === 0 && call?.calls.length === 1 ? call.calls[0] : undefined;
  }

  /** The piece that begins at this address when the call at this place is made. */
  pieceAt(address: number, place: number): Piece | undefined {
    const piece = this.pieceAround(address, place);
    return piece?.address === address ? piece : undefined;
  }

  /** The places whose calls use a piece, in order. */
  usersOf(piece: Piece): number[] {
    return [...(this.#users.get(piece) ?? [])].sort((one, other) => one - other);
  }

  /** Whether a piece is read after the last call. */
  isKept(piece: Piece): boolean {
    return this.#kept.has(piece.address) && piece.to === Number.POSITIVE_INFINITY;
  }

  /** Whether the memory of a piece is used by none of these places, but for `except`. */
  isIdle(piece: Piece, [from, to]: readonly [number, number], except: readonly number[] = []): boolean {
    const users = this.#blockOf(piece)?.pieces.flatMap((each) => this.usersOf(each)) ?? [];
    return users.every((place) => place < from || place >= to || except.includes(place));
  }

  /** Whether a later call has an operand from the first address up to the last. */
  isUsedAfter(place: number, [first, last]: readonly [number, number]): boolean {
    const calls = this.#places.slice(place + 1).flatMap((each) => each.flatMap(({ calls }) => calls));
    return calls.some(({ operands }) => operands.some((value) => value >= first && value < last));
  }

  /** Lets a piece begin earlier, where its memory is idle from then on. */
  advance(piece: Piece, place: number): void {
    for (const each of this.#blockOf(piece)?.pieces ?? []) {
      if (each === piece) each.from = Math.min(each.from, place);
      else if (each.from < piece.from) each.to = Math.min(each.to, place);
    }
  }

  /** Puts these calls in the place of the former ones. */
  replace(place: number, calls: readonly RecordedCall[]): void {
    this.#note(place, (users) => users.delete(place));
    this.#places[place] = calls;
    this.#note(place, (users) => users.add(place));
  }

  #blockOf({ address }: Piece): Block | undefined {
    return this.#blocks.find((each) => each.address === address);
  }

  #note(place: number, change: (users: Set<number>) => void): void {
    for (const { operands } of (this.#places[place] as readonly RecordedCall[]).flatMap(
      ({ calls }) => calls,
    )) {
      for (const operand of operands) {
        const piece = this.pieceAround(operand, place);
        if (piece === undefined) continue;
        const users = this.#users.get(piece) ?? new Set();
        this.#users.set(piece, users);
        change(users);
      }
    }
  }

  /** The piece in which this address is when the call at this place is made. */
  pieceAround(address: number, place: number): Piece | undefined {
    let [low, high] = [0, this.#blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#blocks[middle]?.address as number) <= address) low = middle + 1;
      else high = middle;
    }
    const block = this.#blocks[low - 1];
    if (block === undefined || address >= block.end) return undefined;
    return block.pieces.find(({ from, to }) => from <= place && place < to);
  }
}

/** The operand of this name. */
export function operand({ routine, operands }: CrewCall, name: string): number {
  return operands[Object.keys(routine.parameters).indexOf(name)] as number;
}

/** The same call with other operands of these names. */
export function changed(call: CrewCall, operands: Readonly<Record<string, number>>): CrewCall {
  const names = Object.keys(call.routine.parameters);
  return {
    ...call,
    operands: call.operands.map((value, index) => operands[names[index] as string] ?? value),
  };
}
