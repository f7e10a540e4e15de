import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { spaceOfData } from '../../src/actions/defaults/space-of-data.ts';
import type { Pipeline } from '../../test/checks/pipelines/pipeline.ts';
import { missingPackage, runPeer } from '../python.ts';

/** A real table of bench/peers/recipe/sound_tables.py with a target that can be predicted from the others. */
export interface RealSet {
  readonly target: string;
  /** Alarms that a person who looks at the table confirms; a failure among them counts as false all the same. */
  readonly confirmed?: readonly string[];
}

/** By the table's name. */
export const realSets: Readonly<Record<string, RealSet>> = {
  breast_cancer: { target: 'target' },
  wine: { target: 'target' },
  digits: { target: 'target', confirmed: ['constant-columns'] },
  diabetes: { target: 'target' },
  anes96: { target: 'vote' },
  'anes96-income': { target: 'income' },
  modechoice: { target: 'choice' },
  fair: { target: 'affair' },
  'fair-affairs': { target: 'affairs' },
  // Rows of one person, and of one firm, stand beside each other.
  randhie: { target: 'mdvis', confirmed: ['independent-rows'] },
  star98: { target: 'share' },
  heart: { target: 'survival', confirmed: ['enough-rows', 'blind-baseline'] },
  grunfeld: { target: 'invest', confirmed: ['independent-rows'] },
  cancer: { target: 'cancer' },
  engel: { target: 'foodexp' },
  statecrime: { target: 'murder', confirmed: ['enough-rows'] },
  strikes: { target: 'duration', confirmed: ['enough-rows', 'blind-baseline'] },
  ccard: { target: 'AVGEXP', confirmed: ['enough-rows'] },
  elnino: { target: 'DEC', confirmed: ['enough-rows'] },
  macrodata: { target: 'infl' },
  fertility: { target: 'y2008' },
  sunspots: { target: 'now' },
  cars: { target: 'Miles_per_Gallon' },
  'car-origins': { target: 'Origin' },
  // By time: the last days have neither snow nor drizzle.
  'seattle-weather': { target: 'weather', confirmed: ['enough-rows'] },
  barley: { target: 'yield' },
  iowa: { target: 'net_generation', confirmed: ['enough-rows'] },
  'la-riots': { target: 'type', confirmed: ['enough-rows', 'blind-baseline'] },
  airports: { target: 'state' },
  'seattle-temps': { target: 'temp' },
  'sf-temps': { target: 'temp' },
  'us-employment': { target: 'nonfarm_change' },
  movies: { target: 'IMDB Rating' },
  penguins: { target: 'Body Mass (g)' },
  'penguin-species': { target: 'Species' },
  flights: { target: 'delay' },
  birdstrikes: { target: 'Phase of flight' },
  gapminder: { target: 'life_expect' },
  'health-income': { target: 'health' },
  weather: { target: 'weather' },
};

/**
 * The names of the sets in `folder`, which is filled once, by the user's Python. Empty, with a line on the standard error,
 * where that lacks the packages.
 */
export async function tablesIn(folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const there = () => Object.keys(realSets).filter((name) => existsSync(join(folder, `${name}.csv`)));
  if (readdirSync(folder).some((file) => file.endsWith('.csv'))) return there();
  const missing = await missingPackage(['pandas', 'sklearn', 'statsmodels', 'vega_datasets']);
  const failure = missing ?? (await runPeer('recipe/sound_tables.py', [folder])).failure;
  if (failure !== undefined) console.error(`real sets are skipped: ${failure}`);
  return there();
}

/** The search of `start TABLE --target NAME`: the defaults for the table. */
export async function realPipeline(name: string, folder: string): Promise<Pipeline> {
  const { target } = realSets[name] as RealSet;
  const path = resolve(folder, `${name}.csv`);
  const data = { source: 'csv', path, target } as const;
  const { content } = await spaceOfData({ name, directory: resolve(folder), data, needsTarget: false });
  return { title: name, space: { data: content.data, model: content.model, space: content.space } };
}
