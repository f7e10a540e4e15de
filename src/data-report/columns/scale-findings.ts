import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding, FeatureReport } from '../../reports/data-report.ts';
import { brief } from '../../reports/number-text.ts';
import type { Scaling } from '../../study/scaling.ts';

const wildRatio = 100;
const largestSpread = 10;

/** Inputs that would reach the model on very different scales, with `scaling: none`. */
export function findScales(
  { raw }: SourceRows,
  features: readonly FeatureReport[],
  scaling: Scaling | undefined,
): DataFinding[] {
  if (scaling !== 'none') return [];
  if (raw.inputs.kind === 'images') return unscaledPixels(raw.inputs.maximum);
  const numbers = features.filter((feature) => feature.kind === 'number' && feature.std > 0);
  const spreads = numbers.map((feature) => ({ name: feature.name, spread: spreadOf(feature) }));
  const sorted = spreads.sort((one, other) => other.spread - one.spread);
  const [widest, narrowest] = [sorted[0], sorted.at(-1)];
  if (widest === undefined || narrowest === undefined) return [];
  const ratio = widest.spread / narrowest.spread;
  if (ratio < wildRatio) return [];
  return [
    finding(
      `${widest.name} spreads ${brief(Math.round(ratio))} times as wide as ${narrowest.name}, and data.scaling is none`,
      [widest.name, narrowest.name],
    ),
  ];
}

/** Robust, so that a single outlier does not change it; the standard deviation when half of the values are equal. */
function spreadOf(feature: FeatureReport): number {
  if (feature.kind === 'category') return 0;
  return feature.quantiles.p75 - feature.quantiles.p25 || feature.std;
}

function unscaledPixels(maximum: number): DataFinding[] {
  if (maximum <= largestSpread) return [];
  return [finding(`pixels from 0 to ${maximum} enter the net as they are, for data.scaling is none`, [])];
}

function finding(message: string, columns: string[]): DataFinding {
  const advice = 'set data.scaling to standard or minMax: one learning rate does not fit all scales';
  return {
    severity: 'warn',
    kind: 'different-scales',
    message,
    advice,
    columns,
    rows: [],
    count: columns.length,
  };
}
