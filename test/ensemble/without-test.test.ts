import { expect, it } from 'vitest';
import { buildEnsemble } from '../../src/ensemble/ensemble.ts';
import { ensembleRecord } from '../../src/records/ensemble-record.ts';
import { type EnsembleReport, ensembleMethods } from '../../src/reports/ensemble-report.ts';
import { datasetOf, randomModels } from './example-models.ts';

it.each(ensembleMethods)('without test rows an ensemble of the method %s reports on validation', (method) => {
  const { dataset, models } = randomModels(3, 5);
  const untested = {
    ...dataset,
    splits: { ...dataset.splits, test: datasetOf(dataset.task, { validation: [], test: [] }).splits.test },
  };
  const asked = { method, metric: 'valLoss', size: 10, seed: 1 } as const;
  const report = buildEnsemble(
    asked,
    models.map((model) => ({ ...model, test: null })),
    untested,
  );
  const tested = buildEnsemble(asked, models, dataset);
  const unlike = ['test', 'bestSingle', 'bySize', 'calibration', 'interval'];
  const alike = (each: EnsembleReport) =>
    Object.fromEntries(Object.entries(each).filter(([name]) => !unlike.includes(name)));
  expect(alike(report)).toEqual(alike(tested));
  expect([report.test, report.bestSingle.test, report.bySize[0]?.test]).toEqual([null, null, null]);
  expect(report.calibration?.after.test).toBeNull();
  expect(report.interval.ensemble.loss?.value).toBeCloseTo(
    (report.bestSingle.validation.loss as number) - (report.validation.loss as number),
    12,
  );
  const { members, temperature } = report;
  const stored = { name: 'one', method, members, temperature, report, createdAt: '2026-01-01T00:00:00.000Z' };
  expect(ensembleRecord.safeParse(stored).error).toBeUndefined();
});
