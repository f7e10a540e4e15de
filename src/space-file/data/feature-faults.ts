import { imageParameters } from '../../study/augment-parameters.ts';
import { type Finding, valueAt } from '../finding.ts';

/** Parameters that change what enters a model whose features are computed once. */
export function featureFaults(content: unknown): Finding[] {
  if (valueAt(content, ['data', 'features']) === undefined) return [];
  const constraint = 'must be left out with data.features, which are computed once for each row';
  const space = valueAt(content, ['space']);
  if (typeof space !== 'object' || space === null) return [];
  return Object.keys(space)
    .filter((name) => name.startsWith('data.') || imageParameters.includes(name))
    .map((name) => ({ path: ['space', name], constraint }));
}
