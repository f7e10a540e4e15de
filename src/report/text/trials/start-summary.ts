import type { Wording } from '../../../faults/message.ts';
import { shownName } from '../../../faults/visible-text.ts';
import { counted } from '../../../reports/figure.ts';
import type { SearchReport } from '../../../reports/search-report.ts';
import type { Objective } from '../../../study/objective.ts';
import { renderBaseline } from '../parts/baseline-text.ts';
import { commandWords } from '../parts/command-words.ts';
import { formatDuration } from '../parts/format.ts';
import { simpleModelLines } from '../parts/simple-models-text.ts';
import { wrapLine } from '../parts/wrap-line.ts';
import { describe } from '../progress/progress.ts';
import { fitText } from './fit-text.ts';
import { fleetText } from './fleet-text.ts';
import { hintText } from './hint-text.ts';
import { provisionalText } from './provisional-text.ts';
import { schedulingLines } from './scheduling-text.ts';
import { stopText } from './stop-text.ts';
import { tiedText } from './tied-text.ts';
import { whereLines } from './where-text.ts';

export function renderStartSummary(
  report: SearchReport,
  objective: Objective,
  width = 80,
  words: Wording = commandWords(),
): string {
  const { study, seconds, trials, outOfTime = 0, best, stopped, where, tied, fleet } = report;
  const { humanBaseline, baselines, scheduling, missingStage, fit, provisional, hints = [] } = report;
  const counts = Object.entries(trials).filter(([state, count]) => count > 0 || state === 'complete');
  const told = counts.map(([state, count]) => `${count} ${state}`).join(', ');
  const noun = counts.length === 1 && counts[0]?.[1] === 1 ? 'trial' : 'trials';
  const ending = stopped === undefined ? '' : `\n${stopText(stopped, objective)}`;
  const constraints =
    where === undefined
      ? ''
      : whereLines(where)
          .map((line) => `\n${line}`)
          .join('');
  const on = fleet === undefined || fleet.machines < 2 ? '' : `, on up to ${fleetText(fleet)}`;
  const first = `${shownName(study)}: ${told} ${noun} in ${formatDuration(seconds)}${on}${ending}${constraints}`;
  if (best === null) return first;
  const timed =
    outOfTime === 0
      ? []
      : wrapLine(
          `${counted(outOfTime, 'trial')} ended by training.secondsPerTrial, after a number of epochs that depends on the speed of this machine`,
          width,
        );
  const missing =
    missingStage === undefined
      ? []
      : [
          `no stage ${missingStage.name}: the trials leave nothing to search in it`,
          ...missingStage.reasons.map(({ parameter, reason }) => `  ${shownName(parameter)}: ${reason}`),
        ];
  const lines = [first, ...missing, ...timed, `best: ${describe(best, objective)}`];
  if (fit !== undefined) lines.push(...wrapLine(fitText(best, fit, words), width));
  if (provisional !== undefined) lines.push(...wrapLine(provisionalText(provisional), width));
  if (tied !== undefined) lines.push(wrapLine(tiedText(tied), width).join('\n'));
  if (scheduling !== undefined) {
    lines.push(...schedulingLines(scheduling).flatMap((line) => wrapLine(line, width)));
  }
  if (humanBaseline !== undefined) {
    lines.push(
      renderBaseline(humanBaseline, [{ who: 'the best', reached: best.metrics[humanBaseline.metric] }]),
    );
  }
  return [
    ...lines,
    ...simpleModelLines(baselines, best.value, objective),
    ...hints.map((hint) => hintText(hint, words)),
  ].join('\n');
}
