import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { splitNames } from '../../../src/data/dataset.ts';
import { openInputs } from '../../../src/data/inputs/open-inputs.ts';
import { encodeSource, pipelineOf, readSource } from '../../../src/data/load-dataset.ts';
import type { Pipeline } from '../../../src/study/pipeline.ts';
import type { DataSpec, SplitSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, defaultSplit, faultsOf } from '../data-spec.ts';

const folder = mkdtempSync(join(tmpdir(), 'hpsearch-window-inputs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dayAt = (day: number) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
const value = (who: number, day: number) => `${100 * who + day}.5`;
/** Days without a target, by series; series 1 ends with some. */
const holes = [
  [6, 20, 21],
  [3, 11, 28, 29],
];
const lines = [0, 1].flatMap((who) =>
  Array.from({ length: 30 }, (_, day) =>
    [`s${who}`, dayAt(day), (day * 7) % 11, holes[who]?.includes(day) ? '' : value(who, day)].join(','),
  ),
);
const newSeries = [0, 1].map((day) => `s0new,${dayAt(day)},1,2.5`);
const table = ['who,day,x,y', ...lines].join('\n');

/** The cells of the day and of the target. */
const dayAndTarget = (line: string) =>
  line
    .split(',')
    .filter((_, at) => at % 2 === 1)
    .join(',');

async function trained(change: object, all: readonly string[] = table.split('\n')) {
  const window = {
    ...{ length: 3, horizon: 1, by: 'who', time: 'day', pastTarget: true, acrossGaps: false },
    ...change,
  };
  const spec = dataSpec({
    ...{ source: 'csv', path: 'table.csv', target: 'y', window },
    split: { ...defaultSplit, stratify: false, time: 'day' } as SplitSpec,
  } as DataSpec);
  const source = await readSource(spec, csvDirectory(all.join('\n')));
  const dataset = encodeSource(source, spec);
  const size = dataset.inputShape.reduce((product, each) => product * each);
  const examples = new Map(
    splitNames.flatMap((name) => {
      const { row, x } = dataset.splits[name];
      return Array.from(row, (each, index): [string, number[]] => [
        (lines[each] as string).split(',').slice(0, 2).join(' '),
        Array.from(x.subarray(index * size, (index + 1) * size)),
      ]);
    }),
  );
  return { examples, pipeline: pipelineOf(source, dataset), size };
}

async function predicted(pipeline: Pipeline, request: object = {}, text = table) {
  const path = join(folder, 'new.csv');
  writeFileSync(path, text);
  const inputs = await openInputs(path, { pipeline, ...request });
  const rows = new Map<string, number[]>();
  for await (const { keys = [], x } of inputs.batches) {
    const size = x.length / keys.length;
    keys.forEach((key, row) => {
      rows.set(key.join(' '), Array.from(x.subarray(row * size, (row + 1) * size)));
    });
  }
  return { rows, windowed: inputs.windowed?.(), novelty: inputs.novelty?.() };
}

/** The second input of each row in a window, in the units of y. */
function pastOf(window: readonly number[] | undefined, { preprocessing }: Pipeline): number[] | undefined {
  if (preprocessing.kind !== 'window') throw new Error('no windows');
  const [, past] = preprocessing.columns;
  if (past?.kind !== 'number') throw new Error('no past target');
  return window
    ?.filter((_, at) => at % 2 === 1)
    .map((each) => Math.round(each * past.scale + past.shift - 0.5));
}

describe('rows without a target, where its past is an input', () => {
  for (const change of [{}, { acrossGaps: true }, { horizon: 3 }, { horizon: 2, acrossGaps: true }]) {
    test(`stand in no window, as in training: ${JSON.stringify(change)}`, async () => {
      const { examples, pipeline } = await trained(change);
      const evaluated = await predicted(pipeline, { target: 'y' });
      expect(evaluated.rows).toEqual(examples);
      const { rows } = await predicted(pipeline);
      for (const [key, window] of examples) expect(rows.get(key)).toEqual(window);
      for (const [key, window] of rows) {
        const who = Number(key[1]);
        const past = pastOf(window, pipeline) ?? [];
        for (const each of past) expect(holes[who]?.includes(each - 100 * who)).toBe(false);
        const [first = 0] = past;
        if (!('acrossGaps' in change)) expect(past).toEqual([first, first + 1, first + 2]);
      }
    });
  }

  test('are predicted themselves as far as the horizon reaches', async () => {
    const near = await trained({});
    const one = await predicted(near.pipeline, { next: true });
    expect(pastOf(one.rows.get(`s1 ${dayAt(28)}`), near.pipeline)).toEqual([125, 126, 127]);
    for (const day of [29, 30]) expect(one.rows.has(`s1 ${dayAt(day)}`)).toBe(false);
    expect(pastOf(one.rows.get(`s0 ${dayAt(30)}`), near.pipeline)).toEqual([27, 28, 29]);
    const far = await trained({ horizon: 3 });
    const three = await predicted(far.pipeline, { next: true });
    expect(pastOf(three.rows.get(`s1 ${dayAt(29)}`), far.pipeline)).toEqual([124, 125, 126]);
    expect(pastOf(three.rows.get(`s1 ${dayAt(30)}`), far.pipeline)).toEqual([125, 126, 127]);
    expect(three.rows.has(`s1 ${dayAt(31)}`)).toBe(false);
    // In series 1 the row after two without a target, and those beyond the horizon from the last one with a target.
    expect(one.windowed?.next).toEqual({ tooFew: 0, interrupted: 1 });
    expect(three.windowed?.next).toEqual({ tooFew: 0, interrupted: 2 });
    const short = await predicted(
      near.pipeline,
      { next: true },
      [...table.split('\n'), ...newSeries].join('\n'),
    );
    expect(short.windowed?.next).toEqual({ tooFew: 1, interrupted: 1 });
  });

  test('are counted apart from rows with too few before them', async () => {
    const { pipeline, examples } = await trained({});
    const { rows, windowed } = await predicted(pipeline);
    expect(windowed).toEqual({ tooFew: 6, interrupted: 60 - rows.size - 6, pastTarget: 'y' });
    // Rows without a target are predicted on days 6, 20, 3, 11 and 28, which follow three with one.
    expect(rows.size).toBe(examples.size + 5);
  });

  test('do not count as rows without inputs', async () => {
    const pipeline = (await trained({ by: undefined }, ['day,y', ...lines.slice(0, 30).map(dayAndTarget)]))
      .pipeline;
    const text = ['day,y', ...lines.slice(0, 30).map(dayAndTarget)].join('\n');
    expect((await predicted(pipeline, {}, text)).novelty?.mostlyMissing).toBeNull();
  });

  test('alone are refused', async () => {
    const { pipeline } = await trained({});
    const none = ['who,day,x,y', ...lines.map((line) => line.replace(/[^,]*$/, ''))].join('\n');
    expect(await faultsOf(predicted(pipeline, {}, none))).toEqual([
      expect.stringContaining(
        'must have 3 rows of a series in a row with a value of y before one that is predicted',
      ),
    ]);
  });
});

test('where the past of the target is no input, rows need none', async () => {
  const { pipeline } = await trained({ pastTarget: false });
  const text = table.replaceAll(/,[^,\n]*$/gm, '');
  const { rows, windowed } = await predicted(pipeline, {}, text);
  expect(rows.size).toBe(60 - 6);
  expect(windowed).toEqual({ tooFew: 6, interrupted: 0 });
});
