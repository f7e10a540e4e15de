/** The number of bins in Guo et al., ICML 2017. */
export const confidenceBins = 15;

/** Bin b, from 0, holds the confidences in (b / 15, (b + 1) / 15]. */
export function confidenceBin(confidence: number): number {
  return Math.min(confidenceBins - 1, Math.max(0, Math.ceil(confidence * confidenceBins) - 1));
}
