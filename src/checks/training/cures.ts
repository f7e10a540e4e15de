import { figure } from '../../reports/figure.ts';
import type { Configuration } from '../../study/search-space.ts';
import type { ModelFamily } from '../../training/models/model-family.ts';
import {
  familyWithout,
  regularisingKinds,
  regularisingLayers,
} from '../../training/probes/regularising-layers.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { CheckContext } from '../check.ts';
import { checkedTrial } from '../model/checked-trial.ts';
import { completeConfigurationOf, withAdam } from './real-run.ts';
import { settingsOff, withoutRegularisers } from './settings.ts';

/** A change of the middle of the space that may make it learn. */
export interface Cure {
  /** "without weightDecay 100", "with Adam at 0.001". */
  readonly named: string;
  /** The learning rate, where it is what changes. */
  readonly rate?: number;
  /** The module’s own loss is what is replaced. */
  readonly isOwnLoss?: boolean;
  readonly advice: string;
  readonly config: Configuration;
  readonly family: ModelFamily;
}

/** Rates for networks; a linear model has farther to go. */
export const safeRates = [1e-3, 1e-2] as const;

const layerWords = { dropout: 'dropout', noise: 'noise', penalty: 'weight penalties' } as const;
const rateAdvice = 'move the range of learningRate in the space: most of its trials would be lost';

/** All of it at once: if this does not make a model learn, no single change does. */
export function wholeCure(context: CheckContext, rate: number): Cure {
  const { loss: _, ...family } = familyWithout(context.family, regularisingKinds);
  return {
    named: `with Adam at ${figure(rate)}${context.family.loss ? ', the usual loss' : ''} and nothing that regularises`,
    advice: 'no single change is enough: begin with few parameters in the space, near their defaults',
    ...{ family, config: withAdam(withoutRegularisers(context), rate) },
  };
}

/**
 * Each change alone: without the settings and layers that regularise or slow down, then at a safe learning rate, then
 * with the usual loss.
 */
export async function singleCures(context: CheckContext, rates: readonly number[]): Promise<readonly Cure[]> {
  return [
    ...settingCures(context),
    ...(await layerCures(context)),
    ...rateCures(context, rates),
    ...lossCure(context),
  ];
}

function settingCures(context: CheckContext): Cure[] {
  const { config, family } = context;
  const complete = completeConfigurationOf(context);
  return Object.entries(settingsOff(context)).map(([name, off]) => {
    const value = complete[name];
    return {
      named: `without ${name} ${typeof value === 'number' ? figure(value) : value}`,
      advice: `lower ${name} in the space, or leave it out: most of its trials would be lost`,
      ...{ family, config: { ...config, [name]: off } },
    };
  });
}

/** Layers that no parameter of the space switches off. */
async function layerCures(context: CheckContext): Promise<Cure[]> {
  const { config, family } = context;
  const found = await withUntrained(
    checkedTrial({ ...context, config: withoutRegularisers(context) }),
    ({ model }) => regularisingLayers(model),
  );
  return regularisingKinds
    .filter((kind) => found[kind].length > 0)
    .map((kind) => ({
      named: `without the ${layerWords[kind]} of the module (${layerNames(found[kind])})`,
      advice: `lower the ${layerWords[kind]} in the module, or make it a parameter of the space`,
      ...{ config, family: familyWithout(family, [kind]) },
    }));
}

/** Names that TensorFlow.js makes end in the class and a counter of all layers so far. */
function layerNames(names: readonly string[]): string {
  const plain = names.map((name) => name.replace(/_[A-Z]\w*?\d+$/, ''));
  return [...new Set(plain)].slice(0, 3).join(', ');
}

function rateCures({ config, family }: CheckContext, rates: readonly number[]): Cure[] {
  return rates.map((rate) => ({
    named: `with Adam at ${figure(rate)}`,
    advice: rateAdvice,
    rate,
    ...{ family, config: withAdam(config, rate) },
  }));
}

function lossCure({ config, family }: CheckContext): Cure[] {
  if (family.loss === undefined) return [];
  const { loss: _, ...usual } = family;
  return [
    {
      named: 'with the usual loss in place of the module’s own',
      isOwnLoss: true,
      advice: 'look at the loss of the module: what it computes, and of which outputs and rows',
      ...{ config, family: usual },
    },
  ];
}
