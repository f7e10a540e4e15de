import type { Dataset } from '../../../data/dataset.ts';
import { figure } from '../../../reports/figure.ts';
import { paddingOf } from '../../../study/inputs/padding-of.ts';
import { withoutPadding } from '../../../study/windows/padding.ts';
import type { Check, CheckContext, Verdict } from '../../check.ts';
import { type InputGroup, inputGroups, valuesAt } from '../../input-groups.ts';
import { trainingSample } from '../checked-trial.ts';
import { type FeatureSize, featureSizes, rootMeanSquare } from './feature-sizes.ts';
import { enteringFirstLayers, type FirstEntering, isSame } from './first-entering.ts';
import { judgeIds } from './token-ids-entering.ts';

/**
 * Standardised features have a root mean square of 1, pixels in [0, 1] of 0.2 to 0.6, pixels in [0, 255] of 50 to 150.
 */
const limits = { tiny: 0.01, large: 5, huge: 10 };
const largestRatio = 100;
const rows = 256;

export const inputScale: Check = {
  name: 'input-scale',
  hypothesis: 'the inputs are of the size that initial weights are made for',
  isCheap: true,
  async run(context): Promise<Verdict> {
    const firsts = await enteringFirstLayers(context, rows);
    const groups = inputGroups(context.dataset);
    const judged = groups.map((group) =>
      judgeGroup(
        context,
        group,
        firsts.find((first) => first.group.title === group.title),
      ),
    );
    const [only] = judged;
    if (only !== undefined && judged.length === 1) return only;
    const failed = judged.filter(({ status }) => status === 'fail');
    const alarms = failed.length > 0 ? failed : judged.filter(({ status }) => status === 'warn');
    const [worst] = alarms;
    const sizes = judged.flatMap(({ numbers }, at): FeatureSize[] => {
      const size = numbers?.rootMeanSquare;
      return size === undefined ? [] : [{ name: groups[at]?.title ?? '', size }];
    });
    const numbers = Object.fromEntries(sizes.map(({ name, size }) => [`rootMeanSquare of ${name}`, size]));
    const messages = (worst === undefined ? judged : alarms).map(({ message }) => message).join('; ');
    if (worst !== undefined) return { ...worst, message: messages, numbers };
    return { status: 'pass', message: messages, ...judgeSizes(sizes), numbers };
  },
};

function judgeGroup(
  { dataset, ...context }: CheckContext,
  group: InputGroup,
  first: FirstEntering | undefined,
): Verdict {
  const sample = trainingSample({ dataset, ...context }, rows);
  const values = valuesAt(sample.x, sample.x.length / sample.rows, group.places);
  const isOwn = first === undefined || isSame(first.values, values);
  if (group.tokens !== undefined && first !== undefined) {
    const verdict = judgeIds(group, first, values);
    if (verdict !== undefined) return verdict;
  }
  // A model may scale its inputs itself.
  const features = first?.isScaled === true ? [] : featureSizes(dataset, group);
  const what = isOwn
    ? `${possessive(group.title)}`
    : `behind the model’s own preprocessing, in layer ${first.layer}, ${possessive(group.title)}`;
  return judge(what, rootMeanSquare(isOwn ? stepsOf(dataset, values) : first.values), features);
}

/** The inputs without padding. */
function stepsOf({ preprocessing, inputShape }: Dataset, values: Float32Array): Float32Array {
  const features = inputShape.at(-1);
  return paddingOf(preprocessing) === undefined || features === undefined
    ? values
    : withoutPadding(values, features);
}

function possessive(title: string): string {
  return title.endsWith('s') ? `${title}’` : `${title}’s`;
}

const advice = 'Set data.scaling to `standard` or `minMax`, or scale inside the model.';

function judge(what: string, size: number, features: readonly FeatureSize[]): Verdict {
  const numbers: Record<string, number> = { rootMeanSquare: size };
  const message = `${what} root mean square is ${figure(size)}`;
  if (!(size <= limits.large)) {
    return { status: size <= limits.huge ? 'warn' : 'fail', message, advice, numbers };
  }
  if (size < limits.tiny) {
    return {
      status: 'warn',
      message,
      advice: 'Look for inputs that are scaled twice, or all zeros.',
      numbers,
    };
  }
  const { least, most, ratio } = extremes(features);
  if (least === undefined || most === undefined) return { status: 'pass', message, numbers };
  const apart = judgeSizes(features);
  if (apart !== undefined) return { ...apart, numbers: { ...numbers, ratio } };
  const between = `${message}, the features’ own between ${figure(least.size)} and ${figure(most.size)}`;
  return { status: 'pass', message: between, numbers: { ...numbers, ratio } };
}

/** A warning where one is more than a hundred times as large as another. */
function judgeSizes(sizes: readonly FeatureSize[]): Verdict | undefined {
  const { least, most, ratio } = extremes(sizes);
  if (least === undefined || most === undefined || ratio <= largestRatio) return undefined;
  const message = `${most.name} (${figure(most.size)}) is ${figure(ratio)} times as large as ${least.name} (${figure(least.size)})`;
  return { status: 'warn', message, advice };
}

function extremes(sizes: readonly FeatureSize[]) {
  const sorted = sizes.filter(({ size }) => size > 0).toSorted((a, b) => a.size - b.size);
  const [least, most] = [sorted.at(0), sorted.at(-1)];
  return { least, most, ratio: (most?.size ?? 1) / (least?.size ?? 1) };
}
