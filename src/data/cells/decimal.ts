/** Powers of ten that a double holds exactly. */
const exactPowers = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** The code of a point less that of 0. */
const point = -2;

/**
 * Digits with at most one point and a sign, between two places of UTF-16 code units, as Number() reads them, in a third
 * of its time; NaN for other cells. Up to 2^53 the digits are an exact double, and so is their power of ten: the
 * quotient is the nearest double (Clinger 1990).
 */
export function readDecimal(codes: Uint16Array, start: number, end: number): number {
  const sign = codes[start];
  const first = sign === 0x2d || sign === 0x2b ? start + 1 : start;
  let digits = 0;
  let pointAt = -1;
  for (let at = first; at < end; at++) {
    const digit = (codes[at] as number) - 0x30;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (digit === point && pointAt < 0) pointAt = at;
    else return Number.NaN;
  }
  const places = pointAt < 0 ? 0 : end - 1 - pointAt;
  const isEmpty = end - first <= (pointAt < 0 ? 0 : 1);
  if (isEmpty || places >= exactPowers.length || digits >= 2 ** 53) return Number.NaN;
  const size = digits / (exactPowers[places] as number);
  return sign === 0x2d ? -size : size;
}

/** True for a decimal that may begin with zeros, as codes do: 007. */
export function mayBePadded(codes: Uint16Array, start: number): boolean {
  const next = codes[start + 1] ?? 0;
  return codes[start] === 0x30 && next >= 0x30 && next <= 0x39;
}

export function hasPointIn(codes: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (codes[at] === 0x2e) return true;
  return false;
}
