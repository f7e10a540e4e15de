import { describe, expect, it } from 'vitest';
import type { Inputs } from '../../src/data/inputs/inputs.ts';
import { clippedModel } from '../../src/serving/clipped-model.ts';
import type { ServedModel } from '../../src/serving/served-model.ts';
import { type PredictionRequest, writePredictions } from '../../src/serving/write-predictions.ts';
import type { Task } from '../../src/study/pipeline.ts';

const request: PredictionRequest = { format: 'csv', probabilities: false, keepsColumns: false };
const classes: Task = { kind: 'classification', classes: ['a "1"', 'b,2'] };
const price: Task = { kind: 'regression', target: 'price', mean: 0, std: 1 };

/** The row's number is the probability of the first of two classes, or the value. */
function modelOf(task: Task): ServedModel {
  return {
    name: 'example',
    pipeline: { task, inputShape: [1], preprocessing: { kind: 'table', columns: [] } },
    predict: async ({ x }) =>
      Float64Array.from(task.kind === 'regression' ? x : [...x].flatMap((value) => [value, 1 - value])),
  };
}

function inputsOf(names: readonly string[], ...batches: { x: number[]; cells: unknown[][] }[]): Inputs {
  async function* all() {
    for (const { x, cells } of batches) yield { rows: x.length, x: Float32Array.from(x), cells };
  }
  return { names, batches: all() };
}

async function written(task: Task, inputs: Inputs, changes: Partial<PredictionRequest>): Promise<string[]> {
  const texts: string[] = [];
  await writePredictions(modelOf(task), inputs, { ...request, ...changes }, (text) => texts.push(text));
  return texts.join('\n').split('\n');
}

const two = () =>
  inputsOf(
    ['id', 'note'],
    { x: [0.25], cells: [[1n, null]] },
    { x: [0.75], cells: [[new Date(0), 'say "hi",\nthen go']] },
  );

it('that are not finite are refused, and a model with training ranges is told of a remedy', async () => {
  const hint = ' (clip: true bounds inputs to the training ranges)';
  for (const ranges of [undefined, { inputs: [] }]) {
    const model = modelOf(price);
    const served = { ...model, pipeline: { ...model.pipeline, ...(ranges && { ranges }) } };
    const broken = () => inputsOf(['id'], { x: [Number.NaN], cells: [[1]] });
    const refused = 'example predicts nothing for row 1: its output is NaN, no finite number';
    const textOf = (asked: ServedModel) =>
      writePredictions(asked, broken(), request, () => undefined).catch(String);
    expect(await textOf(served)).toBe(`UsageError: ${refused}${ranges ? hint : ''}`);
    if (ranges) expect(await textOf(clippedModel(served))).toBe(`UsageError: ${refused}`);
  }
});

describe('predictions', () => {
  it('are a column of classes under one header, however many batches there are', async () => {
    expect(await written(classes, two(), {})).toEqual(['prediction', '"b,2"', '"a ""1"""']);
  });

  it('have a column for each class, and those of the input in front, where that is asked for', async () => {
    expect(await written(classes, two(), { probabilities: true, keepsColumns: true })).toEqual([
      'id,note,prediction,"probability_a ""1""","probability_b,2"',
      '1,,"b,2",0.25,0.75',
      '1970-01-01T00:00:00.000Z,"say ""hi"",',
      'then go","a ""1""",0.75,0.25',
    ]);
  });

  it('are JSON lines too', async () => {
    const lines = await written(price, two(), { format: 'jsonl', keepsColumns: true });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { id: 1, note: null, prediction: 0.25 },
      { id: '1970-01-01T00:00:00.000Z', note: 'say "hi",\nthen go', prediction: 0.75 },
    ]);
  });

  it('have no probabilities where a number is predicted', async () => {
    expect(await written(price, two(), { probabilities: true })).toEqual(['prediction', '0.25', '0.75']);
  });

  it('have digits enough for a target far from 0, and nine otherwise', async () => {
    const far: Task = { kind: 'regression', target: 'time', mean: 3.2e11, std: 900 };
    const { predict, ...model } = modelOf(far);
    const texts: string[] = [];
    const exact = { ...model, predict: async () => Float64Array.of(320000000012.3456, 319999999100.5) };
    const inputs = inputsOf([], { x: [0, 0], cells: [[], []] });
    await writePredictions(exact, inputs, request, (text) => texts.push(text));
    expect(texts.join('\n').split('\n').slice(1).map(Number)).toEqual([320000000012.3456, 319999999100.5]);
    expect(await written(price, inputsOf([], { x: [Math.fround(0.1)], cells: [[]] }), {})).toEqual([
      'prediction',
      '0.100000001',
    ]);
  });

  it('take no name that a kept column has', async () => {
    const inputs = inputsOf(['prediction']);
    const constraint = "keepColumns: the input has a column 'prediction' already";
    await expect(written(price, inputs, { keepsColumns: true })).rejects.toThrow(constraint);
  });
});

it('writes no class where the model says what is no number, and names the row', async () => {
  const inputs = inputsOf([], { x: [0.5], cells: [[]] }, { x: [0.5, Number.NaN], cells: [[], []] });
  await expect(written(classes, inputs, {})).rejects.toThrow('example predicts nothing for row 3');
});
