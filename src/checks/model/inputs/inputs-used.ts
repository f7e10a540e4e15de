import { counted } from '../../../reports/figure.ts';
import { randomFor } from '../../../statistics/random.ts';
import { inputPartsOf } from '../../../study/inputs/input-parts.ts';
import { type Given, inputUse } from '../../../training/probes/input-use.ts';
import { outputsOf } from '../../../training/probes/outputs.ts';
import { withUntrained } from '../../../training/probes/untrained.ts';
import type { Check, CheckContext, Verdict } from '../../check.ts';
import { type InputGroup, inputGroups } from '../../input-groups.ts';
import { checkedTrial, trainingSample } from '../checked-trial.ts';
import { judgeGroupUse, unusedAdvice, useOfGroup } from './group-use.ts';

const rows = 64;
/** A sequence of more features is tried as a whole. */
const mostFeatures = 32;

/** The inputs of the model do not show how the model itself changes them. */
export const inputsUsed: Check = {
  name: 'inputs-used',
  hypothesis: 'each input that varies changes the outputs, and none is rounded on its way',
  isCheap: true,
  run: (context): Promise<Verdict> =>
    withUntrained(checkedTrial(context), ({ model }) => {
      const { dataset, backend } = context;
      const sample = trainingSample(context, rows);
      const { values: outputs } = outputsOf(backend.tf, model, dataset, sample);
      if (!outputs.every(Number.isFinite)) {
        return { status: 'skip', message: 'the outputs of the untrained model are not finite' };
      }
      return judge(context, { tf: backend.tf, model, dataset, sample });
    }),
};

function judge(context: CheckContext, given: Given): Verdict {
  const { dataset, seed } = context;
  const groups = inputGroups(dataset);
  const use = inputUse(given, groups.flatMap(triedTogether), randomFor(seed, 'input use'));
  const { varying, unused } = use;
  const numbers = { varying: varying.length, unused: unused.length };
  if (varying.length > 0 && unused.length === varying.length) {
    const message = `the outputs depend on none of the ${counted(varying.length, 'input')} that vary`;
    return { status: 'fail', message, advice: unusedAdvice, numbers };
  }
  const judged = groups.map((group) => judgeGroupUse(context, given, useOfGroup(group, use)));
  const found = judged.filter((verdict) => verdict !== undefined);
  const worst = found.find(({ isWhole }) => isWhole) ?? found[0];
  if (worst !== undefined) {
    const { isWhole, ...verdict } = worst;
    return { status: 'warn', ...verdict, numbers: { ...numbers, ...verdict.numbers } };
  }
  const inputs = inputPartsOf(dataset).length;
  const all =
    inputs === 1
      ? counted(varying.length, 'input')
      : `${counted(varying.length, 'number')} of ${inputs} inputs`;
  const message = `${all} that vary ${varying.length === 1 ? 'reaches' : 'reach'} the outputs`;
  return { status: 'pass', message, numbers: { ...numbers, rounded: 0 } };
}

/** A feature of a sequence at all its steps, for it may be left out as a whole; else the group. */
function triedTogether({ places, shape }: InputGroup): (readonly number[])[] {
  const features = shape.at(-1) ?? 1;
  if (shape.length < 2 || features > mostFeatures) return [places];
  return Array.from({ length: features }, (_, feature) =>
    places.filter((_, at) => at % features === feature),
  );
}
