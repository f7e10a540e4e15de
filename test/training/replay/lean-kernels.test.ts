import { expect, test } from 'vitest';
import { loadBackend } from '../../../src/training/backend.ts';
import { seekTfjsNode } from '../../../src/training/native/tfjs-node.ts';
import { releasing } from '../../../src/training/release.ts';
import { recordStep } from '../../../src/training/replay/session/record-step.ts';

const cases = [
  ['relu', 'ReluGrad'],
  ['relu6', 'Relu6Grad'],
  ['sigmoid', 'SigmoidGrad'],
  ['tanh', 'TanhGrad'],
] as const;

test.skipIf(seekTfjsNode() === undefined).each(cases)('the gradient of %s is one op', async (name, op) => {
  const { tf } = await loadBackend('native');
  await releasing(tf, async () => {
    const weights = tf.variable(tf.tensor1d([1, 2]));
    const recorded = recordStep(tf, {
      averages: new Set(),
      compute: () => tf.variableGrads(() => tf.sum(tf[name](weights))),
      update({ value, grads }) {
        weights.assign(grads[weights.name] as never);
        return { loss: value, updates: [] };
      },
    });
    const ops = recorded?.operations.map((operation) => operation.op) ?? [];
    expect(ops.slice(ops.indexOf('Sum') + 1).filter((each) => each.includes('Grad'))).toEqual([op]);
    expect(ops).not.toContain('Greater');
  });
});
