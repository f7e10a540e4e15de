import { didYouMean } from '../faults/did-you-mean.ts';
import { encodingLabel } from '../study/data-files/encoding-label.ts';
import { columnFaults } from './column-faults.ts';
import { dataKind } from './data/data-kind.ts';
import { featureFaults } from './data/feature-faults.ts';
import { seriesFaults } from './data/sequence-faults.ts';
import { splitFaults } from './data/split-faults.ts';
import { targetsFaults, taskFaults } from './data/target-faults.ts';
import { type Finding, isEmptyObject, valueAt } from './finding.ts';
import { defaultFamily, defaultTimeoutSeconds, longestTimeoutSeconds } from './section-schemas.ts';
import { isFunctionFile } from './space-schema.ts';

/** Faults of `data`, `model` and `initFrom` that the schema cannot express. */
export function sectionFaults(content: unknown, families: readonly string[]): Finding[] {
  // The sections of a function study have no constraints between their fields.
  if (isFunctionFile(content)) return [];
  return [
    ...columnFaults(content),
    ...taskFaults(content),
    ...targetsFaults(content),
    ...splitFaults(content),
    ...seriesFaults(content),
    ...featureFaults(content),
    ...textLayoutFaults(content),
    ...modelFaults(content, families),
    ...secondsFaults(content),
    ...initFromFaults(content),
    ...baselinesFaults(content),
  ];
}

/** A trial that has failed by then cannot be complete. */
function secondsFaults(content: unknown): Finding[] {
  const path = ['training', 'secondsPerTrial'];
  const value = valueAt(content, path);
  const limit = valueAt(content, ['training', 'timeoutSeconds']) ?? defaultTimeoutSeconds;
  if (typeof value !== 'number' || typeof limit !== 'number' || value < limit) return [];
  if (value > longestTimeoutSeconds) return [];
  const constraint = `must be below training.timeoutSeconds (${limit}), at which a trial fails`;
  return [{ path, constraint, value }];
}

/** Only tables have baselines. */
function baselinesFaults(content: unknown): Finding[] {
  if (valueAt(content, ['baselines']) !== true || dataKind(content) !== 'pictures') return [];
  const constraint = 'must be left out or false: only tables have baselines, and the data are pictures';
  return [{ path: ['baselines'], constraint, value: true }];
}

/** Fields of texts for a format that is none, and an encoding that nothing reads. */
function textLayoutFaults(content: unknown): Finding[] {
  const dataField = (field: string) => valueAt(content, ['data', field]);
  const encoding = dataField('encoding');
  const isUnknown = typeof encoding === 'string' && encoding !== '' && encodingLabel(encoding) === undefined;
  const constraint = 'must be an encoding such as utf-8, utf-16le, windows-1252, windows-1251 or latin1';
  const unknown = isUnknown ? [{ path: ['data', 'encoding'], constraint, value: encoding }] : [];
  const source = String(dataField('source'));
  const foreign = (foreignFields[source] ?? []).filter((field) => dataField(field) !== undefined);
  const path = dataField('path');
  const isSplit = typeof path === 'object' && path !== null && !Array.isArray(path);
  const column = valueAt(content, ['data', 'split', 'column']);
  return [
    ...unknown,
    ...foreign.map((field) => ({
      path: ['data', field],
      constraint: `must be left out for ${source}, which has none`,
    })),
    ...(isSplit && column !== undefined
      ? [{ path: ['data', 'split', 'column'], constraint: 'must be left out: the paths assign the splits' }]
      : []),
    ...(isSplit ? sharesBesidePaths(content) : []),
  ];
}

const foreignFields: Readonly<Record<string, readonly string[]>> = {
  parquet: ['delimiter', 'encoding', 'header', 'comment'],
  json: ['delimiter', 'header', 'comment'],
  jsonl: ['delimiter', 'header', 'comment'],
};

function modelFaults(content: unknown, families: readonly string[]): Finding[] {
  const path = ['model'];
  const model = valueAt(content, path);
  const type = model === undefined ? defaultFamily : valueAt(model, ['type']);
  const isBoth = valueAt(model, ['type']) !== undefined && valueAt(model, ['module']) !== undefined;
  if (isBoth || isEmptyObject(model)) {
    return [{ path, constraint: 'must have a "type" or a "module", and not both', value: model }];
  }
  if (typeof type !== 'string' || type === '' || families.includes(type)) return [];
  const constraint = `must be one of ${families.join(', ')}`;
  return [{ path: [...path, 'type'], constraint, value: type, hint: didYouMean(type, families) }];
}

function initFromFaults(content: unknown): Finding[] {
  const path = ['initFrom'];
  const value = valueAt(content, path);
  if (typeof value !== 'object' || value === null) return [];
  const has = (field: string) => valueAt(value, [field]) !== undefined;
  if (has('trial') === has('model')) {
    return [{ path, constraint: 'must have a "trial" or a "model", and not both', value }];
  }
  if (has('trial') && !has('study')) {
    return [
      { path: [...path, 'study'], constraint: 'must be given: the name of the study that has the trial' },
    ];
  }
  const foreign = ['study', 'db'].filter((field) => has('model') && has(field));
  return foreign.map((field) => ({
    path: [...path, field],
    constraint: 'must go with a trial, not with a model',
  }));
}

/** A share of rows that the paths assign already. */
function sharesBesidePaths(content: unknown): Finding[] {
  return ['validation', 'test'].flatMap((field) => {
    const path = ['data', 'split', field];
    const value = valueAt(content, path);
    const isAssigned = valueAt(content, ['data', 'path', field]) !== undefined;
    const constraint = `must be left out: data.path names the ${field} rows`;
    return value === undefined || !isAssigned ? [] : [{ path, constraint, value }];
  });
}
