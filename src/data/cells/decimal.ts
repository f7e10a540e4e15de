/** Powers of ten that a double holds exactly. */
const exactPowers = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** The code of a point less that of 0. */
const point = -2;
/** Digits that are an exact double together, and those that may follow. */
const headDigits = 15;
const mostTailDigits = 7;
/** Splits a double into two of 26 bits, whose products are exact (Dekker 1971). */
const halver = 2 ** 27 + 1;
/** A bound of the error of a quotient and its correction together, as a share of it; it is some 2^-102. */
const pairError = 2 ** -98;

/**
 * Digits with at most one point and a sign, between two places of UTF-16 code units, as Number() reads them, in a third
 * of its time; NaN for other cells. Up to 2^53 the digits are an exact double, and so is their power of ten: the
 * quotient is the nearest double (Clinger 1990). More digits, to 22, are read as two doubles.
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
  if (isEmpty || places >= exactPowers.length) return Number.NaN;
  const power = exactPowers[places] as number;
  const size = digits < 2 ** 53 ? digits / power : longQuotient(codes, first, end, power);
  return sign === 0x2d ? -size : size;
}

/** NaN for too many digits, and where the double next to the quotient is not certain: about between two doubles. */
function longQuotient(codes: Uint16Array, first: number, end: number, power: number): number {
  let head = 0;
  let tail = 0;
  let count = 0;
  for (let at = first; at < end; at++) {
    const digit = (codes[at] as number) - 0x30;
    if (digit === point) continue;
    if (count > 0 || digit > 0) count++;
    if (count <= headDigits) head = head * 10 + digit;
    else tail = tail * 10 + digit;
  }
  if (count > headDigits + mostTailDigits) return Number.NaN;
  const raised = exactPowers[count - headDigits] as number;
  // Both parts of the head have few enough bits for exact products.
  const upper = Math.floor(head / 2 ** 26) * 2 ** 26;
  const [large, small] = [upper * raised, (head - upper) * raised + tail];
  const digits = large + small;
  const quotient = digits / power;
  const left = digits - large - small + productError(quotient, power);
  const correction = (digits - quotient * power - left) / power;
  const slack = quotient * pairError;
  const size = quotient + (correction - slack);
  return size === quotient + (correction + slack) ? size : Number.NaN;
}

/** The exact product of two doubles, minus the rounded one. */
function productError(one: number, other: number): number {
  const product = one * other;
  const [high, wide] = [upperHalf(one), upperHalf(other)];
  const [low, narrow] = [one - high, other - wide];
  return low * narrow - (product - high * wide - low * wide - high * narrow);
}

function upperHalf(value: number): number {
  const scaled = halver * value;
  return scaled - (scaled - value);
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
