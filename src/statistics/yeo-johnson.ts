/*
 * The power transform of Yeo and Johnson (Biometrika 2000) and its inverse. Exported folders carry the compiled text of
 * this file, so it imports nothing.
 */

/** Any finite value, transformed; lambda 1 changes nothing. */
export function yeoJohnson(value: number, lambda: number): number {
  return value >= 0 ? power(Math.log1p(value), lambda) : -power(Math.log1p(-value), 2 - lambda);
}

/** The value whose transform this is; infinite beyond a transform's range, which is bounded unless 0 ≤ lambda ≤ 2. */
export function inverseYeoJohnson(transformed: number, lambda: number): number {
  return transformed >= 0 ? inversePower(transformed, lambda) : -inversePower(-transformed, 2 - lambda);
}

/** ((1 + x)^exponent − 1) / exponent of log(1 + x), exact near an exponent of 0. */
function power(logarithm: number, exponent: number): number {
  return exponent === 0 ? logarithm : Math.expm1(exponent * logarithm) / exponent;
}

function inversePower(transformed: number, exponent: number): number {
  if (exponent === 0) return Math.expm1(transformed);
  const shifted = exponent * transformed;
  return shifted <= -1 ? Number.POSITIVE_INFINITY : Math.expm1(Math.log1p(shifted) / exponent);
}
