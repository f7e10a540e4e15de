import type { Dataset } from '../data/dataset.ts';
import { firstFoldSource, type SourceRows } from '../data/load-dataset.ts';
import { middleOf } from '../study/search-space.ts';
import { withAllColumns } from '../study/searched/column-selection.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { Backend } from '../training/backend.ts';
import { firstModelDataset } from '../training/folds/fold-dataset.ts';
import { loadFamily } from '../training/models/user-module.ts';
import { trainingInputs } from '../training/select-inputs.ts';
import type { CheckContext } from './check.ts';

/** The parts of a prepared study that its checks need. */
export interface Checked {
  readonly spec: StudySpec;
  /** The space file's folder. */
  readonly directory: string;
  readonly dataset: Dataset;
  readonly source: SourceRows;
  readonly backend: Backend;
}

/**
 * The checks of a study use the data of a trial's first model, the middle of its space with all columns, and the
 * study's seed.
 */
export async function checkContext({ spec, directory, ...rest }: Checked): Promise<CheckContext> {
  const family = await loadFamily(spec.model, directory);
  const config = withAllColumns(middleOf(spec.space));
  const dataset = trainingInputs(firstModelDataset(rest.dataset), config);
  const source = firstFoldSource(rest.source);
  return { ...rest, dataset, source, spec, family, config, seed: spec.search.seed };
}
