import pc from 'picocolors';
import { shownName, visibleJson } from '../../../faults/visible-text.ts';
import type { Tied } from '../../../reports/tied.ts';
import type { Study } from '../../../store/store.ts';
import { edgeOf } from '../../../study/edge.ts';
import type { Trial } from '../../../study/trial.ts';
import { baselineLines } from '../parts/baseline-text.ts';
import { formatValue } from '../parts/format.ts';
import { unbeatenLines } from '../parts/simple-models-text.ts';
import { wrapLine } from '../parts/wrap-line.ts';
import { tiedText } from './tied-text.ts';
import { renderRanking } from './trial-table.ts';

/** The ranking of a study's best trials, the best configuration in full, and a hint when it lies at an edge. */
export function renderTop(
  { name, spec, baselines = [] }: Pick<Study, 'name' | 'spec' | 'baselines'>,
  trials: readonly Trial[],
  width: number,
  tied?: Tied,
): string {
  const [best] = trials;
  if (best === undefined) return '';
  return [
    `${pc.bold(shownName(name))}: ${spec.objective.metric}, ${spec.objective.direction}d`,
    ...baselineLines(spec, best),
    ...unbeatenLines(baselines, best.value, spec.objective),
    '',
    renderRanking({ trials, baselines }, spec.space, spec.objective, width),
    ...(tied === undefined ? [] : wrapLine(tiedText(tied), width)),
    '',
    `best configuration (trial ${best.trial}):`,
    visibleJson(JSON.stringify(best.config, null, 2)),
    ...edgeHints(spec, best),
  ].join('\n');
}

/** A best value near the end of its range suggests that the range is too narrow. */
export function edgeHints(spec: Study['spec'], { config }: Trial): string[] {
  return spec.space.flatMap(({ name, distribution }) => {
    const value = config[name];
    const edge = value === undefined ? undefined : edgeOf(distribution, value);
    if (edge === undefined || !('min' in distribution)) return [];
    const way = edge === 'min' ? 'lower' : 'higher';
    const bound = distribution[edge];
    const place = value === bound ? 'at' : 'near';
    return [
      `hint: ${name} ${formatValue(value)} is ${place} its ${edge} ${formatValue(bound)}: try a ${way} ${edge}`,
    ];
  });
}
