import { advance, i32, i32x4, v128, whileLoop } from './instructions.ts';
import type { Code, Variable } from './routine.ts';

/** Memory access of a loop's body: four floats at a time, or one for the remainder. */
export interface Access {
  readonly lanes: 4 | 1;
  load(pointer: Code): Code;
  store(pointer: Code, value: Code): Code;
  /** Converts bytes 0 or 1 to masks of all zeros or all ones. */
  loadBits(pointer: Code): Code;
  storeBits(pointer: Code, mask: Code): Code;
}

const accesses: readonly Access[] = [
  {
    lanes: 4,
    load: v128.load,
    store: v128.store,
    loadBits: (pointer) => i32x4.sub(v128.zero, v128.loadBytes(pointer)),
    storeBits: (pointer, mask) => v128.storeBytes(pointer, i32x4.sub(v128.zero, mask)),
  },
  {
    lanes: 1,
    load: v128.loadOne,
    store: v128.storeOne,
    loadBits: (pointer) => i32x4.splat(i32.sub(i32.const(0), i32.loadByte(pointer))),
    storeBits: (pointer, mask) => i32.storeByte(pointer, i32.and(i32x4.lane(mask, 0), i32.const(1))),
  },
];

/**
 * Runs `body`, written once for vectors, over `count` elements: four at a time, then one by one, so that nothing beyond
 * the end is accessed. Counts `count` down and advances the pointers, to floats or bytes, past the last element.
 */
export function overFloats(
  count: Variable,
  pointers: readonly Variable[],
  body: (access: Access) => Code,
  bytePointers: readonly Variable[] = [],
): Code {
  return accesses.map((access) =>
    whileLoop(i32.ge(count, i32.const(access.lanes)), [
      body(access),
      pointers.map((pointer) => advance(pointer, i32.const(4 * access.lanes))),
      bytePointers.map((pointer) => advance(pointer, i32.const(access.lanes))),
      advance(count, i32.const(-access.lanes)),
    ]),
  );
}
