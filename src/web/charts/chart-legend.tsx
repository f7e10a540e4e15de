import { type ChartLine, lookOf, valueAt } from './chart-line.ts';

interface ChartLegendProps {
  readonly lines: readonly ChartLine[];
  /** The x whose values are shown; undefined: none. */
  readonly at: number | undefined;
  showY(value: number): string;
}

/** The names of the lines but the faint ones, with their values at an x. */
export function ChartLegend({ lines, at, showY }: ChartLegendProps) {
  return (
    <ul class="chart-legend">
      {lines.map((line, place) => {
        if (line.look === 'faint') return null;
        const value = at === undefined ? undefined : valueAt(line, at);
        return (
          <li key={line.name}>
            <svg width="14" height="8" aria-hidden="true">
              <path class={`chart-line ${lookOf(line, place)}`} d="M0 4H14" />
            </svg>
            {line.name}
            {value !== undefined && <b> {showY(value)}</b>}
          </li>
        );
      })}
    </ul>
  );
}
