import type { VerdictReport } from '../../../reports/dashboard/verdict-report.ts';
import { counted } from '../../../reports/figure.ts';
import type { StudyRows } from '../../../runs/results/study-rows.ts';
import { hasEnded } from '../../../study/trial.ts';
import { type DashboardRequest, lookAtStudy } from '../dashboard-study.ts';
import { baselineLines, bestOf, fitLines, tiedLines } from './best-lines.ts';
import { failureLines } from './failure-lines.ts';
import { gainLines, gainOf } from './gain-lines.ts';
import { judgedStudy } from './judged-study.ts';
import { nextSteps, repairSteps } from './next-steps.ts';
import { edgeLines, importanceLines } from './parameter-lines.ts';
import { fewLines, runLines } from './run-lines.ts';

/** What a study has shown, in sentences with numbers. UsageError when there is no such study. */
export function verdict(request: DashboardRequest): Promise<VerdictReport> {
  return lookAtStudy(request, verdictOf);
}

/** Like `verdict`, for an open store. */
export async function verdictOf(read: StudyRows): Promise<VerdictReport> {
  const judged = await judgedStudy(read);
  if (judged === undefined) return withoutBest(read);
  return {
    best: bestOf(judged),
    lines: [
      ...tiedLines(judged),
      ...baselineLines(judged),
      ...importanceLines(judged),
      ...edgeLines(judged),
      ...fitLines(judged),
      ...failureLines(judged),
      ...gainLines(judged),
      ...runLines(judged),
      ...fewLines(judged),
    ],
    next: nextSteps(judged),
    gain: gainOf(judged),
  };
}

async function withoutBest(read: StudyRows): Promise<VerdictReport> {
  const trials = await read.trials();
  const ended = trials.filter(hasEnded).length;
  const running = trials.filter(({ state }) => state === 'running').length;
  const none =
    ended > 0
      ? `None of ${counted(ended, 'ended trial')} is complete.`
      : `No trial has ended yet${running > 0 ? `; ${counted(running, 'trial')} ${running === 1 ? 'runs' : 'run'}` : ''}.`;
  return {
    best: null,
    lines: [
      { topic: 'best', tone: ended > 0 ? 'warn' : 'plain', text: none },
      ...failureLines({ study: read.study, trials }),
    ],
    next: ended > 0 ? repairSteps(trials.filter(hasEnded)) : [],
    gain: null,
  };
}
