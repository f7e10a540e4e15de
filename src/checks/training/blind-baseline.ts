import type { Check } from '../check.ts';
import { withoutInputs } from '../subset.ts';
import { beatsConstant } from './beats-constant.ts';
import { realRun } from './real-run.ts';
import { trainShortly } from './short-training.ts';

/** Karpathy's input-independent baseline: the same training with all inputs zero. */
export const blindBaseline: Check = {
  name: 'blind-baseline',
  hypothesis: 'a training that sees the inputs beats the same training on zeros',
  isCheap: false,
  async run(context) {
    const { dataset, epochs } = await realRun(context);
    const { family, config } = context;
    // From zeros only the base rate can be learnt, which is where the model starts: half of the time is plenty.
    const half = Math.ceil(epochs / 2);
    const blind = await trainShortly(context, {
      family,
      config,
      dataset: withoutInputs(dataset),
      epochs,
      onEpoch: (_, epoch) => epoch === half,
    });
    const { predictions } = blind;
    return beatsConstant(context, { predictions, source: 'with all inputs at zero' });
  },
};
