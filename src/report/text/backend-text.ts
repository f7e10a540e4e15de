import type { BackendName } from '../../study/study-spec.ts';
import { formatNumber } from './parts/format.ts';

/** "wasm (0.41 ms a step; cpu 5.2)": the study's backend, and the timings that led to its choice. */
export function describeBackend(
  chosen: BackendName,
  timings: Readonly<Partial<Record<BackendName, number>>>,
): string {
  const own = timings[chosen];
  if (own === undefined) return chosen;
  const others = Object.entries(timings).filter(([name]) => name !== chosen);
  const told = others.map(([name, time]) => `; ${name} ${brief(time)}`).join('');
  return `${chosen} (${brief(own)} ms a step${told})`;
}

function brief(milliseconds: number): string {
  return formatNumber(Number(milliseconds.toPrecision(2)));
}
