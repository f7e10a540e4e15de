import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fingerprint, splitNames } from '../../../src/data/dataset.ts';
import { openInputs } from '../../../src/data/inputs/open-inputs.ts';
import { encodeSource, pipelineOf, readSource } from '../../../src/data/load-dataset.ts';
import { type Fault, FaultsError } from '../../../src/faults/errors.ts';
import { parseSpace } from '../../../src/space-file/parse-space.ts';
import { columnsOf } from '../../../src/study/inputs/columns-of.ts';
import type { NumberTransform } from '../../../src/study/pipeline.ts';
import type { SplitSpec } from '../../../src/study/study-spec.ts';
import { mlp } from '../../../src/training/models/mlp.ts';
import { csvDirectory, dataSpec, defaultSplit } from '../data-spec.ts';

/** Twenty series of 1 to 7 rows, the later rows and series first. */
const lengths = Array.from({ length: 20 }, (_, series) => 1 + ((series * 5) % 7));
const rows = lengths
  .flatMap((length, series) =>
    Array.from({ length }, (_, step) => ({
      ...{ who: `w${series}`, day: 10 * step + series, heat: 100 * series + step, site: series % 5 },
      y: series % 2 === 0 ? 'yes' : 'no',
    })),
  )
  .toReversed();
const csv = (given: readonly object[]) =>
  [Object.keys(given[0] ?? {}), ...given.map((row) => Object.values(row))]
    .map((cells) => cells.join(','))
    .join('\n');

const whole = { by: 'who', time: 'day', pad: 'after' };

function specOf(sequence: object = whole, split: object = {}, spec: object = {}) {
  return dataSpec({
    ...{ source: 'csv', path: 'table.csv', target: 'y', sequence, exclude: ['site'] },
    ...{ split: { ...defaultSplit, ...split } as SplitSpec, ...spec },
  } as never);
}

async function read(
  sequence?: object,
  split?: object,
  { text = csv(rows), ...spec }: { text?: string } = {},
) {
  const data = specOf(sequence, split, spec);
  const directory = csvDirectory(text);
  const source = await readSource(data, directory);
  return { source, dataset: encodeSource(source, data), directory };
}

/** Each example as its steps in the units of the table, and its flags. */
function examplesOf({ dataset }: Awaited<ReturnType<typeof read>>) {
  const [length = 0, width = 0] = dataset.inputShape;
  const [{ shift, scale }] = columnsOf(dataset.preprocessing) as [NumberTransform];
  return splitNames.flatMap((split) => {
    const { rows: count, x } = dataset.splits[split];
    return Array.from({ length: count }, (_, row) =>
      Array.from({ length }, (__, step) => {
        const at = (row * length + step) * width;
        const flag = x[at + width - 1];
        return flag === 1
          ? Math.round((x[at] as number) * scale + shift)
          : flag === 0 && x[at] === 0
            ? null
            : 'broken';
      }),
    );
  });
}

async function faultsOf(work: Promise<unknown>): Promise<readonly Fault[]> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FaultsError)) throw error ?? new Error('it was read without a fault');
  return error.faults;
}

const inOrder = (examples: readonly unknown[][]) => examples.map((each) => JSON.stringify(each)).sort();

describe('sequences of a table in long form', () => {
  test('are its series in the order of time, filled up after or before', async () => {
    for (const pad of ['after', 'before'] as const) {
      const { dataset, ...own } = await read({ ...whole, pad });
      expect(dataset.inputShape).toEqual([7, 2]);
      const expected = lengths.map((length, series) => {
        const steps = Array.from({ length }, (_, step) => 100 * series + step);
        const padding = new Array<null>(7 - length).fill(null);
        return pad === 'after' ? [...steps, ...padding] : [...padding, ...steps];
      });
      expect(inOrder(examplesOf({ dataset, ...own }))).toEqual(inOrder(expected));
    }
  });

  test('are cut where that is asked for, and it is said', async () => {
    for (const cut of ['before', 'after'] as const) {
      const { source, ...own } = await read({ ...whole, length: 3, cut });
      const expected = lengths.map((length, series) => {
        const all = Array.from({ length }, (_, step) => 100 * series + step);
        const steps = cut === 'before' ? all.slice(-3) : all.slice(0, 3);
        return [...steps, ...new Array<null>(3 - steps.length).fill(null)];
      });
      expect(inOrder(examplesOf({ source, ...own }))).toEqual(inOrder(expected));
      const longer = lengths.filter((length) => length > 3).length;
      expect(source.notes).toContain(
        `${longer} of 20 series are cut to their ${cut === 'before' ? 'last' : 'first'} 3 rows`,
      );
    }
  });

  test('have scales of the steps of training series alone', async () => {
    const { source, dataset } = await read();
    const training = new Set(Array.from(source.rows.train, (row) => rows[row]?.who));
    const steps = rows.filter(({ who }) => training.has(who)).map(({ heat }) => heat);
    const mean = steps.reduce((sum, each) => sum + each, 0) / steps.length;
    const [{ shift, scale }] = columnsOf(dataset.preprocessing) as [NumberTransform];
    expect(shift).toBeCloseTo(mean, 6);
    expect(scale).toBeCloseTo(
      Math.sqrt(steps.reduce((sum, each) => sum + (each - mean) ** 2, 0) / steps.length),
      4,
    );
  });

  test('are in one split each, and groups and folds divide series', async () => {
    const { source } = await read(whole, { folds: 3, group: 'site', test: 0.2 });
    const { folds = [], test: held } = source.rows;
    expect(folds).toHaveLength(3);
    const sitesOf = (part: Int32Array) => new Set(Array.from(part, (row) => rows[row]?.site));
    for (const { train, validation } of folds) {
      const own = sitesOf(train);
      for (const site of [...sitesOf(validation), ...sitesOf(held)]) expect(own.has(site)).toBe(false);
    }
    expect(source.rows.train.length + held.length).toBe(20);
  });

  test('give the same data set whatever the order of the rows', async () => {
    const text = csv(rows.toSorted((one, other) => one.heat - other.heat));
    const [one, other] = [await read(), await read(whole, {}, { text })];
    expect(inOrder(examplesOf(one))).toEqual(inOrder(examplesOf(other)));
    expect(fingerprint((await read()).dataset)).toBe(fingerprint(one.dataset));
  });

  test('of new rows are encoded as in training, each with its series', async () => {
    for (const sequence of [whole, { ...whole, pad: 'before', length: 4, cut: 'after' }]) {
      const { source, dataset, directory } = await read(sequence);
      const pipeline = pipelineOf(source, dataset);
      const inputs = await openInputs(`${directory}/table.csv`, { pipeline, target: 'y' });
      const batches = [];
      for await (const batch of inputs.batches) batches.push(batch);
      const [batch] = batches;
      expect(batch?.rows).toBe(20);
      expect(inputs.keyNames).toEqual(['who']);
      const { train } = dataset.splits;
      const order = Array.from(source.raw.windows?.targets ?? []);
      const size = train.x.length / train.rows;
      train.row.forEach((row, index) => {
        const at = order.indexOf(row);
        expect(Array.from(batch?.x.subarray(at * size, (at + 1) * size) ?? [])).toEqual(
          Array.from(train.x.subarray(index * size, (index + 1) * size)),
        );
        expect(batch?.y?.[at]).toBe(train.y[index]);
        expect(batch?.keys?.[at]).toEqual([rows[row]?.who]);
      });
    }
  });
});

const changed = (at: (row: (typeof rows)[number]) => object) =>
  csv(rows.map((row) => ({ ...row, ...at(row) })));

describe('what is no sequence is refused:', () => {
  test('a series that is too long', async () => {
    expect(await faultsOf(read({ ...whole, length: 3 }))).toMatchObject([
      {
        field: 'data.sequence.length',
        constraint:
          'must be at least the rows of the longest series, or data.sequence.cut says where to cut it',
        value: 3,
        hint: expect.stringMatching(/^who w\d+ has 7 rows; \d+ of 20 series are longer than 3$/),
      },
    ]);
  });

  test('a target that varies within a series, unless the last one is asked for', async () => {
    const text = changed(({ who, day }) => [{}, { y: 'yes' }][Number(who === 'w1' && day === 1)] ?? {});
    expect(await faultsOf(read(whole, {}, { text }))).toMatchObject([
      {
        field: 'y',
        constraint: 'must be the same in all rows of a series, or data.sequence.target must be "last"',
        value: 'yes and no',
        hint: expect.stringMatching(/^row \d+ and row \d+ of who w1 differ; it varies in 1 of 20 series$/),
      },
    ]);
    const { source } = await read({ ...whole, target: 'last' }, {}, { text });
    expect(source.raw.windows?.targets).toHaveLength(20);
  });

  test('a row without the target of its series', async () => {
    const text = changed(({ who, day }) => (who === 'w1' && day === 1 ? { y: '' } : {}));
    expect(await faultsOf(read(whole, {}, { text }))).toMatchObject([
      {
        field: 'y',
        constraint: 'must be given in every row of a series, as data.sequence asks',
        hint: 'who w1 has it in other rows; 1 row lacks it',
      },
    ]);
  });

  test('a new row without the target of its series; a series without targets is left out', async () => {
    const { source, dataset, directory } = await read();
    const pipeline = pipelineOf(source, dataset);
    const countOf = async (name: string, text: string) => {
      writeFileSync(join(directory, name), text);
      const inputs = await openInputs(join(directory, name), { pipeline, target: 'y' });
      let count = 0;
      for await (const batch of inputs.batches) count += batch.rows;
      return count;
    };
    expect(
      await countOf(
        'whole.csv',
        changed(({ who }) => (who === 'w1' ? { y: '' } : {})),
      ),
    ).toBe(19);
    const partly = changed(({ who, day }) => (who === 'w1' && day === 1 ? { y: '' } : {}));
    expect(await faultsOf(countOf('partly.csv', partly))).toMatchObject([
      {
        field: 'y',
        constraint: 'must be given in every row of a series, as data.sequence asks',
        hint: 'who w1 has it in other rows; 1 row lacks it',
      },
    ]);
  });

  test('a target that varies within a new series, unless the last one is asked for', async () => {
    const text = changed(({ who, day }) => (who === 'w1' && day === 1 ? { y: 'yes' } : {}));
    const labelsOf = async (sequence: object) => {
      const { source, dataset, directory } = await read(sequence);
      writeFileSync(join(directory, 'new.csv'), text);
      const pipeline = pipelineOf(source, dataset);
      const inputs = await openInputs(join(directory, 'new.csv'), { pipeline, target: 'y' });
      const labels: number[] = [];
      for await (const { y = [] } of inputs.batches) labels.push(...y);
      return labels;
    };
    expect(await faultsOf(labelsOf(whole))).toMatchObject([
      {
        field: 'y',
        constraint: 'must be the same in all rows of a series, as in training',
        value: 'yes and no',
        hint: expect.stringMatching(/^line \d+ and line \d+ of who w1 differ; it varies in 1 of 20 series$/),
      },
    ]);
    expect(await labelsOf({ ...whole, target: 'last' })).toHaveLength(20);
  });

  test('two rows of one time', async () => {
    const text = changed(({ who }) => (who === 'w1' ? { day: 3 } : {}));
    expect(await faultsOf(read(whole, {}, { text }))).toMatchObject([
      { field: 'data.sequence.time', constraint: 'must differ from row to row within a series' },
    ]);
  });

  test('a column that the file lacks', async () => {
    expect(await faultsOf(read({ ...whole, by: 'whom' }))).toMatchObject([
      { field: 'data.sequence.by', constraint: 'must be a column of the file', value: 'whom' },
    ]);
  });

  test('a series that the files of the splits divide', async () => {
    const text = changed(({ who, day }) => ({
      part: who === 'w1' && day === 1 ? 'test' : who < 'w2' ? 'train' : who < 'w5' ? 'validation' : 'test',
    }));
    expect(
      await faultsOf(read(whole, { kind: 'column', column: 'part', validation: undefined }, { text })),
    ).toMatchObject([
      {
        field: 'data.split',
        constraint: expect.stringMatching(/^must not divide a series, and who has one in train and test$/),
      },
    ]);
  });

  test.each([
    [{ sequence: whole }, 'sequences'],
    [{ window: { length: 2, by: 'who', time: 'day' } }, 'windows'],
  ])('texts as token ids, but not as words, in %o', async (of, feature) => {
    const parsed = (as: string) => {
      const data = {
        source: 'csv',
        path: 'table.csv',
        target: 'y',
        columns: { note: { type: 'text', as } },
        ...of,
      };
      return parseSpace(JSON.stringify({ data, space: { units: 8 } }), 'space.json', { mlp: mlp.parameters });
    };
    expect(() => parsed('words')).not.toThrow();
    expect(await faultsOf(Promise.resolve().then(() => parsed('tokens')))).toMatchObject([
      {
        field: 'data.columns.note.as',
        constraint: `must be left out, or words: ${feature} do not work with texts as token ids yet`,
        value: 'tokens',
      },
    ]);
  });

  test.each([
    [{ time: 'day' }, 'data.sequence.by', 'must be given: the column whose equal values are one series'],
    [{ by: 'who' }, 'data.sequence.time', /^must be given, or data\.split\.time/],
    [{ by: 'y', time: 'day' }, 'data.sequence.by', 'must not be the target'],
    [{ by: 'day', time: 'day' }, 'data.sequence.by', 'must not be the column of the times'],
    [{ ...whole, pad: 'both' }, 'data.sequence.pad', /before.*after/],
  ])('%o of a space file', async (sequence, field, constraint) => {
    const content = {
      data: { source: 'csv', path: 'table.csv', target: 'y', sequence },
      space: { units: 8 },
    };
    const parsed = faultsOf(
      Promise.resolve().then(() =>
        parseSpace(JSON.stringify(content), 'space.json', { mlp: mlp.parameters }),
      ),
    );
    expect(await parsed).toMatchObject([{ field, constraint: expect.stringMatching(constraint) }]);
  });
});
