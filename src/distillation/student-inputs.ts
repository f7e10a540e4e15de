import { FaultsError } from '../faults/errors.ts';
import type { Study } from '../store/store.ts';
import { columnsOf } from '../study/inputs/columns-of.ts';
import { modelInputs } from '../study/inputs/model-inputs.ts';
import type { Configuration } from '../study/search-space.ts';
import { columnOf, scalingParameter } from '../study/searched/column-selection.ts';

/** Throws a FaultsError where a student's configuration asks for inputs that the study's data do not have. */
export function requireInputs(
  config: Configuration,
  { spec, pipeline }: Pick<Study, 'spec' | 'pipeline'>,
): void {
  const { scaling, scalings = [scaling] } = spec.data;
  const columns = (pipeline && columnsOf(modelInputs(pipeline).preprocessing)) ?? [];
  const faults = Object.entries(config).flatMap(([field, value]) => {
    const column = columnOf(field);
    const isKnown =
      field === scalingParameter
        ? scalings.some((each) => each === value)
        : column === undefined || columns.some(({ name }) => name === column);
    if (isKnown) return [];
    const constraint =
      column === undefined
        ? `must be a scaling of the study, ${scalings.join(' or ')}`
        : 'must name a column that is an input of the study';
    return [{ file: 'config', option: 'config', field, constraint, value }];
  });
  if (faults.length > 0) throw new FaultsError(faults);
}
