import { lastAxisName } from '../../../data/arrays/cell-name.ts';
import { inputNamesOf } from '../../../data/preprocessing/column-inputs.ts';
import type { Exhibit } from '../../../reports/check-report.ts';
import { counted, percent } from '../../../reports/figure.ts';
import type { Given, InputUse } from '../../../training/probes/input-use.ts';
import type { CheckContext, Verdict } from '../../check.ts';
import { type InputGroup, placeNames } from '../../input-groups.ts';
import { areRounded, roundedInputs } from './rounded-inputs.ts';

/** Strides and cropped borders leave out pixels or steps on purpose, up to this share of those that vary. */
const leftOutShare = 0.25;
/** The numbers of a longer array of one axis are steps or pixels, and not each a feature. */
const mostFeatures = 32;
const mostNames = 6;

/** A group of inputs, and the use of its own. */
export interface GroupUse extends InputUse {
  readonly group: InputGroup;
}

export function useOfGroup(group: InputGroup, { varying, unused }: InputUse): GroupUse {
  const own = new Set(group.places);
  return {
    group,
    varying: varying.filter((place) => own.has(place)),
    unused: unused.filter((place) => own.has(place)),
  };
}

/** `isWhole`: the model leaves the whole group out. */
type Fault = Omit<Verdict, 'status'> & { readonly isWhole?: true };

/** Undefined where the model uses the group as it should. */
export function judgeGroupUse(context: CheckContext, given: Given, use: GroupUse): Fault | undefined {
  const { dataset } = context;
  const { varying, unused, group } = use;
  const { title } = group;
  if (varying.length > 0 && unused.length === varying.length) {
    const message = `${title} changes no output: the model leaves out all of its ${counted(varying.length, 'number')} that vary`;
    return { message, advice: wholeAdvice, isWhole: true };
  }
  const nameOf = placeNames(dataset);
  const named = (places: readonly number[]) => {
    const more = places.length - mostNames;
    const shown = places.slice(0, mostNames).map((place) => nameOf(place) ?? `input ${place}`);
    return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  };
  const used = varying.filter((place) => !unused.includes(place));
  const isOfFeatures = areFeatures(dataset, group);
  if (group.tokens === undefined && isOfFeatures) {
    const rounded = roundedInputs(given, used);
    if (rounded.length > 0) {
      const isOne = rounded.length === 1;
      const message = `${named(rounded)} ${isOne ? 'is' : 'are'} rounded in the model: most of the values of ${isOne ? 'the input' : 'each'} give the same outputs`;
      return { message, advice: roundedAdvice, numbers: { rounded: rounded.length } };
    }
  } else if (group.tokens === undefined && areRounded(given, used)) {
    const are = title.endsWith('s') ? 'are' : 'is';
    const message = `${title} ${are} rounded in the model: small changes of all of its numbers change no output`;
    return { message, advice: roundedAdvice };
  }
  const features = unusedFeatures(use);
  if (features.length > 0) {
    const shown = features.slice(0, mostNames).map((feature) => featureName(dataset, group, feature));
    const message = `${shown.join(', ')} ${features.length === 1 ? 'changes' : 'change'} no output`;
    return { message, advice: unusedAdvice };
  }
  const share = unused.length / Math.max(varying.length, 1);
  if (unused.length === 0 || (!isOfFeatures && share <= leftOutShare)) return undefined;
  const isImage = dataset.preprocessing.kind === 'image';
  const which = isImage ? ` (${percent(share)})` : `: ${named(unused)}`;
  const verb = unused.length === 1 ? 'changes' : 'change';
  const of =
    title === 'the inputs'
      ? counted(varying.length, 'input')
      : `${counted(varying.length, 'number')} of ${title}`;
  const message = `${unused.length} of ${of} that vary ${verb} no output${which}`;
  return { message, advice: unusedAdvice, exhibits: pictureOf(context, use) };
}

/** Whether each number of a group means something of its own. */
function areFeatures({ preprocessing }: CheckContext['dataset'], { shape, tokens }: InputGroup): boolean {
  if (preprocessing.kind === 'image' || tokens !== undefined) return false;
  return preprocessing.kind !== 'arrays' || (shape.length < 2 && (shape[0] ?? 1) <= mostFeatures);
}

/** The indices on the last axis of which no step changes an output. */
function unusedFeatures({ group: { shape, places }, varying, unused }: GroupUse): number[] {
  const features = shape.at(-1) ?? 1;
  if (shape.length < 2 || features === 1) return [];
  const indexOf = new Map(places.map((place, at) => [place, at % features]));
  const countsOf = (of: readonly number[]) => {
    const counts = new Int32Array(features);
    for (const place of of) {
      const feature = indexOf.get(place) as number;
      counts[feature] = (counts[feature] as number) + 1;
    }
    return counts;
  };
  const [all, without] = [countsOf(varying), countsOf(unused)];
  return Array.from(all.keys()).filter((feature) => all[feature] !== 0 && all[feature] === without[feature]);
}

/** The name of an index of the last axis, at every step of a sequence or every place of an image. */
function featureName(
  { preprocessing }: CheckContext['dataset'],
  { shape, name }: InputGroup,
  feature: number,
): string {
  if (preprocessing.kind === 'image') return `channel ${feature} of the images`;
  if (preprocessing.kind === 'window') {
    const names = [...preprocessing.columns.flatMap(inputNamesOf), 'step'];
    return `${names[feature]} in all ${preprocessing.padding ? 'steps of the series' : 'rows of the window'}`;
  }
  return lastAxisName(name, shape, feature);
}

export const unusedAdvice =
  'Look for a slice, a mask, a rounding or a reshape in the model that leaves them out; columns that are not wanted belong in data.exclude.';
const wholeAdvice =
  'Look in `build` for a tensor that is made of the input and not passed on; an input that is not wanted belongs in data.exclude.';
const roundedAdvice =
  'Look for a cast to integers, a floor or a comparison before the first layer with weights.';

/** White where a pixel changes no output. */
function pictureOf({ dataset }: CheckContext, { unused }: InputUse): Exhibit[] {
  const [height = 1, width = 1, channels = 1] = dataset.inputShape;
  if (dataset.preprocessing.kind !== 'image' || dataset.inputShape.length !== 3) return [];
  const pixels = new Uint8Array(height * width);
  for (const place of unused) pixels[Math.floor(place / channels)] = 255;
  const image = { caption: 'white changes no output', pixels: Buffer.from(pixels).toString('base64') };
  return [{ kind: 'images', title: 'Pixels without an effect', shape: [height, width, 1], images: [image] }];
}
