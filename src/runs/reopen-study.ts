import { type Dataset, fingerprint } from '../data/dataset.ts';
import { loadDataset } from '../data/load-dataset.ts';
import { UsageError } from '../faults/errors.ts';
import type { Study } from '../store/store.ts';
import { whyNoModels } from '../study/study-spec.ts';

/** The data of a stored study. UsageError when it has none, or they have changed since its trials. */
export async function reopenData({ name, spec, directory, dataFingerprint }: Study): Promise<Dataset> {
  const reason = whyNoModels(spec.model);
  if (reason !== undefined) throw new UsageError(`'${name}': ${reason}`);
  const dataset = await loadDataset(spec.data, directory);
  if (fingerprint(dataset) === dataFingerprint) return dataset;
  throw new UsageError(`the data of study '${name}' have changed since it ran: its models saw others`);
}
