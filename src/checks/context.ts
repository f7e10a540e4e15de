import type { Dataset } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import type { SplitRows } from '../data/split.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { Backend } from '../training/backend.ts';
import { firstModelDataset } from '../training/folds/fold-dataset.ts';
import { loadFamily } from '../training/models/user-module.ts';
import type { CheckContext } from './check.ts';
import { middleOf } from './middle.ts';

/** The parts of a prepared study that its checks need. */
export interface Checked {
  readonly spec: StudySpec;
  /** The space file's folder. */
  readonly directory: string;
  readonly dataset: Dataset;
  readonly source: SourceRows;
  readonly backend: Backend;
}

/** With folds, the training and validation rows of the first. */
function firstModelRows(rows: SplitRows): SplitRows {
  const [first] = rows.folds ?? [];
  return first === undefined ? rows : { ...rows, ...first };
}

/** The checks of a study use the data of a trial's first model, the middle of its space and the study's seed. */
export async function checkContext({ spec, directory, ...rest }: Checked): Promise<CheckContext> {
  const family = await loadFamily(spec.model, directory);
  const dataset = firstModelDataset(rest.dataset);
  const source = { ...rest.source, rows: firstModelRows(rest.source.rows) };
  return { ...rest, dataset, source, spec, family, config: middleOf(spec.space), seed: spec.search.seed };
}
