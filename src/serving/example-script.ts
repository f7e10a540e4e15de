import { paddingOf } from '../study/inputs/padding-of.ts';
import type { Features, Pipeline, Preprocessing } from '../study/pipeline.ts';

/** A short program that predicts with the other exported files and TensorFlow.js alone. */
export function exampleScript({
  preprocessing,
  features,
}: Pick<Pipeline, 'preprocessing' | 'features'>): string {
  const { kind } = preprocessing;
  const isSeries = kind === 'window' && paddingOf(preprocessing) !== undefined;
  const rows = isSeries ? seriesRows : rowsOf[kind];
  const lines = [...rows, ...(features ? featureInputs(features) : rowInputs), ...prediction(kind)];
  return lines.join('\n');
}

/** Rows that cannot be used end the program with a line that names them, and no stack trace. */
const refusal = 'const refuse = ({ message }) => { console.error(message); process.exit(2); };';

const opening = (rows: string, fields: string, encoder: string) => [
  `// npm install @tensorflow/tfjs; node example.mjs [rows.json], ${rows}`,
  "import { readFileSync } from 'node:fs';",
  "import * as tf from '@tensorflow/tfjs';",
  `import { ${encoder}, encodeRows, predictionFrom, readRows } from './encode.mjs';`,
  'const read = (name) => readFileSync(new URL(name, import.meta.url));',
  refusal,
  "const { modelTopology, weightsManifest: [{ weights: weightSpecs }] } = JSON.parse(read('model.json'));",
  "const document = JSON.parse(read('preprocess.json'));",
  `const { inputShape, ${fields} } = document;`,
  "const weightData = Uint8Array.from(read('weights.bin')).buffer;",
  "// In a browser: await tf.loadLayersModel('model.json')",
  'const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));',
];

const tableRows = [
  ...opening('an array of objects [clip]', 'preprocessing: { columns }', 'RowEncoder'),
  "const [, , file, word] = process.argv, clip = word === 'clip', areNormalized = document.names === undefined;",
  'const rows = file ? readRows(() => readFileSync(file), refuse) : [Object.fromEntries(columns.map(({ name }) => [name, null]))];',
  'const encoder = new RowEncoder(columns, { areNormalized, ranges: document.ranges?.inputs, clip });',
  'const encode = (row) => encoder.encode(row);',
];

const windowRows = [
  ...opening('rows of one series in their order [clip]', 'preprocessing: { columns }', 'RowEncoder'),
  "const [, , file, word] = process.argv, clip = word === 'clip', areNormalized = document.names === undefined;",
  'const [length, width] = inputShape, missing = new Set(); // rows without a target, where its past is an input',
  'const empty = Object.fromEntries(columns.map(({ name }) => [name, null]));',
  'const all = file ? readRows(() => readFileSync(file), refuse) : new Array(length).fill(empty);',
  'let place = -1;',
  "const notice = (name, what) => { if (file && what === 'missing' && name === document.target) missing.add(place); };",
  'const encoder = new RowEncoder(columns, { areNormalized, ranges: document.ranges?.inputs, clip, notice });',
  'const numbers = encodeRows(all, (row) => { place++; return encoder.encode(row); }, refuse);',
  'const windows = all.slice(length - 1).map((_, first) => Array.from({ length }, (_, at) => first + at));',
  'const whole = windows.filter((window) => !window.some((row) => missing.has(row))); // each predicts a row',
  "if (whole.length === 0) refuse(new Error('rows: must have ' + length + ' in a row, with the target where it is an input'));",
  'const rows = whole.map(([first]) => numbers.slice(first * width, (first + length) * width)), encode = (row) => row;',
];

const seriesRows = [
  ...opening(
    'a series, or an array of series: rows in their order [clip]',
    'preprocessing: { columns, padding }',
    'RowEncoder',
  ),
  "const [, , file, word] = process.argv, clip = word === 'clip', areNormalized = document.names === undefined;",
  'const given = file ? readRows(() => readFileSync(file), refuse) : [Object.fromEntries(columns.map(({ name }) => [name, null]))];',
  'const rows = Array.isArray(given?.[0]) ? given : [given], [length, width] = inputShape, { pad, cut } = padding;',
  'const encoder = new RowEncoder(columns, { areNormalized, ranges: document.ranges?.inputs, clip });',
  'const encode = (series) => {',
  "  if (!(series.length > 0)) throw new Error('a series has one row at least');",
  "  if (series.length > length && cut === undefined) throw new Error('a series has at most ' + length + ' rows');",
  "  const steps = (cut === 'after' ? series.slice(0, length) : series.slice(-length)).map((row) => [...encoder.encode(row), 1]);",
  '  const zeros = new Array((length - steps.length) * width).fill(0);',
  "  return pad === 'after' ? [...steps.flat(), ...zeros] : [...zeros, ...steps.flat()];",
  '};',
];

const imageRows = [
  ...opening('arrays of pixels from 0 to 255', 'preprocessing: { divisor }, pixelMaximum', 'encodePixels'),
  'const black = new Array(inputShape.reduce((size, length) => size * length)).fill(0);',
  'const rows = process.argv[2] ? readRows(() => readFileSync(process.argv[2]), refuse) : [black];',
  'const encode = (row) => encodePixels({ inputShape, divisor, pixelMaximum }, row);',
];

const arrayRows = [
  ...opening(
    'nested arrays, or objects of them by name',
    'preprocessing: { parts }',
    'encodeArrays, sizeOfShape',
  ),
  '// of sequences of several lengths, one step',
  'const sizeOf = ({ shape, padding, tokens }) => (padding && !tokens ? shape.at(-1) - 1 : sizeOfShape(shape));',
  'const zeros = Object.fromEntries(parts.map((part) => [part.name, new Array(sizeOf(part)).fill(0)]));',
  'const rows = process.argv[2] ? readRows(() => readFileSync(process.argv[2]), refuse) : [zeros];',
  'const encode = (row) => Array.from(encodeArrays(parts, row));',
];

const encodedRows = 'encodeRows(rows, encode, refuse)';

const rowsOf = { table: tableRows, window: windowRows, image: imageRows, arrays: arrayRows };

const rowInputs = [`const x = tf.tensor(${encodedRows}, [rows.length, ...inputShape]);`];

const featureInputs = ({ kind, inputRange }: Features) => [
  "const { features } = document, { weightsManifest: [group], ...fixedModel } = JSON.parse(read('features.json'));",
  "const fixedWeights = { weightSpecs: group.weights, weightData: Uint8Array.from(read('features.bin')).buffer };",
  `const fixed = await tf.${loaders[kind]}(tf.io.fromMemory({ ...fixedModel, ...fixedWeights }));`,
  `const encoded = tf.tensor(${encodedRows}, [rows.length, ...inputShape]);`,
  ...(inputRange === undefined
    ? ['const entering = encoded.cast(fixed.inputs[0].dtype);']
    : [
        'const [least, largest] = features.inputRange;',
        'const ranged = encoded.mul(((largest - least) * divisor) / pixelMaximum).add(least);',
        'const entering = ranged.cast(fixed.inputs[0].dtype);',
      ]),
  ...(kind === 'graph'
    ? ['const found = fixed.execute(entering, features.output);']
    : [
        'const upTo = tf.model({ inputs: fixed.inputs, outputs: fixed.getLayer(features.output).output });',
        'const found = upTo.predict(entering);',
      ]),
  "const { encodeArrays: scaled } = await import('./encode.mjs');",
  'const numbers = found.arraySync().flatMap((row) => Array.from(scaled(features.preprocessing.parts, row)));',
  'const x = tf.tensor(numbers, [rows.length, ...features.inputShape]);',
];

const loaders = { graph: 'loadGraphModel', layers: 'loadLayersModel' };

const prediction = (kind: Preprocessing['kind']) => [
  'for (const outputs of model.predict(x).arraySync()) {',
  `  console.log(predictionFrom(document, outputs${kind === 'table' || kind === 'window' ? ', { clip }' : ''}), JSON.stringify(outputs));`,
  '}',
  '',
];
