import { didYouMean } from '../faults/did-you-mean.ts';
import { checkConfiguration } from '../study/check-configuration.ts';
import { drawingOrder } from '../study/drawing-order.ts';
import type { KnownConfiguration } from '../study/search/known-configurations.ts';
import type { SearchSpace } from '../study/search-space.ts';
import { type Finding, valueAt } from './finding.ts';
import { enqueueSchema } from './sections/enqueue-schema.ts';
import { type SketchedSpace, spaceFaults } from './space-faults.ts';

const path = ['search', 'enqueue'];

/** Faults of the known configurations: values outside the space, unknown parameters, and one that is there twice. */
export function enqueueFaults(content: unknown, space: SketchedSpace): Finding[] {
  const { data: list = [] } = enqueueSchema.safeParse(valueAt(content, path));
  const trials = valueAt(content, ['search', 'trials']);
  // A faulty space has no ranges to compare with.
  if (space.parameters.length < space.names.length || spaceFaults(content, space).length > 0) return [];
  const parameters = drawingOrder(space.parameters);
  const texts = list.map((each) => JSON.stringify(Object.entries(each).sort()));
  return [
    ...(typeof trials === 'number' && list.length > trials
      ? [
          {
            path,
            constraint: `must list at most ${trials} configurations, for there are ${trials} trials`,
            value: list.length,
          },
        ]
      : []),
    ...list.flatMap((given, index) => {
      const place = [...path, index];
      const same = texts.indexOf(texts[index] as string);
      if (Object.keys(given).length === 0)
        return [{ path: place, constraint: 'must name one parameter at least' }];
      if (same < index) return [{ path: place, constraint: `must differ from search.enqueue.${same}` }];
      return knownFaults(given, parameters).map(({ path: rest, ...fault }) => ({
        path: [...place, ...rest],
        ...fault,
      }));
    }),
  ];
}

function knownFaults(given: KnownConfiguration, parameters: SearchSpace): Finding[] {
  const names = parameters.map(({ name }) => name);
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  return [
    ...unknown.map((name) => ({
      path: [name],
      constraint: 'is not a parameter of the space',
      hint: didYouMean(name, names) ?? `known: ${names.slice(0, 10).join(', ')}`,
    })),
    ...checkConfiguration(parameters, given, { isPartial: true }).faults.map(({ name, ...fault }) => ({
      path: [name],
      ...fault,
    })),
  ];
}
