import { formatNumber } from './parts/format.ts';

/** "wasm 0.71, native 4.62 ms a step", the fastest first; empty when nothing was measured. */
export function describeTimings(timings: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(timings).sort(([, one], [, other]) => one - other);
  if (sorted.length === 0) return '';
  const shown = sorted.map(([name, time]) => `${name} ${formatNumber(Number(time.toPrecision(3)))}`);
  return `${shown.join(', ')} ms a step`;
}
