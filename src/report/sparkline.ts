const levels = '▁▂▃▄▅▆▇█';

/** A curve in one line of at most `width` characters, from its lowest value to its highest; means where it is longer. */
export function sparkline(values: readonly number[], width: number): string {
  const points = values.length <= width ? values : shrink(values, width);
  const low = Math.min(...points);
  const range = Math.max(...points) - low;
  return points
    .map((value) => levels[range === 0 ? 0 : Math.round(((value - low) / range) * (levels.length - 1))])
    .join('');
}

function shrink(values: readonly number[], width: number): number[] {
  return Array.from({ length: width }, (_, index) => {
    const part = values.slice(
      Math.floor((index * values.length) / width),
      Math.floor(((index + 1) * values.length) / width),
    );
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
