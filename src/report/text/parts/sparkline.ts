import { meanOf } from '../../../statistics/mean.ts';

const levels = '▁▂▃▄▅▆▇█';

/**
 * A curve in one line of at most `width` characters, scaled from its lowest to its highest value; a longer one is
 * averaged.
 */
export function sparkline(values: readonly number[], width: number): string {
  const points = values.length <= width ? values : shrink(values, width);
  const low = Math.min(...points);
  const range = Math.max(...points) - low;
  return points
    .map((value) => levels[range === 0 ? 0 : Math.round(((value - low) / range) * (levels.length - 1))])
    .join('');
}

/** Counts as bars from zero, scaled to the highest; more than `width` are averaged. */
export function sparkbars(counts: readonly number[], width: number): string {
  const bars = counts.length <= width ? counts : shrink(counts, width);
  const most = Math.max(...bars);
  return bars.map((count) => levels[Math.round((count / most) * (levels.length - 1)) || 0]).join('');
}

function shrink(values: readonly number[], width: number): number[] {
  return Array.from({ length: width }, (_, index) => {
    const part = values.slice(
      Math.floor((index * values.length) / width),
      Math.floor(((index + 1) * values.length) / width),
    );
    return meanOf(part);
  });
}
