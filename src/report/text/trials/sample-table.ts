import type { Configuration, SearchSpace } from '../../../study/search-space.ts';
import { formatValue } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';

/** One line a configuration, one column a parameter; a dash where the parameter is not active. */
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
  // Parameters are what was asked for: a narrow terminal wraps them and loses none.
  return renderTable([trials, ...columns], width).text;
}
