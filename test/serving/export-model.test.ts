import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode as encodePng } from 'fast-png';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { exportCommand } from '../../src/commands/export.ts';
import { openInputs } from '../../src/data/inputs/open-inputs.ts';
import { InterruptedError } from '../../src/faults/errors.ts';
import { chooseMembers } from '../../src/serving/choose-members.ts';
import { exportModel, requireExportPlace } from '../../src/serving/export-model.ts';
import { type PreprocessDocument, withExportedModel } from '../../src/serving/exported-model.ts';
import type { ServedModel } from '../../src/serving/served-model.ts';
import { withStoredModels } from '../../src/serving/stored-model.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Study } from '../../src/store/store.ts';
import { seekTfjsNode } from '../../src/training/native/tfjs-node.ts';
import { givenTerminal } from '../commands/given-terminal.ts';
import { refusalOfExample, runExample } from '../e2e/exported-example.ts';
import { hasBrowser, openBrowser } from '../report/html/browser.ts';
import { GivenModels } from './given-models.ts';

const given = new GivenModels();
const path = (...names: string[]) => join(given.folder, ...names);
/** A new folder, or an older export. */
const place = (folder: string, mayReplace = false, reads: string[] = []) => ({ folder, mayReplace, reads });
const undisturbed = new AbortController().signal;

const table = [
  ['island', 'beakLengthMm', 'beakDepthMm', 'flipperLengthMm', 'sex', 'bodyMassGrams', 'species'],
  ['Torgersen', '39.1', '18.7', '181', 'male', '3750', 'Adelie'],
  ['Biscoe', '', '15.2', '215', 'NA', '5700', 'Gentoo'],
  ['Mars', '49.3', '19.9', '203', 'female', '4050', 'Chinstrap'],
];
const random = randomFor('pictures');
const pictures = Array.from({ length: 3 }, () => Array.from({ length: 64 }, () => random.below(256)));

interface Exported {
  readonly folder: string;
  readonly input: string;
  /** The predictions of hpsearch, from the file. */
  readonly own: Float64Array;
  /** The same rows as preprocess.json says that a reader encodes them. */
  readonly rows: number[][];
}

const exported = new Map<string, Exported>();
/** The predictions of a process that knows nothing of hpsearch. */
let alone: Record<string, number[][]> = {};

/** By the documented format alone. */
function encode({ preprocessing, pixelMaximum = 255 }: PreprocessDocument): number[][] {
  if (preprocessing.kind === 'image') {
    return pictures.map((pixels) =>
      pixels.map((pixel) => ((pixel / 255) * pixelMaximum) / preprocessing.divisor),
    );
  }
  if (preprocessing.kind !== 'table') throw new Error('no arrays were exported');
  const [names = [], ...rows] = table;
  return rows.map((row) =>
    preprocessing.columns.flatMap((column) => {
      const cell = row[names.indexOf(column.name)] ?? '';
      if (column.kind === 'category') return column.values.map((value) => Number(value === cell));
      if (column.kind !== 'number') throw new Error(`no ${column.kind} column was exported`);
      return [((cell === '' ? column.fill : Number(cell)) - column.shift) / column.scale];
    }),
  );
}

async function predictFile({ predict, pipeline }: ServedModel, input: string): Promise<Float64Array> {
  const outputs: number[] = [];
  for await (const batch of (await openInputs(input, { pipeline })).batches) {
    outputs.push(...(await predict(batch)));
  }
  return Float64Array.from(outputs);
}

async function exportTo(study: Study, model: string): Promise<void> {
  const folder = path(`${study.name}-${model}`);
  const input = path(study.name === 'digits' ? 'pictures' : 'table.csv');
  const choice = await chooseMembers(given.store, study, model);
  const own = await withStoredModels(choice, async (opened) => {
    const { largestDifference } = await exportModel(opened, place(folder), 'tfjs', undisturbed);
    expect(largestDifference).toBeLessThan(1e-6);
    return predictFile(opened.served, input);
  });
  const document: PreprocessDocument = JSON.parse(readFileSync(join(folder, 'preprocess.json'), 'utf8'));
  exported.set(`${study.name}-${model}`, { folder, input, own, rows: encode(document) });
}

beforeAll(async () => {
  writeFileSync(path('table.csv'), table.map((row) => row.join(',')).join('\n'));
  mkdirSync(path('pictures'));
  pictures.forEach((pixels, index) => {
    const data = encodePng({ width: 8, height: 8, channels: 1, data: Uint8Array.from(pixels) });
    writeFileSync(path('pictures', `${index}.png`), data);
  });
  const studies = [
    await given.study('species', 'penguins', { family: 'mlp' }),
    await given.study('mass', 'penguins', { family: 'mlp', target: 'bodyMassGrams', isOld: true }),
    await given.study('digits', 'digits', { family: 'cnn' }),
  ];
  for (const study of studies) for (const model of ['0', 'both']) await exportTo(study, model);
  const script = fileURLToPath(new URL('../fixtures/serving/predict-with-tfjs.mjs', import.meta.url));
  const input = JSON.stringify(
    Object.fromEntries([...exported].map(([name, { folder, rows }]) => [name, { folder, rows }])),
  );
  const { stdout, status } = spawnSync(process.execPath, [script], { input, encoding: 'utf8' });
  expect(status).toBe(0);
  alone = JSON.parse(stdout);
}, 60_000);

/** As a share of a value's size, or of one where it is smaller. */
function largestGap(one: ArrayLike<number>, other: ArrayLike<number>): number {
  expect(one.length).toBe(other.length);
  return Math.max(
    ...Array.from(one, (value, at) => Math.abs(value - (other[at] as number)) / Math.max(1, Math.abs(value))),
  );
}

describe.each(['species-0', 'species-both', 'mass-0', 'mass-both', 'digits-0', 'digits-both'])(
  '%s',
  (name) => {
    it('predicts with TensorFlow.js alone what hpsearch predicts', () => {
      const { own } = exported.get(name) as Exported;
      expect(own.every(Number.isFinite)).toBe(true);
      expect(largestGap(alone[name]?.flat() ?? [], own)).toBeLessThan(1e-6);
    });

    it('is a model for hpsearch too', async () => {
      const { folder, input, own } = exported.get(name) as Exported;
      const got = await withExportedModel(folder, (served) => predictFile(served, input));
      expect(largestGap(got, own)).toBeLessThan(1e-6);
    });
  },
);

/** Cells as people write them, as JSON and as text. */
const messy = [
  { island: 'Torgersen', beakLengthMm: 39.1, beakDepthMm: 18.7, flipperLengthMm: 181, sex: 'male' },
  { island: ' Biscoe ', beakLengthMm: ' 39.5 ', beakDepthMm: '1.87e1', flipperLengthMm: '+186.0', sex: 'NA' },
  { island: 'Mars', beakLengthMm: 'n/a', beakDepthMm: '', flipperLengthMm: null, sex: true },
  { island: null, beakLengthMm: '?', beakDepthMm: '-', flipperLengthMm: '', sex: '-' },
];

describe('the example of an exported folder', () => {
  it('comes with the encoder, and has at most twenty lines', () => {
    const { folder } = exported.get('species-both') as Exported;
    const files = ['encode.mjs', 'example.mjs', 'model.json', 'preprocess.json', 'weights.bin'];
    expect(readdirSync(folder)).toEqual(files);
    const text = readFileSync(join(folder, 'example.mjs'), 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });

  it('predicts what hpsearch predicts, however the cells are written', async () => {
    const { folder } = exported.get('species-both') as Exported;
    const input = path('messy.jsonl');
    writeFileSync(input, messy.map((row) => JSON.stringify({ bodyMassGrams: 3750, ...row })).join('\n'));
    const own = await withExportedModel(folder, (served) => predictFile(served, input));
    const { stdout, stderr } = runExample(
      folder,
      messy.map((row) => ({ bodyMassGrams: 3750, ...row })),
    );
    expect(stderr).not.toContain('Error');
    const outputs = [...stdout.matchAll(/^(?:Adelie|Chinstrap|Gentoo) (.*)$/gm)].flatMap(([, each = '']) =>
      JSON.parse(each),
    );
    expect(largestGap(outputs, own)).toBeLessThan(1e-6);
  });

  it('predicts images too', () => {
    const { folder, own } = exported.get('digits-both') as Exported;
    const { stdout } = runExample(folder, pictures);
    const outputs = [...stdout.matchAll(/^\d (\[.*)$/gm)].flatMap(([, each = '']) => JSON.parse(each));
    expect(largestGap(outputs, own)).toBeLessThan(1e-6);
  });

  it('refuses the cells that hpsearch refuses', () => {
    const { folder } = exported.get('species-both') as Exported;
    const row = { ...messy[0], bodyMassGrams: 3750 };
    const refusalOf = (text: string) => {
      const { status, stderr } = refusalOfExample(folder, text);
      expect(status).toBe(2);
      return stderr;
    };
    expect(refusalOf(JSON.stringify([{ ...row, beakLengthMm: '39,1' }]))).toBe(
      'row 1: beakLengthMm: must be a number, as in training, got "39,1"\n',
    );
    expect(refusalOf(JSON.stringify([{ ...row, sex: undefined, Sex: 'male' }]))).toBe(
      'row 1: sex: must be in every row, as in training; null is a missing cell\n',
    );
    expect(refusalOf('island,sex\nBiscoe,male\n')).toMatch(/^rows: must be in a file of JSON: .*\n$/);
  });
});

test.skipIf(!hasBrowser())('a browser opens an exported ensemble by its address', async () => {
  const { folder, rows, own } = exported.get('digits-both') as Exported;
  const tfjs = readFileSync(
    fileURLToPath(new URL('../../node_modules/@tensorflow/tfjs/dist/tf.min.js', import.meta.url)),
  );
  const server = createServer(({ url = '/' }, response) => {
    if (url === '/') response.setHeader('content-type', 'text/html').end('<script src="tf.js"></script>');
    else if (url === '/tf.js') response.end(tfjs);
    else if (existsSync(join(folder, url))) response.end(readFileSync(join(folder, url)));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const got = await page.evaluate(`(async () => {
      await tf.setBackend('cpu');
      const model = await tf.loadLayersModel('/model.json');
      return model.predict(tf.tensor(${JSON.stringify(rows.flat())}, [3, 8, 8, 1])).arraySync();
    })()`);
    expect(largestGap((got as number[][]).flat(), own)).toBeLessThan(1e-6);
  } finally {
    await browser.close();
    server.close();
  }
});

/** A module with a layer of its own, which it makes known to TensorFlow.js or not. */
const ownModule = (className: string, register = '') => `
export const parameters = ['units'];
export function build({ tf, config, data }) {
  class ${className} extends tf.layers.Layer {
    static className = '${className}';
    call(inputs) {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      return tf.tidy(() => tf.sub(x, tf.mean(x, -1, true)));
    }
  }
  ${register}
  const hidden = tf.layers.dense({ units: config.units, inputShape: [...data.inputShape] });
  const own = new ${className}({ name: 'mine' });
  return tf.sequential({ layers: [hidden, own, tf.layers.dense({ units: data.outputs })] });
}
`;

const wordsModule = `
export const parameters = ['units'];
export function build({ tf, config, data }) {
  const words = tf.layers.embedding({ inputDim: 3, outputDim: config.units, inputLength: data.inputShape[0] });
  return tf.sequential({ layers: [words, tf.layers.flatten(), tf.layers.dense({ units: data.outputs })] });
}
`;

const studyOf = (name: string, module: string) => {
  writeFileSync(path(`${name}.mjs`), module);
  return given.study(name, 'iris', { family: `./${name}.mjs` });
};

test('a model of words is compared on words that it knows', async () => {
  const choice = await chooseMembers(given.store, await studyOf('words', wordsModule), '0');
  const { largestDifference } = await withStoredModels(choice, (opened) =>
    exportModel(opened, place(path('words')), 'tfjs', undisturbed),
  );
  expect(largestDifference).toBeLessThan(1e-6);
});

describe.skipIf(seekTfjsNode() === undefined)('a SavedModel', () => {
  const exportSaved = async (study: Study) => {
    const choice = await chooseMembers(given.store, study, 'both');
    return withStoredModels(
      choice,
      (opened) => exportModel(opened, place(path('saved')), 'savedmodel', undisturbed),
      'native',
    );
  };

  it.each<[string, () => Promise<Study | undefined>]>([
    ['stock layers', () => given.store.findStudy('digits')],
    [
      "the user's own layers",
      () => studyOf('own', ownModule('Centred', 'tf.serialization.registerClass(Centred);')),
    ],
  ])('of %s predicts in TensorFlow what hpsearch predicts', async (_, open) => {
    const { files, largestDifference } = await exportSaved((await open()) as Study);
    expect(largestDifference).toBeLessThan(1e-6);
    expect(files).toEqual(['preprocess.json', 'saved_model.pb']);
    rmSync(path('saved'), { recursive: true });
  });

  it('needs layers that can be built by name, and leaves nothing without', async () => {
    const study = await studyOf('unnamed', ownModule('Nameless'));
    await expect(exportSaved(study)).rejects.toThrow('the module must give layer');
    expect(readdirSync(given.folder).filter((name) => name.includes('saved'))).toEqual([]);
  });
});

describe('a folder to export to', () => {
  it('is free, or an export that may be replaced, and nothing else', () => {
    const { folder } = exported.get('mass-0') as Exported;
    requireExportPlace(place(path('free')));
    requireExportPlace(place(path('free', 'below'), true));
    requireExportPlace(place(folder, true));
    const refused: [ReturnType<typeof place>, string][] = [
      [place(folder), 'is there already: replace: true'],
      [place(folder, true, [join(folder, 'weights.bin')]), 'holds what this command reads, and stays'],
      [place(given.folder, true), 'holds files that hpsearch did not export ('],
      [place(path('table.csv'), true), 'is a file, not a folder'],
      [place(path('table.csv', 'a', 'b')), `there is no folder ${path('table.csv')}`],
      [place(''), 'must not be empty'],
      [place('.', true), 'is the working directory, or above it, and stays'],
      [place('/', true), 'is the root of the file system, and stays'],
      [place(homedir(), true), 'a home directory'],
      [place(`${given.folder}/none/../free`), `there is no folder ${given.folder}/none/..`],
    ];
    for (const [target, message] of refused) expect(() => requireExportPlace(target)).toThrow(message);
  });
});

test.each(['tfjs', 'csv', 'json', 'optuna'] as const)(
  'nothing of an interrupted export to %s stays',
  async (format) => {
    const terminal = { ...givenTerminal(), interruption: () => AbortSignal.abort() };
    const { handler } = exportCommand(terminal);
    const flags = { db: path('studies.db'), study: 'species', model: undefined, weights: false, json: false };
    const argv = { _: [], $0: 'hpsearch', ...flags, format, to: path('interrupted'), replace: false };
    await expect(handler(argv)).rejects.toThrow(InterruptedError);
    expect(readdirSync(given.folder).filter((name) => name.includes('interrupted'))).toEqual([]);
  },
);

describe('the model that is asked for', () => {
  it.each([
    ['nothing', undefined, 'trial 1', [1]],
    ['a number', '0', 'trial 0', [0]],
    ["an ensemble's name", 'both', "ensemble 'both'", [0, 1]],
  ])('by %s is found', async (_, asked, name, trials) => {
    const study = (await given.store.findStudy('species')) as Study;
    const choice = await chooseMembers(given.store, study, asked);
    expect(choice.name).toBe(name);
    expect(choice.members.map(({ trial }) => trial.trial)).toEqual(trials);
  });

  it.each([
    ['nobody', "model: 'nobody' is no trial's number, no ensemble of study 'species' (it has both)"],
    ['99', "model: study 'species' has no trial 99"],
    ['student', "study 'species' has no student yet"],
  ])('%s is refused where it is not there', async (asked, message) => {
    const study = (await given.store.findStudy('species')) as Study;
    await expect(chooseMembers(given.store, study, asked)).rejects.toThrow(message);
  });
});

describe('a folder that is no export of ours', () => {
  it.each([
    ['without preprocess.json', undefined, 'preprocess.json: must be a file that can be read'],
    ['of another format', '{"format":"other"}', 'must be of format hpsearch-preprocess, version 1'],
    [
      'without weights',
      JSON.stringify({
        ...{ format: 'hpsearch-preprocess', version: 1, inputShape: [1] },
        task: { kind: 'regression', target: 'y', mean: 0, std: 1 },
        preprocessing: {
          kind: 'table',
          columns: [{ kind: 'number', name: 'x', fill: 0, shift: 0, scale: 1 }],
        },
      }),
      'weights.bin: must be a file that can be read',
    ],
    ['of half a file', '{"format":', 'preprocess.json: must be JSON'],
  ])('is refused: %s', async (title, text, message) => {
    const folder = path(title);
    mkdirSync(folder);
    writeFileSync(join(folder, 'model.json'), '{}');
    if (text !== undefined) writeFileSync(join(folder, 'preprocess.json'), text);
    await expect(withExportedModel(folder, async () => {})).rejects.toThrow(message);
  });

  it.each([1, 4, 100])('is refused: the last %i bytes of its weights are missing', async (missing) => {
    const { folder } = exported.get('species-0') as Exported;
    const cut = path(`cut by ${missing}`);
    cpSync(folder, cut, { recursive: true });
    truncateSync(join(cut, 'weights.bin'), statSync(join(cut, 'weights.bin')).size - missing);
    await expect(withExportedModel(cut, async () => {})).rejects.toThrow(
      /weights\.bin: must hold the \d+ bytes of weights that model\.json lists, got \d+$/,
    );
  });
});
