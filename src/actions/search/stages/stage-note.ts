import { rangeText } from '../../../reports/learned/range-text.ts';
import type { OpenedStudy } from '../../../search/run-study.ts';
import type { SpaceChange } from '../../../study/search/stage.ts';
import { lastStage } from '../../../study/stages/staged-spec.ts';

/** The lines that say which stage begins or goes on, and how its space was made; none for a search without stages. */
export function stageNotes({ prepared }: OpenedStudy): string[] {
  const { plan, study } = prepared;
  if (plan === undefined) return [];
  const stage = lastStage(study.spec.search);
  const trials = `trials ${stage?.from ?? 0} to ${plan.below - 1}`;
  if (stage === undefined) return [`${trials} search the whole space; then ${plan.next.join(' and ')}`];
  const then = plan.next.length === 0 ? '' : `; then ${plan.next.join(' and ')}`;
  return [`stage ${stage.name}, ${trials}${then}`, ...stage.changes.map(changeText)];
}

/** "  dropout: fixed, was 0 to 0.5, is 0: a regulariser, which is off" */
function changeText({ parameter, kind, before, after, reason }: SpaceChange): string {
  const is = after === null ? '' : `, is ${rangeText(after)}`;
  return `  ${parameter}: ${kind}, was ${rangeText(before)}${is}: ${reason}`;
}
