import { didYouMean } from '../faults/did-you-mean.ts';
import { imageParameters } from '../study/augment-parameters.ts';
import { columnOf } from '../study/searched/column-selection.ts';
import { imageSizeParameter } from '../study/searched/image-size.ts';
import { isSetting, settingConstraint, settingNames } from '../study/searched/searched-settings.ts';
import { dataKind } from './data/data-kind.ts';
import { type Finding, valueAt } from './finding.ts';
import { isFunctionFile } from './space-schema.ts';

/** Faults of the parameters that search a field of `data` or `training`, or that change training rows. */
export function settingFaults(content: unknown, names: readonly string[]): Finding[] {
  return [...searchedFaults(content, names.filter(isSetting)), ...augmentFaults(content, names)];
}

function searchedFaults(content: unknown, names: readonly string[]): Finding[] {
  return names.flatMap((name) => {
    const path = ['space', name];
    const reason = whyUnknown(content, name);
    if (reason !== undefined) return [{ path, ...reason }];
    const column = columnOf(name);
    return column === undefined ? fixedFaults(content, name) : columnFaults(content, name, column);
  });
}

function whyUnknown(content: unknown, name: string): Omit<Finding, 'path'> | undefined {
  if (isFunctionFile(content)) {
    return {
      constraint: 'must be left out: the trials call a function, which has neither data nor training',
    };
  }
  if (settingConstraint(name) === undefined) {
    const hint = didYouMean(name, settingNames) ?? `those are ${settingNames.join(', ')}`;
    return { constraint: 'must be a field that a space can search', hint };
  }
  if (!name.startsWith('data.')) return undefined;
  const kind = dataKind(content);
  if (name === imageSizeParameter) {
    return kind === 'table' ? { constraint: 'must go with images, and the data are a table' } : undefined;
  }
  return kind === 'pictures' ? { constraint: 'must go with a table, and the data are pictures' } : undefined;
}

function fixedFaults(content: unknown, name: string): Finding[] {
  // The images are read in data.size, and trials bring them to theirs from there.
  if (name === imageSizeParameter) return [];
  const path = name.split('.');
  const value = valueAt(content, path);
  if (value === undefined) return [];
  return [{ path, constraint: `must be left out: space.${name} searches it`, value }];
}

function columnFaults(content: unknown, name: string, column: string): Finding[] {
  const path = ['space', name];
  if (valueAt(content, ['data', 'target']) === column) {
    return [{ path, constraint: 'must name an input, and this column is the target' }];
  }
  const excluded = valueAt(content, ['data', 'exclude']);
  const index = Array.isArray(excluded) ? excluded.indexOf(column) : -1;
  if (index < 0) return [];
  const constraint = `must not be excluded: space.${name} decides whether a trial uses it`;
  return [{ path: ['data', 'exclude', index], constraint, value: column }];
}

/** Functions have no training rows, and tables no pictures. */
function augmentFaults(content: unknown, names: readonly string[]): Finding[] {
  const written = names.filter((name) => name.startsWith('augment.'));
  const refused = (refusedNames: readonly string[], constraint: string) =>
    refusedNames.map((name) => ({ path: ['space', name], constraint }));
  if (isFunctionFile(content)) {
    return refused(
      written,
      'must be left out: the trials call a function, and there are no training rows to change',
    );
  }
  if (dataKind(content) !== 'table') return [];
  const pictorial = written.filter((name) => imageParameters.includes(name));
  return refused(pictorial, 'must go with images, and the data are a table');
}
