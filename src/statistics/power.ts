/**
 * `base` to the power `exponent`, for a base of at least 0, the same bits on every Node: exp and log are V8's own code. The
 * operator `**` is the system's C library from Node 24 on, and differs from that of Node 20 and 22 in the last bit.
 */
export function power(base: number, exponent: number): number {
  return exponent === 0 ? 1 : Math.exp(exponent * Math.log(base));
}
