import type { VerdictLine } from '../../../reports/dashboard/verdict-report.ts';
import { counted, figure } from '../../../reports/figure.ts';
import { percent } from '../../../reports/number-text.ts';
import { isRanked } from '../../../study/ranking.ts';
import { brokenBounds } from '../../../study/search/where.ts';
import { fewestForGain } from './gain-lines.ts';
import { type JudgedStudy, listed } from './judged-study.ts';

/** With fewer trials at both rungs their correlation may be chance. */
const fewestAtRungs = 10;
/** How well the search itself has worked: constraints, pruning, epochs. */
export function runLines(judged: JudgedStudy): VerdictLine[] {
  return [...infeasibleLines(judged), ...schedulingLines(judged), ...epochLines(judged)];
}

/** Says once that there are too few trials for the sentences that are missing. */
export function fewLines({ stage, importance }: JudgedStudy): VerdictLine[] {
  const complete = stage.trials.filter(isRanked).length;
  if (complete >= fewestForGain || stage.spec.model.kind === 'imported') return [];
  const what = importance === undefined ? 'what matters and whether' : 'whether';
  const text = `${counted(complete, 'complete trial')} ${complete === 1 ? 'is' : 'are'} too few to tell ${what} more would pay.`;
  return [{ topic: 'run', tone: 'plain', text }];
}

function infeasibleLines({ study, best }: JudgedStudy): VerdictLine[] {
  if (best.infeasible !== true) return [];
  const broken = brokenBounds(study.spec.where, best).map(({ name }) => name);
  const text = `No trial satisfies all constraints; the best, trial ${best.trial}, breaks that of ${listed(broken)}.`;
  return [{ topic: 'run', tone: 'warn', text, trials: [best.trial] }];
}

function schedulingLines({ scheduling }: JudgedStudy): VerdictLine[] {
  if (scheduling === undefined || scheduling.savedEpochs === 0) return [];
  const { epochs, savedEpochs, rungs = [], timedOut } = scheduling;
  const saved = `Pruning has saved up to ${percent(savedEpochs / (epochs + savedEpochs))} of the epochs`;
  const [first] = rungs;
  const prediction = first?.prediction;
  const isKnown = prediction && prediction.trials >= fewestAtRungs && Number.isFinite(prediction.spearman);
  // Only promoted trials reached both, so that even a good rung shows a weak correlation.
  const health = isKnown
    ? `; among the ${prediction.trials} trials that went on, the order after ${counted(first?.epochs ?? 0, 'epoch')} has a rank correlation of ${figure(prediction.spearman)} with that after ${prediction.epochs}`
    : '';
  return [
    { topic: 'run', tone: 'plain', text: `${saved}${health}.` },
    ...(timedOut.length > 0
      ? [
          {
            ...({ topic: 'run', tone: 'warn' } as const),
            text: `${counted(timedOut.length, 'trial')} ran out of time, so this machine's speed has decided between trials.`,
            trials: timedOut,
          },
        ]
      : []),
  ];
}

function epochLines({ hints }: JudgedStudy): VerdictLine[] {
  return hints.flatMap((hint): VerdictLine[] => {
    if (hint.kind !== 'epochs') return [];
    const { trials, of, maxEpochs } = hint;
    const text = `${trials} of ${counted(of, 'trial')} ran ${maxEpochs === 1 ? 'the one epoch' : `all ${maxEpochs} epochs`}: a larger training.maxEpochs may pay.`;
    return [{ topic: 'run', tone: 'warn', text }];
  });
}
