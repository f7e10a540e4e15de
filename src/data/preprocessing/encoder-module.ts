import { existsSync, readFileSync } from 'node:fs';

const parts = [
  'study/column-width.js',
  'study/inputs/shape-size.js',
  'study/outputs/training-range.js',
  ...['boolean', 'date', 'duration', 'missing', 'decimal', 'number', 'name', 'form'].map(
    (part) => `data/cells/${part}.js`,
  ),
  ...['hashing', 'tokens', 'scale', 'column-inputs', 'encoder', 'array-encoder'].map(
    (part) => `data/preprocessing/${part}.js`,
  ),
  'statistics/yeo-johnson.js',
  ...[
    ...['middle-quantile', 'target-scale', 'task-widths', 'chosen-class'],
    ...['exported-prediction', 'prediction-region'],
  ].map((part) => `study/outputs/${part}.js`),
];
const importLine = /^import .*;\n/gm;
const sourceMap = /^\/\/# sourceMappingURL=.*\n?/gm;

/**
 * This package's encoder of rows and decoder of outputs as one JavaScript module without imports, for programs that run
 * without hpsearch.
 */
export function encoderModule(): string {
  const texts = parts.map((part) => readFileSync(compiled(part), 'utf8'));
  const code = texts.map((text) => text.replaceAll(importLine, '').replaceAll(sourceMap, '').trim());
  return [
    '// The code by which hpsearch itself encodes rows and pixels, and reads the outputs of a model.',
    ...code,
    '',
  ].join('\n\n');
}

/** The compiled files are beside this one once built, in dist/ when the sources run. */
function compiled(part: string): URL {
  const beside = new URL(`../../${part}`, import.meta.url);
  return existsSync(beside) ? beside : new URL(`../../../dist/src/${part}`, import.meta.url);
}
