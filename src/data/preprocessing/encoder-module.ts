import { readFileSync } from 'node:fs';
import { builtFile } from '../../files/built-file.ts';

const parts = [
  'study/column-width.js',
  'study/inputs/shape-size.js',
  'study/outputs/training-range.js',
  ...['boolean', 'date', 'duration', 'missing', 'decimal', 'number', 'name', 'form'].map(
    (part) => `data/cells/${part}.js`,
  ),
  ...['hashing', 'tokens', 'scale', 'column-inputs', 'encoder', 'array-encoder', 'encode-rows'].map(
    (part) => `data/preprocessing/${part}.js`,
  ),
  'statistics/yeo-johnson.js',
  ...[
    ...['middle-quantile', 'target-scale', 'task-widths', 'chosen-class'],
    ...['exported-prediction', 'conformal-quantiles', 'value-interval', 'prediction-region'],
  ].map((part) => `study/outputs/${part}.js`),
];
const importLine = /^import .*;\n/gm;
const sourceMap = /^\/\/# sourceMappingURL=.*\n?/gm;

/**
 * This package's encoder of rows and decoder of outputs as one JavaScript module without imports, for programs that run
 * without hpsearch.
 */
export function encoderModule(): string {
  const texts = parts.map((part) => readFileSync(builtFile(`src/${part}`), 'utf8'));
  const code = texts.map((text) => text.replaceAll(importLine, '').replaceAll(sourceMap, '').trim());
  return [
    '// The code by which hpsearch itself encodes rows and pixels, and reads the outputs of a model.',
    ...code,
    '',
  ].join('\n\n');
}
