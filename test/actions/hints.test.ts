import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { edgeHints } from '../../src/actions/hints/edge-hints.ts';
import { epochHints, learnedHints } from '../../src/actions/hints/study-hints.ts';
import { commandWords } from '../../src/report/text/parts/command-words.ts';
import { hintText } from '../../src/report/text/trials/hint-text.ts';
import type { Hint } from '../../src/reports/hint.ts';
import type { SearchReport } from '../../src/reports/search-report.ts';
import type { Distribution, Value } from '../../src/study/distribution.ts';
import type { Pipeline } from '../../src/study/pipeline.ts';
import type { Trial } from '../../src/study/trial.ts';
import { temporaryDirectory, writeSpace } from '../e2e/hpsearch.ts';
import { json, run } from '../e2e/served.ts';
import { completeTrial, exampleSpace, studyOf } from '../report/example-trials.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

describe('an edge', () => {
  const of = (name: string, distribution: Distribution, value: Value): Promise<Hint[]> => {
    const space = [{ name, distribution }];
    return edgeHints(studyOf(space), space, { config: { [name]: value } });
  };

  it.each<[string, Distribution, Value, 'min' | 'max' | undefined]>([
    ['layers', { type: 'int', min: 1, max: 3 }, 3, 'max'],
    ['layers', { type: 'int', min: 1, max: 3 }, 2, undefined],
    ['layers', { type: 'int', min: 1, max: 3 }, 1, undefined],
    ['layers', { type: 'int', min: 2, max: 3 }, 2, 'min'],
    ['layers', { type: 'int', min: 2, max: 20 }, 20, undefined],
    ['units', { type: 'logInt', min: 16, max: 512 }, 17, 'min'],
    ['dropout', { type: 'uniform', min: 0, max: 0.5 }, 0.01, undefined],
    ['dropout', { type: 'uniform', min: 0, max: 0.5 }, 0.49, 'max'],
    ['weightDecay', { type: 'uniform', min: 0, max: 1 }, 0, undefined],
    ['learningRate', { type: 'uniform', min: 0, max: 1 }, 0.94, undefined],
    ['x', { type: 'uniform', min: 5, max: 5 }, 5, undefined],
    ['x', { type: 'normal', mean: 0, std: 1 }, 9, undefined],
    ['x', { type: 'normal', mean: 0, std: 1, min: -1, max: 1 }, -1, 'min'],
    ['x', { type: 'choice', values: [1, 2] }, 2, undefined],
    ['x', { type: 'fixed', value: 1 }, 1, undefined],
  ])('of %s %j at %j: %s', async (parameter, distribution, value, edge) => {
    const bound = edge === undefined ? undefined : (distribution as { min: number; max: number })[edge];
    const hint = { kind: 'edge', parameter, value, edge, bound };
    expect(await of(parameter, distribution, value)).toEqual(edge === undefined ? [] : [hint]);
  });

  it('is none for a parameter that was not active', async () => {
    const config = { optimizer: 'adam' };
    expect(await edgeHints(studyOf(exampleSpace), exampleSpace, { config })).toEqual([]);
  });

  it('is none beyond which an image has no pixels left, or a module takes nothing', async () => {
    const blocks = [{ name: 'blocks', distribution: { type: 'int', min: 1, max: 4 } as const }];
    const config = { blocks: 4 };
    const imageStudy = (height: number) => {
      const { pipeline, ...study } = studyOf(blocks);
      const spec = { ...study.spec, model: { kind: 'family', family: 'cnn' } as const };
      return { ...study, spec, pipeline: { ...(pipeline as Pipeline), inputShape: [height, 40, 1] } };
    };
    expect(await edgeHints(imageStudy(28), blocks, { config })).toEqual([]);
    expect(await edgeHints(imageStudy(32), blocks, { config })).toHaveLength(1);

    writeFileSync(
      join(directory, 'depths.mjs'),
      `export const parameters = { depth: { type: 'integer', min: 1, max: 3, default: 2 }, any: { type: 'integer', min: 0, default: 2 } };
       export function run() { return 0; }`,
    );
    const depths = [
      { name: 'depth', distribution: { type: 'int', min: 1, max: 2 } as const },
      { name: 'any', distribution: { type: 'int', min: 1, max: 2 } as const },
    ];
    const model = { kind: 'objective', module: './depths.mjs' } as const;
    const study = { ...studyOf(depths), directory };
    const ofModule = (module: string) => ({ ...study, spec: { ...study.spec, model: { ...model, module } } });
    const hints = await edgeHints(ofModule('./depths.mjs'), depths, { config: { depth: 1, any: 1 } });
    expect(hints).toMatchObject([{ parameter: 'any', edge: 'min' }]);
    expect(await edgeHints(ofModule('./gone.mjs'), depths, { config: { depth: 2, any: 1 } })).toEqual([]);
  });
});

describe('what a study has learned', () => {
  const sampled = Array.from({ length: 40 }, (_, trial) => completeTrial(trial, 0.5));

  it('is named from 40 sampled trials on, with the commands that show it', () => {
    const { spec } = studyOf();
    expect(learnedHints(spec, sampled)).toEqual([{ kind: 'learned', trials: 40 }]);
    const continued = { ...completeTrial(40, 0.5), origin: 'continued' as const };
    expect(learnedHints(spec, [...sampled.slice(1), continued])).toEqual([]);
    expect(learnedHints({ model: { kind: 'imported', from: 'Optuna' } }, sampled)).toEqual([]);
    expect(hintText({ kind: 'learned', trials: 40 })).toBe(
      'hint: 40 trials show what matters (hpsearch importance; hpsearch ablate for the best configuration) and suggest a next search (hpsearch refine)',
    );
    const words = commandWords({ study: 'wine', db: 'my studies.db' });
    expect(hintText({ kind: 'learned', trials: 40 }, words)).toContain(
      "(hpsearch importance --study wine --db 'my studies.db'; hpsearch ablate --study wine --db",
    );
  });
});

describe('epochs', () => {
  const { spec } = studyOf();
  const { maxEpochs, patience } = spec.training;
  const ended = (epochs: number, bestEpoch = epochs): Trial => ({
    ...completeTrial(1, 0.5),
    epochs,
    bestEpoch,
  });
  const trials = (atLimit: number, others: number) => [
    ...Array.from({ length: atLimit }, () => ended(maxEpochs)),
    ...Array.from({ length: others }, () => ended(maxEpochs - 3)),
  ];

  it('are too few when most trials run all of them', () => {
    expect(epochHints(spec, trials(22, 8))).toEqual([{ kind: 'epochs', trials: 22, of: 30, maxEpochs }]);
    expect(epochHints(spec, trials(15, 15))).toEqual([]);
    expect(epochHints(spec, trials(9, 0))).toEqual([]);
  });

  it('are not when patience ended the trials in the last epoch, or when they were continued', () => {
    const patient = trials(20, 0).map(() => ended(maxEpochs, maxEpochs - patience));
    expect(epochHints(spec, patient)).toEqual([]);
    const continued = trials(20, 0).map((trial) => ({ ...trial, origin: 'continued' as const }));
    expect(epochHints(spec, continued)).toEqual([]);
  });

  it('are none of a function', () => {
    const model = { kind: 'objective', module: './f.mjs' } as const;
    expect(epochHints({ ...spec, model }, trials(20, 0))).toEqual([]);
  });
});

it('start and top hint at too few epochs, in text and as data, from ten trials on', async () => {
  writeSpace(directory, {
    space: { learningRate: { type: 'logUniform', min: 1e-4, max: 1e-3 }, layers: 1 },
    training: { maxEpochs: 2, backend: 'wasm' },
    search: { trials: 10 },
  });
  const args = ['start', 'space.json', '--no-check'];
  expect((await json<SearchReport>([...args, '--trials', '9'], directory)).hints).toBeUndefined();
  expect((await run(['top'], directory)).stdout).not.toContain('hint');
  const told = 'hint: 10 of 10 trials ran all 2 epochs: training.maxEpochs may be too low';
  expect((await run(args, directory)).stdout.split('\n')).toContain(told);
  const { hints } = await json<SearchReport>(args, directory);
  expect(hints).toContainEqual({ kind: 'epochs', trials: 10, of: 10, maxEpochs: 2 });
  expect((await run(['top'], directory)).stdout.split('\n')).toContain(told);
  const ranked = await json<{ isAtLimit?: true }[]>(['top', '--k', '3'], directory);
  expect(ranked.slice(0, 3).map(({ isAtLimit }) => isAtLimit)).toEqual([true, true, true]);
});
