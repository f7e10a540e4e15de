import { parseArgs } from 'node:util';
import { chooseTemperature } from '../../src/ensemble/temperature.ts';
import { fitTemperature, labelledLogits } from '../../src/ensemble/temperature-fit.ts';
import { meanOf } from '../../src/statistics/mean.ts';
import { simulate, worlds } from './temperature-worlds.ts';

/*
 * By how much temperatures change the loss of new rows: the mean and the worst of all data sets, for the fit without a
 * prior and for priors of several widths. `node dist/bench/intervals/temperature.js --repeats 60 --rows 30,107,400`
 */
const { values } = parseArgs({
  options: {
    repeats: { type: 'string', default: '60' },
    rows: { type: 'string', default: '30,107,400' },
    worlds: { type: 'boolean', default: false },
  },
});
const deviations = [0.2, 0.3, 0.5, 1];

for (const rows of values.rows.split(',').map(Number)) {
  const harms = new Map<string, number[]>();
  const byWorld = worlds.map((world) => {
    const chosen: number[] = [];
    for (let seed = 0; seed < Number(values.repeats); seed++) {
      const { validation, y, classes, harmOf } = simulate(world, rows, seed);
      const fitted = fitTemperature(labelledLogits(validation, y, classes));
      note('fit alone', harmOf(fitted));
      for (const deviation of deviations) {
        const { temperature } = chooseTemperature(validation, y, classes, deviation);
        const harm = harmOf(temperature);
        note(`prior ${deviation}`, harm);
        if (deviation === 0.3) chosen.push(harm);
      }
    }
    return { name: world.name, chosen };
  });
  console.log(`${rows} validation rows`);
  for (const [name, each] of harms) console.log(shown(name, each));
  if (values.worlds)
    for (const { name, chosen } of byWorld) console.log(shown(`  ${name}, prior 0.3`, chosen));

  function note(name: string, harm: number): void {
    harms.set(name, [...(harms.get(name) ?? []), harm]);
  }
}

function shown(name: string, harms: readonly number[]): string {
  const most = harms.reduce((worst, harm) => Math.max(worst, harm), Number.NEGATIVE_INFINITY);
  return `${name}: mean ${meanOf(harms).toFixed(4)}, worst ${most.toFixed(4)}`;
}
