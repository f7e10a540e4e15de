import { figure, percent } from '../../reports/figure.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { Check, Verdict } from '../check.ts';
import { checkedTrial } from './checked-trial.ts';
import { type LayerActivity, type LayerSize, measureSignal } from './layer-activity.ts';

const rows = 64;
/** A layer with fewer units may have many dead ones by chance. */
const fewUnits = 8;
/** 55 sound pipelines with 3 to 30 initialisations each had at most 63 % of a layer's units dead. */
const deadShares = { warn: 0.75, fail: 0.95 };
/** Ratio of the last activations to the first; those pipelines reached at most 32. */
const growth = 100;
/** Ratio of the first kernel's gradient to the last one's; those pipelines had 0.05 to 3.2. */
const vanishing = 1e-4;

export const signal: Check = {
  name: 'signal',
  hypothesis: 'at the start, activations and gradients reach every layer at a sensible size',
  isCheap: true,
  run: (context): Promise<Verdict> =>
    withUntrained(checkedTrial(context), (untrained) => {
      const { layers, gradients } = measureSignal(context, untrained, rows);
      return { ...judge(layers, gradients), exhibits: exhibitsOf(layers, gradients) };
    }),
};

function judge(layers: readonly LayerActivity[], gradients: readonly LayerSize[]): Omit<Verdict, 'exhibits'> {
  const dead = layers.toSorted((a, b) => b.dead - a.dead)[0];
  const last = layers.at(-1)?.size ?? 0;
  const first = layers.find(({ size }) => size > 0)?.size ?? 0;
  const grown = first === 0 ? 0 : last / first;
  const [front, back] = [gradients.at(0), gradients.at(-1)];
  const fading = front === undefined || back === undefined || back.size === 0 ? 1 : front.size / back.size;
  const numbers = { dead: dead?.dead ?? 0, growth: grown, gradientRatio: fading };

  const odd = [...layers, ...gradients].find(({ size }) => !Number.isFinite(size));
  if (odd !== undefined) {
    return {
      status: 'fail',
      message: `what comes out of ${odd.name} is not finite`,
      advice: initialiserAdvice,
      numbers,
    };
  }
  if (dead !== undefined && isDead(dead, deadShares.warn)) {
    const status = isDead(dead, deadShares.fail) ? 'fail' : 'warn';
    const message = `${percent(dead.dead)} of the ${dead.units} units of ${dead.name} give 0 for all ${rows} rows`;
    return {
      status,
      message,
      advice: 'Look at its bias, its initialiser and the scale of what it is given.',
      numbers,
    };
  }
  if (grown > growth) {
    const message = `activations grow ${figure(grown)} times from the first layer to the last`;
    return { status: 'warn', message, advice: initialiserAdvice, numbers };
  }
  if (fading < vanishing || fading > 1 / vanishing) {
    const kind = fading < 1 ? 'vanish' : 'explode';
    const message = `gradients ${kind}: those of ${front?.name} are ${figure(fading)} times those of ${back?.name}`;
    return { status: 'warn', message, advice: initialiserAdvice, numbers };
  }
  const message = `at most ${percent(numbers.dead)} of a layer’s units are dead; activations change ${figure(grown)} times, gradients ${figure(fading)} times`;
  return { status: 'pass', message, numbers };
}

const initialiserAdvice =
  'Look at the initialisers (He for rectifiers, Glorot for tanh), or put a normalisation or skip connections in.';

function isDead({ units, dead }: LayerActivity, share: number): boolean {
  return dead === 1 || (units >= fewUnits && dead >= share);
}

function exhibitsOf(
  layers: readonly LayerActivity[],
  gradients: readonly LayerSize[],
): NonNullable<Verdict['exhibits']> {
  const bars = (title: string, sizes: readonly { name: string; value: number }[]) => ({
    kind: 'bars' as const,
    title,
    names: sizes.map(({ name }) => name),
    values: sizes.map(({ value }) => value),
  });
  return [
    bars(
      'Activations before training, root mean square',
      layers.map(({ name, size }) => ({ name, value: size })),
    ),
    bars(
      'Units that give 0 for all rows, share',
      layers.map(({ name, dead }) => ({ name, value: dead })),
    ),
    bars(
      'Gradients before training, root mean square',
      gradients.map(({ name, size }) => ({ name, value: size })),
    ),
  ];
}
