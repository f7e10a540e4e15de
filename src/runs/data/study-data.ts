import { type Dataset, fingerprint } from '../../data/dataset.ts';
import { readSource, type SourceRows } from '../../data/load-dataset.ts';
import { UsageError } from '../../faults/errors.ts';
import type { Study } from '../../store/store.ts';
import { changedFeatures, encodeData } from './encode-data.ts';

/** A study's data as its models saw them. FaultsError when they cannot be read, UsageError when they have changed. */
export async function readStudyData(study: Study): Promise<{ source: SourceRows; dataset: Dataset }> {
  const source = await readSource(study.spec.data, study.directory);
  const { dataset, features } = await encodeData(source, study.spec.data, study.directory);
  if (features && features.digest !== study.pipeline?.features?.digest) throw changedFeatures(features.model);
  if (fingerprint(dataset) === study.dataFingerprint) return { source, dataset };
  throw new UsageError(
    `the data of study '${study.name}' have changed since it ran: its models saw others${perhapsDrawn(study)}`,
  );
}

/** The addition of another reason than a change, where a module returns the data. */
export function perhapsDrawn({ spec: { data } }: Pick<Study, 'spec'>): string {
  if (data.source !== 'module') return '';
  return ' (or its module returns other rows each time: they may depend on its seed, random and Math.random alone)';
}
