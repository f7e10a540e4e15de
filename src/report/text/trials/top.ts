import pc from 'picocolors';
import type { Wording } from '../../../faults/message.ts';
import { shownName, visibleJson } from '../../../faults/visible-text.ts';
import type { Fit } from '../../../metrics/fit.ts';
import type { TestInterval } from '../../../metrics/test-interval.ts';
import type { Hint } from '../../../reports/hint.ts';
import type { Provisional, SchedulingReport } from '../../../reports/scheduling-report.ts';
import type { Tied } from '../../../reports/tied.ts';
import type { WhereReport } from '../../../reports/where-report.ts';
import type { Study } from '../../../store/store.ts';
import type { Trial } from '../../../study/trial.ts';
import { baselineLines } from '../parts/baseline-text.ts';
import { simpleModelLines } from '../parts/simple-models-text.ts';
import { testIntervalText } from '../parts/test-interval-text.ts';
import { wrapLine } from '../parts/wrap-line.ts';
import { fitText } from './fit-text.ts';
import { hintText } from './hint-text.ts';
import { provisionalText } from './provisional-text.ts';
import { schedulingLines } from './scheduling-text.ts';
import { tiedText } from './tied-text.ts';
import { renderRanking } from './trial-table.ts';
import { whereLines } from './where-text.ts';

interface Findings {
  readonly tied?: Tied | undefined;
  readonly hints?: readonly Hint[];
  readonly scheduling?: SchedulingReport | undefined;
  readonly where?: WhereReport | undefined;
  readonly provisional?: Provisional | undefined;
  /** Lines of a plot above the ranking. */
  readonly plot?: readonly string[];
  /** How the commands of hints are worded. */
  readonly words?: Wording;
}

/** The ranking of a study's best trials, the best configuration in full, and hints about the space. */
export function renderTop(
  { name, spec, baselines = [] }: Pick<Study, 'name' | 'spec' | 'baselines'>,
  trials: readonly (Trial & {
    readonly testInterval?: TestInterval;
    readonly fit?: Fit;
    readonly stage?: string;
  })[],
  width: number,
  { tied, hints = [], scheduling, where, provisional, plot = [], words }: Findings = {},
): string {
  const [best] = trials;
  if (best === undefined) return '';
  return [
    `${pc.bold(shownName(name))}: ${spec.objective.metric}, ${spec.objective.direction}d`,
    ...baselineLines(spec, best),
    ...simpleModelLines(baselines, best.value, spec.objective),
    '',
    ...(plot.length === 0 ? [] : [...plot, '']),
    renderRanking({ trials, baselines }, spec.space, spec.objective, width),
    ...(where === undefined ? [] : whereLines(where).flatMap((line) => wrapLine(line, width))),
    ...(provisional === undefined ? [] : wrapLine(provisionalText(provisional), width)),
    ...(tied === undefined ? [] : wrapLine(tiedText(tied), width)),
    ...(scheduling === undefined ? [] : schedulingLines(scheduling).flatMap((line) => wrapLine(line, width))),
    ...(best.fit === undefined ? [] : wrapLine(fitText(best, best.fit, words), width)),
    ...(best.testInterval === undefined
      ? []
      : wrapLine(`trial ${best.trial} is ${testIntervalText(best.testInterval)}`, width)),
    '',
    `best configuration (trial ${best.trial}):`,
    visibleJson(JSON.stringify(best.config, null, 2)),
    ...hints.map((hint) => hintText(hint, words)),
  ].join('\n');
}
