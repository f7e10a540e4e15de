import { type Dataset, fingerprint } from '../data/dataset.ts';
import { encodeSource, readSource, type SourceRows } from '../data/load-dataset.ts';
import { UsageError } from '../faults/errors.ts';
import type { Study } from '../store/store.ts';
import { whyNoModels } from '../study/study-spec.ts';

interface ReopenedData {
  readonly dataset: Dataset;
  readonly source: SourceRows;
}

/** The data of a stored study. UsageError when it has none, or they have changed since its trials. */
export async function reopenData(study: Study): Promise<Dataset> {
  return (await reopenSource(study)).dataset;
}

/** Like `reopenData`, with the rows before preprocessing. */
export async function reopenSource({ name, spec, directory, dataFingerprint }: Study): Promise<ReopenedData> {
  const reason = whyNoModels(spec.model);
  if (reason !== undefined) throw new UsageError(`'${name}': ${reason}`);
  const source = await readSource(spec.data, directory);
  const dataset = encodeSource(source, spec.data);
  if (fingerprint(dataset) === dataFingerprint) return { dataset, source };
  throw new UsageError(`the data of study '${name}' have changed since it ran: its models saw others`);
}
