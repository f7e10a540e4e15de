import { counted, figure } from '../../reports/figure.ts';
import { samplerOf } from '../../samplers/catalogue.ts';
import { firstConfigurations } from '../../samplers/configuration.ts';
import { outputWidth } from '../../study/outputs/task-widths.ts';
import { outputsOf } from '../../training/probes/outputs.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { LayersModel } from '../../training/tensorflow.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { firstLine } from '../run-checks.ts';
import { checkedTrial, trainingSample } from './checked-trial.ts';

const sampledConfigurations = 3;

export const builds: Check = {
  name: 'builds',
  hypothesis: 'the model can be built, and gives one row of outputs for each row of inputs',
  isCheap: true,
  async run(context): Promise<Verdict> {
    const middle = await withUntrained(checkedTrial(context), ({ model }) => ({
      parameters: model.countParams(),
      ...shapesOf(context, model),
    }));
    const { parameters, given, returned, wanted } = middle;
    if (returned !== wanted) {
      return {
        status: 'fail',
        message: `for inputs of ${given} the model returns ${returned}, and must return ${wanted}`,
        advice: 'Look for a reshape or a transposition that moves the batch axis.',
        numbers: { parameters },
      };
    }
    const rejections = await rejectedSamples(context);
    const numbers = { parameters, sampled: sampledConfigurations, rejected: rejections.length };
    if (rejections[0] !== undefined) {
      const rejected = `${rejections.length} of the first ${counted(sampledConfigurations, 'configuration')}`;
      return {
        status: 'warn',
        message: `${rejected} cannot be built: ${rejections[0]}`,
        advice: 'Narrow the space, or tie parameters with `when`: trials that are rejected are lost.',
        numbers,
      };
    }
    const message = `${figure(parameters)} parameters; ${given} in, ${returned} out`;
    return { status: 'pass', message, numbers };
  },
};

/** The outputs for two rows, with their actual shapes. */
function shapesOf(context: CheckContext, model: LayersModel) {
  const { backend, dataset } = context;
  const sample = trainingSample(context, 2);
  const { shape } = outputsOf(backend.tf, model, dataset, sample);
  return {
    given: JSON.stringify([sample.rows, ...dataset.inputShape]),
    returned: JSON.stringify(shape),
    wanted: JSON.stringify([sample.rows, outputWidth(dataset.task)]),
  };
}

/** The reasons why the first configurations of `start` cannot be built. */
async function rejectedSamples(context: CheckContext): Promise<string[]> {
  const { spec } = context;
  const sampler = samplerOf(spec.search.sampler);
  const rejections: string[] = [];
  for (const [trial, config] of firstConfigurations(sampler, spec, sampledConfigurations).entries()) {
    const input = { ...checkedTrial(context, trial), config };
    await withUntrained(input, () => undefined).catch((error: unknown) => rejections.push(firstLine(error)));
  }
  return rejections;
}
