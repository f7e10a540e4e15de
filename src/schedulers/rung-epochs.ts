/**
 * The epochs of the rungs: at most `maxEpochs`, which is the last, at least `minEpochs`, each about `eta` times the one
 * below. Rounded from the last one down, as Determined does, because min · eta^k need not meet the maximum.
 */
export function rungEpochs(minEpochs: number, maxEpochs: number, eta: number): number[] {
  const rungs = [maxEpochs];
  for (let divisor = eta; minEpochs * divisor <= maxEpochs; divisor *= eta) {
    rungs.unshift(Math.floor(maxEpochs / divisor));
  }
  return rungs;
}
