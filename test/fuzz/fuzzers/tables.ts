import { parse } from 'csv-parse/sync';
import type { Random } from '../../../src/statistics/random.ts';
import type { FuzzCase, Fuzzer, Run } from '../fuzzer.ts';
import { happens, pick } from '../mutations/choice.ts';
import { encoded, mutateText } from '../mutations/text.ts';
import { type MadeTable, makeTable, penguinRows } from './made-table.ts';

interface Expected {
  readonly use: 'training' | 'prediction';
  /** As written, where a second reader can be asked how many rows it has. */
  readonly text?: string;
  readonly delimiter: string;
}

/** CSV files of all kinds, as training data and as prediction input. */
export const tables: Fuzzer = {
  name: 'tables',
  shortCases: 20,
  next: (random) => (happens(random, 0.6) ? trainingCase(random) : predictionCase(random)),
  judge: ({ expected }, runs) => {
    const { use, text, delimiter } = expected as Expected;
    const init = runs.find(({ args }) => args[0] === 'init');
    const sample = runs.find(({ args }) => args[0] === 'sample');
    if (init?.code === 0 && sample?.code !== 0) return ['made a space file that cannot be read'];
    const rows = use === 'training' ? rowsOfReport(runs) : rowsOfPrediction(runs);
    const counted = text === undefined ? undefined : countRows(text, delimiter);
    if (rows === undefined || counted === undefined || rows === counted) return [];
    return [`has ${rows} rows for hpsearch and ${counted} for csv-parse`];
  },
};

function trainingCase(random: Random): FuzzCase {
  const table = makeTable(random);
  const space = {
    data: { source: 'csv', path: 'table.csv', target: table.target },
    model: { type: pick(random, ['mlp', 'linear']) },
    space: { learningRate: 0.01 },
    training: { maxEpochs: 1, backend: 'cpu' },
    search: { trials: 1 },
  };
  return written(
    random,
    table,
    'training',
    {
      'space.json': { text: JSON.stringify(space) },
    },
    [
      ['data', 'space.json', '--json', '--quiet'],
      ['check', 'space.json', '--json', '--only', 'finite-values,constant-columns,enough-rows'],
      ['data', 'space.json', '--quiet'],
      ['init', 'table.csv', `--target=${table.target}`, '--to', 'made.yaml', '--json'],
      ['sample', 'made.yaml', '--json'],
    ],
  );
}

function predictionCase(random: Random): FuzzCase {
  const flags = pick(random, [
    [],
    ['--probabilities'],
    ['--keep-columns'],
    ['--format', 'jsonl', '--keep-columns'],
  ]);
  return written(random, penguinRows(random), 'prediction', { 'hpsearch.db': { stock: 'hpsearch.db' } }, [
    ['predict', 'table.csv', '--quiet', ...flags],
    ['evaluate', '--data', 'table.csv', '--json', '--quiet'],
  ]);
}

function written(
  random: Random,
  { text, delimiter, title }: MadeTable,
  use: Expected['use'],
  files: FuzzCase['files'],
  commands: FuzzCase['commands'],
): FuzzCase {
  const isChanged = happens(random, 0.4);
  const changed = isChanged ? mutateText(random, text) : text;
  const file = encoded(random, changed);
  const expected: Expected = { use, delimiter, ...('text' in file && !isChanged && { text: file.text }) };
  return {
    title: `${use}: ${title}${isChanged ? ', changed' : ''}`,
    files: { ...files, 'table.csv': file },
    commands,
    program: 'server',
    expected,
  };
}

/** Undefined when rows were left out, or the stricter readers refused the file. */
function rowsOfReport([data, check]: readonly Run[]): number | undefined {
  if (data?.code !== 0 || (check?.code !== 0 && check?.code !== 4)) return undefined;
  const { rows, findings } = JSON.parse(data.stdout) as {
    rows: number;
    findings: { severity: string; kind: string }[];
  };
  return findings.some(({ kind }) => /row|target|file/.test(kind)) ? undefined : rows;
}

function rowsOfPrediction([predict]: readonly Run[]): number | undefined {
  if (predict?.code !== 0 || predict.args.includes('--keep-columns')) return undefined;
  return predict.stdout.trimEnd().split('\n').length - 1;
}

/** Undefined for a file that csv-parse refuses. */
function countRows(text: string, delimiter: string): number | undefined {
  try {
    return parse(text, { delimiter, bom: true, skip_empty_lines: true }).length - 1;
  } catch {
    return undefined;
  }
}
