import { describe, expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import { Arena } from '../../../src/training/replay/arena.ts';

/** A heap of its own that never uses an address twice, and refuses to free what is not allocated. */
function fakeHeap() {
  const live = new Map<number, number>();
  let end = 16;
  const heap = {
    _malloc(bytes: number): number {
      const address = end;
      end += bytes + 8;
      live.set(address, bytes);
      return address;
    },
    _free(address: number): void {
      if (!live.delete(address)) throw new Error(`freed twice, or never allocated: ${address}`);
    },
  };
  return { heap, live };
}

interface Piece {
  readonly address: number;
  readonly bytes: number;
  readonly isConstant: boolean;
}

const overlap = (one: Piece, other: Piece) =>
  one.address < other.address + other.bytes && other.address < one.address + one.bytes;

describe('an arena', () => {
  test('gives out pieces that do not overlap while both are held, and nothing that was ever a constant', () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = randomFor('arena', seed);
      const { heap } = fakeHeap();
      const arena = new Arena(heap);
      const held: Piece[] = [];
      const all: Piece[] = [];
      arena.within(() => {
        for (let step = 0; step < 200; step++) {
          if (held.length > 0 && random.below(2) === 0) {
            const [piece] = held.splice(random.below(held.length), 1);
            heap._free((piece as Piece).address);
            continue;
          }
          const bytes = 1 + random.below(64);
          const isConstant = random.below(4) === 0;
          const allocate = () => heap._malloc(bytes);
          const address = isConstant ? arena.constant(allocate) : allocate();
          const piece = { address, bytes, isConstant };
          expect(held.filter((other) => overlap(other, piece))).toEqual([]);
          expect(all.filter((other) => (isConstant || other.isConstant) && overlap(other, piece))).toEqual(
            [],
          );
          held.push(piece);
          all.push(piece);
        }
      });
    }
  });

  test('uses again what was freed, the smallest piece that fits, and none that is more than twice too large', () => {
    const { heap } = fakeHeap();
    const arena = new Arena(heap);
    arena.within(() => {
      const [small, large] = [heap._malloc(40), heap._malloc(64)];
      for (const address of [large, small]) heap._free(address);
      expect(heap._malloc(36)).toBe(small);
      expect(heap._malloc(36)).toBe(large);
      heap._free(large);
      expect([small, large]).not.toContain(heap._malloc(31));
    });
  });

  test('frees all of its memory when it is released, and can be released again', () => {
    const { heap, live } = fakeHeap();
    const arena = new Arena(heap);
    arena.within(() => {
      const addresses = [heap._malloc(8), arena.constant(() => heap._malloc(8)), heap._malloc(100)];
      for (const address of addresses) heap._free(address);
    });
    expect(arena.isHeld).toBe(false);
    expect(live.size).toBe(3);
    arena.release();
    expect(live.size).toBe(0);
    arena.release();
  });

  test('says that something outlives the step, and leaves that to its holder', () => {
    const { heap, live } = fakeHeap();
    const arena = new Arena(heap);
    const [kept, constant] = arena.within(() => {
      heap._free(heap._malloc(8));
      return [heap._malloc(8), arena.constant(() => heap._malloc(8))] as const;
    });
    expect(arena.isHeld).toBe(true);
    arena.release();
    expect([...live.keys()].sort()).toEqual([kept, constant].sort());
    heap._free(kept);
    heap._free(constant);
    expect(live.size).toBe(0);
  });

  test('returns to the heap what came from the heap', () => {
    const { heap, live } = fakeHeap();
    const foreign = heap._malloc(32);
    const arena = new Arena(heap);
    arena.within(() => {
      heap._free(foreign);
      expect(live.has(foreign)).toBe(false);
      expect(heap._malloc(32)).not.toBe(foreign);
    });
  });

  test('puts the allocator back, after an error too', () => {
    const { heap } = fakeHeap();
    const { _malloc, _free } = heap;
    const failing = () => {
      expect(heap._malloc).not.toBe(_malloc);
      throw new Error('broken');
    };
    expect(() => new Arena(heap).within(failing)).toThrow('broken');
    expect(heap).toMatchObject({ _malloc, _free });
  });
});
