import type { Dataset } from '../data/dataset.ts';
import { FaultsError } from '../faults/errors.ts';
import type { ReadSpace } from '../space-file/parse-space.ts';
import type { WrittenSpec } from '../study/study-spec.ts';
import { modelFamilies } from '../training/models/catalogue.ts';

/** Throws a FaultsError if the data have token ids and the family takes its inputs as quantities. */
export function checkTokens(
  { model }: Pick<WrittenSpec, 'model'>,
  { preprocessing }: Pick<Dataset, 'preprocessing'>,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
): void {
  if (model.kind !== 'family' || modelFamilies[model.family]?.takesTokens) return;
  const [name] = tokenNames(preprocessing);
  if (name === undefined) return;
  const field = 'model.type';
  const takers = Object.keys(modelFamilies).filter((each) => modelFamilies[each]?.takesTokens);
  const fault = {
    field,
    constraint: `must be ${takers.join(' or ')}, as ${name} enters as token ids`,
    value: model.family,
    ...(preprocessing.kind === 'table' && {
      hint: `or set data.columns to {"${name}": {"type": "text", "as": "words"}}, which enters as numbers`,
    }),
  };
  throw new FaultsError([{ file, ...fault, ...locate(field) }]);
}

/** The columns or arrays of token ids. */
function tokenNames(preprocessing: Dataset['preprocessing']): string[] {
  if (preprocessing.kind === 'arrays') {
    return preprocessing.parts.filter(({ tokens }) => tokens !== undefined).map(({ name }) => name);
  }
  if (preprocessing.kind !== 'table') return [];
  return preprocessing.columns.filter(({ kind }) => kind === 'tokens').map(({ name }) => name);
}
