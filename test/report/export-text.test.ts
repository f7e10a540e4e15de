import { expect, test } from 'vitest';
import { renderExport } from '../../src/report/text/models/export-text.ts';

test.each([
  ['model/', 'node model/example.mjs shows'],
  ['ü ñ', "node 'ü ñ/example.mjs' shows"],
])('the command for folder %s can be pasted', (folder, command) => {
  const shown = {
    study: 's',
    model: 'm',
    folder,
    files: ['example.mjs'],
    bytes: 1,
    largestDifference: 0,
    intervals: [],
  };
  expect(renderExport(shown)).toContain(command);
});
