import type { StudyHead } from '../../../plots/study-head.ts';
import type { EpochRecord, Trial } from '../../../study/trial.ts';
import { formatNumber, formatUncertain, formatValue } from '../../text/parts/format.ts';
import type { Charts } from '../drawings/charts.ts';
import { definitions } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { curveFigures } from '../trial/curve-figures.ts';

export interface BestTrial {
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
}

/** The configuration, the metrics and the curves of the best trial. */
export function bestTrial({ trial, history }: BestTrial, { objective }: StudyHead, charts: Charts): Markup {
  const { value, standardError, config, metrics } = trial;
  const own = [objective.metric, formatUncertain(value, standardError)] as const;
  const others = Object.entries(metrics).filter(([name]) => name !== objective.metric);
  const reached = [own, ...others.map(([name, each]) => [name, formatNumber(each)] as const)];
  const settings = Object.entries(config).map(([name, each]) => [name, formatValue(each)] as const);
  return html`<div class="columns"><div><h3>Configuration</h3>
${definitions(settings)}</div><div><h3>Metrics</h3>
${definitions(reached)}</div></div>
<h3>Curves</h3>
${curveFigures(trial, history, charts)}`;
}
