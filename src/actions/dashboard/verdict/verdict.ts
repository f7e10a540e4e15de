import type { VerdictReport } from '../../../reports/dashboard/verdict-report.ts';
import { counted } from '../../../reports/figure.ts';
import type { ParameterImportanceReport } from '../../../reports/learned/parameter-importance-report.ts';
import type { StudyRows } from '../../../runs/results/study-rows.ts';
import { hasEnded } from '../../../study/trial.ts';
import { type DashboardRequest, lookAtStudy } from '../dashboard-study.ts';
import { baselineLines, bestOf, fitLines, seedLines, tiedLines } from './best-lines.ts';
import { failureLines } from './failure-lines.ts';
import { gainLines, gainOf } from './gain-lines.ts';
import { judgedStudy } from './judged-study.ts';
import { nextSteps, repairSteps } from './next-steps.ts';
import { edgeLines, importanceLines } from './parameter-lines.ts';
import { fewLines, runLines } from './run-lines.ts';

/** A verdict, and the study that it is on. */
export interface NamedVerdict {
  readonly study: string;
  readonly metric: string;
  readonly verdict: VerdictReport;
}

/** Like `verdict`, with the names that a text needs. */
export function namedVerdict(request: DashboardRequest): Promise<NamedVerdict> {
  return lookAtStudy(request, async (read) => {
    const { name, spec } = read.study;
    return { study: name, metric: spec.objective.metric, verdict: await verdictOf(read) };
  });
}

/** The verdict on a study, in sentences with numbers. UsageError when there is no such study. */
export function verdict(request: DashboardRequest): Promise<VerdictReport> {
  return lookAtStudy(request, (read) => verdictOf(read));
}

/** Like `verdict`, for an open store. `importance`: where it has been measured already. */
export async function verdictOf(
  read: StudyRows,
  importance?: ParameterImportanceReport,
): Promise<VerdictReport> {
  const judged = await judgedStudy(read, importance);
  if (judged === undefined) return withoutBest(read);
  const gain = gainOf(judged);
  return {
    best: bestOf(judged),
    lines: [
      ...tiedLines(judged),
      ...seedLines(judged),
      ...baselineLines(judged),
      ...importanceLines(judged),
      ...edgeLines(judged),
      ...fitLines(judged),
      ...failureLines(judged),
      ...gainLines(judged, gain),
      ...runLines(judged),
      ...fewLines(judged),
    ],
    next: nextSteps(judged, gain),
    gain,
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
