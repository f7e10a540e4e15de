import type { Configuration, SearchSpace } from '../../../study/search-space.ts';
import { formatValue } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';

/** One line per configuration, one column per parameter; a dash for an inactive parameter. */
export function renderSample(
  sampled: readonly { trial: number; config: Configuration }[],
  space: SearchSpace,
  width: number,
): string {
  const trials = { title: 'trial', cells: sampled.map(({ trial }) => String(trial)) };
  const columns = space.map(({ name }) => ({
    title: name,
    cells: sampled.map(({ config }) => formatValue(config[name])),
  }));
  // Parameters are the requested content: a narrow terminal wraps them and drops none.
  return renderTable([trials, ...columns], width).text;
}
