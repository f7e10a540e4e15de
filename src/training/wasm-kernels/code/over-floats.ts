import { advance, i32, i32x4, v128, whileLoop } from './instructions.ts';
import type { Code, Variable } from './routine.ts';

/** How a loop's body touches memory: four floats at a time, or the one that is left. */
export interface Access {
  readonly lanes: 4 | 1;
  load(pointer: Code): Code;
  store(pointer: Code, value: Code): Code;
  /** Bytes 0 or 1 become masks, all zeros or all ones. */
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
 * Runs `body` over `count` elements, four at a time and then one by one, so that nothing is touched beyond the end; it
 * is written once, on vectors. Uses up `count`, and leaves the pointers, to floats or to bytes, behind the last one.
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
