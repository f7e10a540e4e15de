import { expect, test } from 'vitest';
import type { Operation, Source } from '../../../src/training/graph/recording.ts';
import { Readers } from '../../../src/training/replay/session/readers.ts';
import type { RecordedStep, RecordedUpdate } from '../../../src/training/replay/session/record-step.ts';
import type { Variable } from '../../../src/training/tensorflow.ts';

const result = (operation: number): Source => ({ kind: 'operation', operation, output: 0 });
const input: Source = { kind: 'input', input: 0 };
const weights: Source = { kind: 'variable', variable: 1 };

test('are the operations that an update does not wait for anyway, and that the step needs', () => {
  const operations = [
    operation('MatMul', input, weights),
    operation('Reshape', weights),
    operation('MatMul', result(0), result(1)),
    operation('MatMul', input, result(0)),
    operation('Square', weights),
  ];
  const [other, variable] = [{}, {}] as [Variable, Variable];
  const update: RecordedUpdate = { op: 'Descend', variables: [variable], inputs: [result(3)] };
  const step: RecordedStep = {
    ...{ operations, constants: [], inputs: [], variables: [other, variable], updates: [update] },
    ...{ assigned: new Map([[other, result(2)]]), loss: result(0) },
  };
  expect(new Readers(step).besides(update)).toEqual([1, 2]);
});

function operation(op: string, ...inputs: Source[]): Operation {
  return { op, layer: '', attributes: [], inputs };
}
