import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { medianOf } from '../../src/statistics/median.ts';
import type { Configuration, Parameter } from '../../src/study/search-space.ts';
import type { Problem } from './problem.ts';

/** A table of bench/peers/search/convert_tables.py. */
interface Tabulated {
  readonly name: string;
  readonly family: Problem['family'];
  readonly direction: Problem['direction'];
  readonly parameters: readonly {
    readonly name: string;
    readonly size: number;
    readonly isOrdered: boolean;
  }[];
  /** The values of each configuration's repetitions; the last parameter varies fastest. */
  readonly values: readonly (readonly number[])[];
}

/** The nets of HPOBench, HPOlib and NAS-Bench-201: only their final values are known. */
export async function tabulatedProblem(folder: string, name: string): Promise<Problem> {
  const table = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as Tabulated;
  const { family, direction, parameters, values } = table;
  const means = values.map((each) => each.reduce((sum, value) => sum + value, 0) / each.length);
  const optimum = means.reduce((best, mean) =>
    direction === 'minimize' ? Math.min(best, mean) : Math.max(best, mean),
  );
  return {
    ...{ name, family, direction, epochs: 1, optimum, typical: medianOf(means), isEveryEpochUsable: true },
    space: parameters.map(parameterOf),
    evaluate(config, run) {
      const index = indexOf(table, config);
      const repetitions = values[index] as readonly number[];
      const seen = repetitions[run % repetitions.length] as number;
      return { curve: [seen], truth: means[index] as number, secondsPerEpoch: 1 };
    },
  };
}

/** A place in an ordered list is a whole number; a choice has names, for its places have no order. */
function parameterOf({ name, size, isOrdered }: Tabulated['parameters'][number]): Parameter {
  if (isOrdered) return { name, distribution: { type: 'int', min: 0, max: size - 1 } };
  return {
    name,
    distribution: { type: 'choice', values: Array.from({ length: size }, (_, place) => String(place)) },
  };
}

function indexOf({ parameters }: Tabulated, config: Configuration): number {
  return parameters.reduce((index, { name, size }) => index * size + Number(config[name]), 0);
}
