import type { SuspectsReport } from '../reports/suspects-report.ts';
import { reportClasses } from './class-report.ts';
import { type JudgedTrial, type JudgeSource, judge, type StoredTrial } from './judged-trial.ts';
import { rowLooks } from './row-looks.ts';
import { reportValues } from './value-report.ts';

/**
 * The rows of the training and the validation split whose targets these trials (best first, at least one) contradict,
 * and those that they predict worst. The same trials give the same report.
 */
export async function findSuspects(
  study: string,
  source: JudgeSource,
  stored: readonly StoredTrial[],
): Promise<SuspectsReport> {
  const trials: JudgedTrial[] = [];
  for (const each of stored) trials.push(await judge(source, each));
  const judgement = { study, source, trials, looks: rowLooks(source.source) };
  const { target } = source.source.raw;
  return target.kind === 'classification'
    ? reportClasses(judgement, target.classes)
    : reportValues(judgement, target);
}
