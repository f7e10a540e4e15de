import { existsSync, readFileSync } from 'node:fs';

const parts = ['formats/cell.js', 'preprocessing/encoder.js'];
const importLine = /^import .*;\n/gm;
const sourceMap = /^\/\/# sourceMappingURL=.*\n?/gm;

/** The encoder of this package as one module of JavaScript without imports, for programs that run without hpsearch. */
export function encoderModule(): string {
  const texts = parts.map((part) => readFileSync(compiled(part), 'utf8'));
  const code = texts.map((text) => text.replaceAll(importLine, '').replaceAll(sourceMap, '').trim());
  return ['// The code by which hpsearch itself encodes rows and pixels.', ...code, ''].join('\n\n');
}

/** Beside this file once built; in dist/ where the sources run. */
function compiled(part: string): URL {
  const beside = new URL(`../${part}`, import.meta.url);
  return existsSync(beside) ? beside : new URL(`../../../dist/src/data/${part}`, import.meta.url);
}
