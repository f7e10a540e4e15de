import { advance, type Code, i32, type Variable, v128, whileLoop } from './instructions.ts';

/** How a loop's body touches memory: four floats at a time, or the one that is left. */
export interface Access {
  readonly lanes: 4 | 1;
  load(pointer: Code): Code;
  store(pointer: Code, value: Code): Code;
}

const accesses: readonly Access[] = [
  { lanes: 4, load: v128.load, store: v128.store },
  { lanes: 1, load: v128.loadOne, store: v128.storeOne },
];

/**
 * Runs `body` over `count` floats, four at a time and then one by one, so that nothing is touched beyond the end; the
 * body is written once, on vectors. Uses up `count`, and leaves the pointers behind the last float.
 */
export function overFloats(
  count: Variable,
  pointers: readonly Variable[],
  body: (access: Access) => Code,
): Code {
  return accesses.map((access) =>
    whileLoop(i32.ge(count, i32.const(access.lanes)), [
      body(access),
      pointers.map((pointer) => advance(pointer, i32.const(4 * access.lanes))),
      advance(count, i32.const(-access.lanes)),
    ]),
  );
}
