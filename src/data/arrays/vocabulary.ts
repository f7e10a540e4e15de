import { FaultsError } from '../../faults/errors.ts';
import type { ArrayUse, Vocabularies } from '../../study/inputs/array-request.ts';
import { arrayOfName, type GatheredArray } from './gather-arrays.ts';

/**
 * The declared number of ids of each array of tokens. FaultsError where a declaration names no input of tokens.
 */
export function vocabularyOf(
  vocabularies: Vocabularies | undefined,
  uses: ReadonlyMap<GatheredArray, ArrayUse>,
  file: string,
): ReadonlyMap<GatheredArray, number> {
  const tokens = [...uses].flatMap(([array, use]) => (use === 'tokens' ? [array] : []));
  const refuse = (value: unknown) => {
    const constraint = 'must go with inputs that data.as declares as tokens';
    throw new FaultsError([{ file, field: 'data.vocabulary', constraint, value }]);
  };
  if (vocabularies === undefined) return new Map();
  if (typeof vocabularies === 'number') {
    if (tokens.length === 0) refuse(vocabularies);
    return new Map(tokens.map((array) => [array, vocabularies]));
  }
  return new Map(
    Object.entries(vocabularies).map(([name, size]) => [arrayOfName(tokens, name) ?? refuse(name), size]),
  );
}
