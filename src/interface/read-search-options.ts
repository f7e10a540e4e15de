import type { OptionsOf } from '../actions/options/option.ts';
import { namedValues, readOptions, unknownOptions } from '../actions/options/read-options.ts';
import {
  knownOptions,
  machineOptions,
  runOptions,
  searchOptions,
  withoutFrom,
  withoutProcess,
} from '../actions/search/search-options.ts';
import type { SearchRequest } from '../actions/search/search-request.ts';
import { type Fault, FaultsError, UsageError } from '../faults/errors.ts';
import { prepareSpec } from '../search/prepare-spec.ts';
import { givenSpace } from './given-space.ts';
import { onTrial, readProgramOptions, signal } from './program-options.ts';

const { check: _, ...fileOptions } = searchOptions.options;
const watching = { onTrial, signal };
const running = { ...runOptions, ...machineOptions, ...knownOptions, ...watching };

/** The sections and settings that a program gives instead of a space file; they are checked like a file's. */
const spaceOptions = [
  'name',
  'data',
  'model',
  'space',
  'objective',
  'where',
  'training',
  'humanBaseline',
  'initFrom',
  'baselines',
];
const settings = [
  ...['trials', 'seed', 'sampler', 'lookback', 'repeats', 'scheduler', 'pruner'],
  ...['budget', 'enqueue', 'stage'],
];

export interface ProgramSearch extends OptionsOf<typeof watching> {
  readonly request: SearchRequest;
}

/** The request of a program. UsageError or FaultsError with all faults of its options. */
export async function readSearchOptions(options: unknown): Promise<ProgramSearch> {
  const all = namedValues(options);
  const file = fileRequest(all);
  if (file !== undefined) {
    const action = { ...searchOptions, options: fileOptions };
    const { onTrial: listener, signal: until, ...request } = readProgramOptions(action, watching, file);
    return { onTrial: listener, signal: until, request: { ...request, check: false } };
  }
  const given = partOf(all, (name) => Object.hasOwn(running, name));
  const rules = () => [withoutProcess(given), ...withoutFrom(given)];
  const others = partOf(all, (name) => !Object.hasOwn(running, name));
  const {
    onTrial: listener,
    signal: until,
    ...run
  } = await withFaultsOf(others, () => readOptions({ options: running, rules }, given));
  const space = await checkedSpace(others);
  return { onTrial: listener, signal: until, request: { ...unset, ...run, space, check: false } };
}

/** Options that name a space file, or data in place of one; undefined when they hold the sections of a space. */
function fileRequest({ data, ...others }: Readonly<Record<string, unknown>>): object | undefined {
  const isPath = (value: unknown) => typeof value === 'string' || value instanceof URL;
  if (isPath(others.space)) return { ...others, data };
  return others.space === undefined && isPath(data) ? { ...others, space: data } : undefined;
}

/** The values in the space's content when an option is absent. */
const unset = {
  ...{ target: undefined, query: undefined, trials: undefined, seed: undefined, name: undefined },
  ...{ backend: undefined, sampler: undefined, lookback: undefined, stage: undefined },
  ...{ scheduler: undefined, pruner: undefined },
  ...{ until: undefined, searchPatience: undefined, totalEpochs: undefined },
};

function partOf(options: object, isPart: (name: string) => boolean): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => isPart(name)));
}

async function checkedSpace(given: Readonly<Record<string, unknown>>) {
  const known = [...spaceOptions, ...settings];
  const faults: Fault[] = unknownOptions(given, [...known, ...Object.keys(running)]).map(
    ({ name, hint }) => ({
      ...{ file: 'space', field: name, constraint: 'is not a known option', hint },
    }),
  );
  // A file's name is the default name of its study; a program has none.
  if (given.name === undefined) faults.push({ file: 'space', field: 'name', constraint: 'must be given' });
  const space = givenSpace(partOf(given, (name) => known.includes(name)));
  if (faults.length === 0) return space;
  throw new FaultsError([...faults, ...(await faultsOf(prepareSpec({ space })))]);
}

/** Adds the faults of the space to an error of the other options. */
async function withFaultsOf<T>(space: Readonly<Record<string, unknown>>, read: () => T): Promise<T> {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const faults = await faultsOf(checkedSpace(space).then((content) => prepareSpec({ space: content })));
    if (faults.length === 0) throw error;
    throw new FaultsError([...error.message.split('\n').map(optionFault), ...faults]);
  }
}

/** "workers: must be a whole number of at least 1, got 0". */
function optionFault(line: string): Fault {
  const [, option = 'options', constraint = line] = /^(\w+): (.*)$/s.exec(line) ?? [];
  return { file: option, option, field: '', constraint };
}

async function faultsOf(work: Promise<unknown>): Promise<readonly Fault[]> {
  return work.then(
    () => [],
    (error: unknown) => {
      if (error instanceof FaultsError) return error.faults;
      throw error;
    },
  );
}
