import type { Dataset } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import { UsageError } from '../faults/errors.ts';
import type { Study } from '../store/store.ts';
import { whyNoModels } from '../study/study-spec.ts';
import { readStudyData } from './data/study-data.ts';

interface ReopenedData {
  readonly dataset: Dataset;
  readonly source: SourceRows;
}

/** The data of a stored study. UsageError when it has none, or they have changed since its trials. */
export async function reopenData(study: Study): Promise<Dataset> {
  return (await reopenSource(study)).dataset;
}

/** Like `reopenData`, with the rows before preprocessing. */
export async function reopenSource(study: Study): Promise<ReopenedData> {
  const reason = whyNoModels(study.spec.model);
  if (reason !== undefined) throw new UsageError(`'${study.name}': ${reason}`);
  return readStudyData(study);
}
