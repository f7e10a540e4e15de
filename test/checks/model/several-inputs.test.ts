import { beforeAll, expect, test } from 'vitest';
import { modelChecks } from '../../../src/checks/model-checks.ts';
import type { CheckResult } from '../../../src/reports/check-report.ts';
import { partsData } from '../pipelines/broken-parts.ts';
import { smallNet } from '../pipelines/broken-pipeline.ts';
import { checkPipeline } from '../pipelines/check-pipeline.ts';

const sound = {
  title: 'three inputs',
  space: { data: partsData, model: { module: './parts.mjs' }, space: { ...smallNet, mended: true } },
};
let results: CheckResult[] = [];
const resultOf = (name: string) => results.find((result) => result.name === name) as CheckResult;

beforeAll(async () => {
  const chosen = ['inputs-decoded', 'input-scale', 'inputs-used'];
  results = await checkPipeline(
    sound,
    0,
    modelChecks.filter(({ name }) => chosen.includes(name)),
  );
});

test('each input is decoded by itself: ids without their padding, numbers in their own units', () => {
  const { message, exhibits } = resultOf('inputs-decoded');
  expect(message).toMatch(
    /^float32 input text \[12\] an example, from 0 to 22, input signal \[20,2\] .*, input meta \[3\] an example, from -\d\S* to \d\S*$/,
  );
  expect(exhibits).toHaveLength(1);
  const [exhibit] = exhibits;
  if (exhibit?.kind !== 'text') throw new Error('no text');
  const lines = exhibit.lines.join('\n');
  expect(lines).toMatch(
    /^row \d+: text \d+( \d+){5,11}( \(padding [1-6]\))?, signal \[20,2\] \S+ \(\S+\) \S+ \(\d{3,4}/m,
  );
  expect(lines).toMatch(/, meta \S+ \(\d\S+\) \S+ \(\d\S+\) \S+ \(\d\S+\) → (high|low)$/m);
});

test('each input has a size of its own, and a sequence one of each feature', () => {
  const { message, numbers } = resultOf('input-scale');
  expect(message).toMatch(
    /^input text has token ids, which the model looks up; input signal’s root mean square is \S+, the features’ own between \S+ and \S+; input meta’s root mean square/,
  );
  expect(Object.keys(numbers)).toEqual(['rootMeanSquare of input signal', 'rootMeanSquare of input meta']);
});

test('all inputs reach the outputs', () => {
  expect(resultOf('inputs-used').message).toMatch(/^5\d numbers of 3 inputs that vary reach the outputs$/);
});
