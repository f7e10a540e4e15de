import { type FaultList, valueAt } from './fault-list.ts';
import { didYouMean } from './nearest-word.ts';
import { metricDirections, type ValidationMetric } from './objective.ts';
import { parseWhatStands } from './partial-parse.ts';
import { defaultFamily, defaultMetric, defaultSplit, splitSchema } from './space-schema.ts';

/** Adds what the schema cannot say of `data`, `model` and `objective`. */
export function addSectionFaults(content: unknown, families: readonly string[], faults: FaultList): void {
  addColumnFaults(content, faults);
  addSplitFaults(content, faults);
  addModelFaults(content, families, faults);
  addDirectionFault(content, faults);
}

function addColumnFaults(content: unknown, faults: FaultList): void {
  const target = valueAt(content, ['data', 'target']);
  if (target === undefined) return;
  const excluded = valueAt(content, ['data', 'exclude']);
  const index = Array.isArray(excluded) ? excluded.indexOf(target) : -1;
  if (index >= 0) faults.add(['data', 'exclude', index], 'must not be the target');
  if (valueAt(content, ['data', 'split', 'column']) === target) {
    faults.add(['data', 'split', 'column'], 'must not be the target');
  }
}

function addSplitFaults(content: unknown, faults: FaultList): void {
  const path = ['data', 'split'];
  const split = parseWhatStands(splitSchema, valueAt(content, path));
  if (split === undefined) return;
  const { column, ...fractions } = split;
  const others = Object.keys(fractions);
  if (column !== undefined && others.length > 0) {
    faults.add([...path, 'column'], 'must stand alone', `leave out ${others.join(', ')}`);
  }
  const { validation, test } = { ...defaultSplit, ...fractions };
  // 0.7 + 0.3 may miss 1 by a rounding.
  if (column === undefined && validation + test > 1 - 1e-9) {
    const sum = `validation (${validation}) and test (${test}) must add up to less than 1`;
    faults.addField(path, sum, 'the rest is for training');
  }
}

function addModelFaults(content: unknown, families: readonly string[], faults: FaultList): void {
  const model = valueAt(content, ['model']);
  const [type, module] = [valueAt(model, ['type']), valueAt(model, ['module'])];
  if (isEmptyObject(model) || (type !== undefined && module !== undefined)) {
    return faults.add(['model'], 'must have a "type" or a "module", and not both');
  }
  const family = model === undefined ? defaultFamily : type;
  if (typeof family !== 'string' || family === '' || families.includes(family)) return;
  faults.add(['model', 'type'], `must be one of ${families.join(', ')}`, didYouMean(family, families));
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function addDirectionFault(content: unknown, faults: FaultList): void {
  const metric = valueAt(content, ['objective', 'metric']) ?? defaultMetric;
  const given = valueAt(content, ['objective', 'direction']);
  const isKnown = typeof metric === 'string' && Object.hasOwn(metricDirections, metric);
  if (!isKnown || (given !== 'minimize' && given !== 'maximize')) return;
  const direction = metricDirections[metric as ValidationMetric];
  if (given === direction) return;
  faults.add(['objective', 'direction'], `must be ${direction} for ${metric}`, 'it may be left out');
}
