import { type Dataset, splitNames } from '../../../data/dataset.ts';
import { counted, figure } from '../../../reports/figure.ts';
import { enteringTensors } from '../../../training/probes/outputs.ts';
import type { Check, CheckContext, Verdict } from '../../check.ts';
import { type InputGroup, inputGroups, valuesAt } from '../../input-groups.ts';
import { trainingSample } from '../checked-trial.ts';
import { enteringExhibits } from './decoded-examples.ts';
import type { Entering } from './entering.ts';
import { endsOf, enteringFirstLayers, type FirstEntering, isReversed, isSame } from './first-entering.ts';
import { firstLayerExhibit } from './first-layer-inputs.ts';

const examples = 8;

export const inputsDecoded: Check = {
  name: 'inputs-decoded',
  hypothesis: 'what enters the model, decoded, is what was meant to',
  isCheap: true,
  async run(context): Promise<Verdict> {
    const { dataset } = context;
    const entering = read(context);
    const groups = inputGroups(dataset);
    const ranges = groups.map((group) => rangeOf(dataset, group));
    const odd = ranges.reduce((sum, range) => sum + range.odd, oddTargets(dataset));
    const lowest = Math.min(...ranges.map((range) => range.lowest));
    const highest = Math.max(...ranges.map((range) => range.highest));
    const firsts = await changedFirsts(context, entering);
    const seen = {
      numbers: { lowest, highest, notFinite: odd },
      exhibits: [...enteringExhibits(context, entering), ...firsts.map(firstLayerExhibit)],
    };
    if (odd > 0) {
      return {
        status: 'fail',
        message: `${counted(odd, 'number')} that enter the model, or are to be learned, are not finite`,
        advice: 'Look for NaN and infinities in the source: they make every weight NaN at the first step.',
        ...seen,
      };
    }
    const reversed = firsts.find(({ isReversed }) => isReversed);
    // The built-in families turn a sequence around where the configuration asks for it alone.
    if (reversed !== undefined && context.spec.model.kind === 'module') {
      const { layer, group } = reversed;
      return {
        status: 'warn',
        message: `layer ${layer} gets ${group.title} of shape ${JSON.stringify(group.shape)} from the end to the beginning`,
        advice:
          'If the order was not meant to change, take the reversal out of the model; a recurrent layer reads backwards with `goBackwards`.',
        ...seen,
      };
    }
    const enter = groups.map(({ title, shape }, at) => {
      const { lowest: least, highest: most } = ranges[at] as Range;
      const own = groups.length === 1 ? dataset.inputShape : shape;
      const range = `${JSON.stringify(own)} an example, from ${figure(least)} to ${figure(most)}`;
      return groups.length === 1 ? range : `${title} ${range}`;
    });
    return { status: 'pass', message: `${entering.dtype} ${enter.join(', ')}${told(firsts)}`, ...seen };
  },
};

interface ChangedFirst extends FirstEntering {
  readonly isReversed: boolean;
}

/** The inputs of the first layers with weights for the same rows, where they differ from the inputs of the model. */
async function changedFirsts(context: CheckContext, { x, rows }: Entering): Promise<ChangedFirst[]> {
  try {
    const firsts = await enteringFirstLayers(context, examples);
    const width = x.length / rows.length;
    return firsts.flatMap((first) => {
      const { places, shape } = first.group;
      const own = valuesAt(Float32Array.from(x), width, places);
      if (isSame(first.values, own)) return [];
      return [{ ...first, isReversed: isReversed(first.values, own, shape) }];
    });
  } catch {
    // Check `builds` says why the model cannot be built; what enters it can be seen all the same.
    return [];
  }
}

function told(firsts: readonly FirstEntering[]): string {
  if (firsts.length === 0) return '';
  const each = firsts.map(({ layer, group, values, shape }) => {
    const [least, most] = endsOf(values).map(figure);
    const of = group.title === 'the inputs' ? '' : ` of ${group.title}`;
    return `layer ${layer} gets ${JSON.stringify(shape.slice(1))}${of} from ${least} to ${most}`;
  });
  return `; behind the model’s own preprocessing, ${each.join(', ')}`;
}

/** Some rows as tensors, read back. */
function read(context: CheckContext): Entering {
  const { backend, dataset } = context;
  const sample = trainingSample(context, examples);
  const { x, y } = enteringTensors(backend.tf, dataset, sample);
  return { dtype: x.dtype, x: x.dataSync(), y: y.dataSync(), rows: sample.row };
}

interface Range {
  readonly lowest: number;
  readonly highest: number;
  /** Numbers that are not finite. */
  readonly odd: number;
}

/** The range of a group of inputs over all splits. */
function rangeOf({ splits }: Dataset, { places }: InputGroup): Range {
  let [lowest, highest, odd] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const name of splitNames) {
    const { x, rows } = splits[name];
    const width = x.length / rows;
    const look = (value: number) => {
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
      if (!Number.isFinite(value)) odd += 1;
    };
    // By index: an iterator takes four times as long, and there may be hundreds of millions of values.
    if (places.length === width) for (let at = 0; at < x.length; at++) look(x[at] as number);
    else
      for (let row = 0; row < rows; row++) for (const place of places) look(x[row * width + place] as number);
  }
  return { lowest, highest, odd };
}

function oddTargets({ splits }: Dataset): number {
  return splitNames.reduce(
    (sum, name) => sum + splits[name].y.filter((value) => !Number.isFinite(value)).length,
    0,
  );
}
