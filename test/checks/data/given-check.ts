import type { CheckContext, Verdict } from '../../../src/checks/check.ts';
import { dataChecks } from '../../../src/checks/data-checks.ts';
import { encodeSource, readSource, type SourceRows } from '../../../src/data/load-dataset.ts';
import type { RawTarget } from '../../../src/data/raw-data.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { dataSpec, defaultSplit } from '../../data/data-spec.ts';
import { contextOf } from '../model/given-context.ts';

export const seeds = Array.from({ length: 10 }, (_, seed) => seed);

/** A built-in source, split by a seed. */
export function builtIn(
  seed: number,
  spec: Partial<DataSpec> & Pick<DataSpec, 'source'>,
): Promise<SourceRows> {
  return readSource(dataSpec({ ...spec, split: { ...defaultSplit, seed } as DataSpec['split'] }), '.');
}

export function checkContextOf(source: SourceRows): CheckContext {
  return contextOf({ source, dataset: encodeSource(source, { scaling: 'standard' }) });
}

/** The verdict of a check of the data on a source. */
export async function verdictOn(name: string, source: SourceRows): Promise<Verdict> {
  const check = dataChecks.find((each) => each.name === name);
  if (check === undefined) throw new Error(`there is no check ${name}`);
  return check.run(checkContextOf(source));
}

/** The same rows, each with the target of row `from(row)`. */
export function withTargetsOf(source: SourceRows, from: (row: number) => number): SourceRows {
  return { ...source, raw: { ...source.raw, target: moved(source.raw.target, from) } };
}

function moved(target: RawTarget, from: (row: number) => number): RawTarget {
  return target.kind === 'classification'
    ? { ...target, labels: target.labels.map((_, row) => target.labels[from(row)] as number) }
    : { ...target, values: target.values.map((_, row) => target.values[from(row)] as number) };
}
