import { describe, expect, it } from 'vitest';
import { baselineLines, renderBaseline } from '../../src/report/text/parts/baseline-text.ts';
import { renderStartSummary } from '../../src/report/text/trials/start-summary.ts';
import { renderTop } from '../../src/report/text/trials/top.ts';
import { renderTrial } from '../../src/report/text/trials/trial-text.ts';
import { completeTrial, failedTrial, lossObjective, studyOf } from './example-trials.ts';

const study = studyOf();
const people = { ...study, spec: { ...study.spec, humanBaseline: 0.98 } };
const line = 'human baseline 0.98 valAccuracy: the best is 0.975, 0.005 worse';

describe('a human baseline', () => {
  it('stands in the top, above the ranking', () => {
    const [, second] = renderTop(people, [completeTrial(1, 0.5)], 120).split('\n');
    expect(second).toBe(line);
    expect(renderTop(study, [completeTrial(1, 0.5)], 120)).not.toContain('human');
  });

  it('ends the summary of a search', () => {
    const summary = {
      study: 'digits',
      db: 'hpsearch.db',
      seed: 1,
      backend: 'wasm',
      workers: 2,
      seconds: 95,
      trials: { complete: 1, pruned: 0, failed: 0, waiting: 0 },
      best: completeTrial(7, 0.08),
      humanBaseline: { metric: 'valAccuracy', value: 0.98 },
    } as const;
    expect(renderStartSummary(summary, lossObjective).split('\n').at(-1)).toBe(line);
  });

  it('stands with a trial that has a result, and with no other', () => {
    expect(renderTrial(people, completeTrial(1, 0.5), [], 120)).toContain(
      '\nhuman baseline 0.98 valAccuracy: this trial is 0.975, 0.005 worse\n',
    );
    expect(renderTrial(people, failedTrial(1), [], 120)).not.toContain('human');
  });

  it('is compared in the direction of its metric', () => {
    const spec = { humanBaseline: 2, objective: { metric: 'valMae', direction: 'minimize' } } as const;
    const [better] = baselineLines(spec, { metrics: { valLoss: 3, valMae: 1.5, valR2: 0.5 } });
    expect(better).toBe('human baseline 2 valMae: the best is 1.5, 0.5 better');
    const [same] = baselineLines(spec, { metrics: { valLoss: 3, valMae: 2 } });
    expect(same).toBe('human baseline 2 valMae: the best is 2, the same');
  });

  it('is shown with its interval, and what lies within it', () => {
    const baseline = { metric: 'valAccuracy', value: 0.9, low: 0.85, high: 0.93 } as const;
    const results = [
      { who: 'the best', reached: 0.87 },
      { who: 'the ensemble', reached: 0.95 },
    ];
    expect(renderBaseline(baseline, results)).toBe(
      'human baseline 0.9 (0.85 to 0.93) valAccuracy: the best is 0.87, 0.03 worse, within its interval; the ensemble is 0.95, 0.05 better',
    );
  });

  it('stands alone beside a result that was not measured by its metric', () => {
    const baseline = { metric: 'valF1', value: 0.9 } as const;
    expect(renderBaseline(baseline, [{ who: 'the ensemble', reached: undefined }], 'f1')).toBe(
      'human baseline 0.9 f1',
    );
  });
});
