import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from '../../../src/checks/catalogue.ts';
import type { Check } from '../../../src/checks/check.ts';
import { checkContext } from '../../../src/checks/context.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { encodeSource, readSource } from '../../../src/data/load-dataset.ts';
import type { CheckResult } from '../../../src/reports/check-report.ts';
import { decideEpochs, trainedRows } from '../../../src/search/decide-epochs.ts';
import { prepareSpec } from '../../../src/search/prepare-spec.ts';
import type { WrittenSpec } from '../../../src/study/study-spec.ts';
import { loadBackend } from '../../../src/training/backend.ts';
import { type Pipeline, writePipeline } from './pipeline.ts';

/**
 * The verdicts of the checks on a pipeline. Its rows, their split and all randomness of the checks derive from the seed; seed 0
 * leaves the split as the space has it. Always on wasm.
 */
export async function checkPipeline(
  pipeline: Pipeline,
  seed: number,
  chosen: readonly Check[] = checks,
): Promise<CheckResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-pipeline-'));
  try {
    const read = await prepareSpec({ space: writePipeline(pipeline, folder, seed), seed });
    const written = withSplitSeed(read.spec, seed);
    const source = await readSource(written.data, read.directory);
    const dataset = encodeSource(source, written.data);
    const { spec } = decideEpochs(written, trainedRows(source.rows));
    const backend = await loadBackend('wasm');
    const context = await checkContext({ spec, directory: read.directory, dataset, source, backend });
    return await runChecks(chosen, context, { now: () => performance.now() });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function withSplitSeed(spec: WrittenSpec, seed: number): WrittenSpec {
  const { data } = spec;
  return data.split.kind === 'column' ? spec : { ...spec, data: { ...data, split: { ...data.split, seed } } };
}

/** Fails and warnings, in the report's order. */
export function alarmsOf(results: readonly CheckResult[]): CheckResult[] {
  return results.filter(({ status }) => status === 'fail' || status === 'warn');
}
