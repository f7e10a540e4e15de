import { type Dataset, fingerprint } from '../data/dataset.ts';
import { encodeSource, readSource, type SourceRows } from '../data/load-dataset.ts';
import { UsageError } from '../faults/errors.ts';
import type { Study } from '../store/store.ts';

/** A study's data as its models saw them. FaultsError when they cannot be read, UsageError when they have changed. */
export async function readStudyData(study: Study): Promise<{ source: SourceRows; dataset: Dataset }> {
  const source = await readSource(study.spec.data, study.directory);
  const dataset = encodeSource(source, study.spec.data);
  if (fingerprint(dataset) === study.dataFingerprint) return { source, dataset };
  throw new UsageError(`the data of study '${study.name}' have changed since it ran: its models saw others`);
}
