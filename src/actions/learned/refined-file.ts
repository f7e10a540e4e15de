import { rangeText } from '../../reports/learned/range-text.ts';
import type { RefineReport } from '../../reports/learned/refine-report.ts';
import type { Remarks } from '../../space-file/document/write-document.ts';
import type { SpaceChange } from '../../study/search/stage.ts';
import { longestStudyName } from '../../study/study-name.ts';
import type { StudySpec } from '../../study/study-spec.ts';

/** "digits" → "digits-refined" → "digits-refined-2". */
export function refinedName(name: string): string {
  const [, base = name, count] = /^(.*)-refined(?:-(\d+))?$/.exec(name) ?? [];
  const ending = base === name ? '-refined' : `-refined-${Number(count ?? 1) + 1}`;
  return `${base.slice(0, longestStudyName - ending.length)}${ending}`;
}

/** The file that is written unless another is named. */
export function refinedFile(name: string): string {
  return /^[\w-]+(?:\.[\w-]+)*$/.test(name) ? `${name}.yaml` : 'refined.yaml';
}

/** The comments of a refined space file: each change with its reason. */
export function remarksOn(
  { study, trials, best, changes, kept }: Omit<RefineReport, 'to'>,
  { search }: Pick<StudySpec, 'search'>,
): Remarks {
  const removed = changes.filter(({ after }) => after === null);
  return {
    '': [
      `Written by hpsearch refine from study ${study}: the best ${best} of ${trials} trials.`,
      'Each changed line says what it was, and why.',
    ].join('\n'),
    ...(removed.length > 0 && { space: removed.map(removedText).join('\n') }),
    ...Object.fromEntries(changes.flatMap(changeRemark)),
    ...Object.fromEntries(kept.map(({ parameter, reason }) => [`space.${parameter}`, `kept: ${reason}`])),
    'search.enqueue': "the old study's best, which run first",
    search: `another seed: ${search.seed} would draw the same places again`,
  };
}

function changeRemark({ parameter, kind, before, after, reason }: SpaceChange): [string, string][] {
  if (after === null) return [];
  const field = parameter === 'training.maxEpochs' ? parameter : `space.${parameter}`;
  return [[field, `${kind}, was ${rangeText(before)}: ${reason}`]];
}

function removedText({ parameter, before, reason }: SpaceChange): string {
  return `removed ${parameter}, was ${rangeText(before)}: ${reason}`;
}
