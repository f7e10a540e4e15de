/** ln Γ(x) for x above 0: Stirling's series from 10 on, the recurrence Γ(x + 1) = x Γ(x) below. */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  for (; shifted < 10; shifted++) product *= shifted;
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 -
      square *
        (1 / 360 -
          square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360_360))))));
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - Math.log(product)
  );
}
