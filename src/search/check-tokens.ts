import type { Dataset } from '../data/dataset.ts';
import { FaultsError } from '../faults/errors.ts';
import type { ReadSpace } from '../space-file/parse-space.ts';
import { tokenRuns } from '../study/inputs/token-runs.ts';
import type { WrittenSpec } from '../study/study-spec.ts';
import { modelFamilies } from '../training/models/catalogue.ts';

/**
 * Throws a FaultsError if the data have token ids, and the family takes its inputs as quantities, a window repeats them,
 * or mixup would mix them.
 */
export function checkTokens(
  { model, space }: Pick<WrittenSpec, 'model' | 'space'>,
  { preprocessing }: Pick<Dataset, 'preprocessing'>,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
): void {
  const [run] = tokenRuns(preprocessing);
  if (run === undefined) return;
  const { name } = run;
  const asWords = `set data.columns to {"${name}": {"type": "text", "as": "words"}}, which enters as numbers`;
  const hint = preprocessing.kind === 'arrays' ? {} : { hint: asWords };
  const refuse = (field: string, constraint: string, value?: unknown) => ({
    ...{ file, field, constraint, ...hint },
    ...(value !== undefined && { value }),
    ...locate(field),
  });
  const takers = Object.keys(modelFamilies).filter((each) => modelFamilies[each]?.takesTokens);
  const isRefused = model.kind === 'family' && !takers.includes(model.family);
  const mixes = space.some(({ name: parameter }) => parameter === 'augment.mixup');
  const enters = `as ${name} enters as token ids`;
  const faults = [
    ...(isRefused ? [refuse('model.type', `must be ${takers.join(' or ')}, ${enters}`, model.family)] : []),
    ...(preprocessing.kind === 'window' ? [refuse('data.window', `must be left out, ${enters}`)] : []),
    ...(mixes ? [refuse('space.augment.mixup', `must be left out, ${enters}, which cannot be mixed`)] : []),
  ];
  if (faults.length > 0) throw new FaultsError(faults);
}
