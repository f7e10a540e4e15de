import type { Finding } from '../space-file/finding.ts';
import { checkConfiguration } from '../study/check-configuration.ts';
import type { Distribution, Value } from '../study/distribution.ts';
import type { Configuration } from '../study/search-space.ts';
import { stageOf } from '../study/stages/staged-spec.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';

/** The ways a recorded trial's configuration contradicts the study's space; paths begin at the configuration. */
export function configurationFaults(
  { space: whole, model, search }: Pick<StudySpec, 'space' | 'model' | 'search'>,
  trial: Trial,
): Finding[] {
  const { config, origin } = trial;
  const { space } = stageOf(search, trial) ?? { space: whole };
  // These may leave the space: a continuation's learning rate, a student's size, trials enqueued in another tool.
  const isFree = model.kind === 'imported' || origin === 'continued' || origin === 'student';
  if (isFree) return typeFaults(space, config);
  const names = new Set(space.map(({ name }) => name));
  const unknown = Object.entries(config).filter(([name]) => !names.has(name));
  return [
    ...unknown.map(([name, value]) => ({
      path: [name],
      constraint: 'is not a parameter of the space',
      value,
    })),
    ...checkConfiguration(space, config).faults.map(({ name, ...fault }) => ({ path: [name], ...fault })),
  ];
}

function typeFaults(space: StudySpec['space'], config: Configuration): Finding[] {
  return space.flatMap(({ name, distribution }) => {
    const value = Object.hasOwn(config, name) ? config[name] : undefined;
    if (value === undefined) return [];
    const types = typesOf(distribution);
    if (types.has(typeof value)) return [];
    return [{ path: [name], constraint: `must be a ${[...types].join(' or a ')}`, value }];
  });
}

function typesOf(distribution: Distribution): ReadonlySet<string> {
  const values: readonly Value[] =
    distribution.type === 'choice'
      ? distribution.values
      : distribution.type === 'fixed'
        ? [distribution.value]
        : [0];
  return new Set(values.map((value) => typeof value));
}
