import type { Dataset } from '../data/dataset.ts';
import { type Fault, FaultsError } from '../faults/errors.ts';
import type { ReadSpace } from '../space-file/parse-space.ts';
import { inputPartsOf } from '../study/inputs/input-parts.ts';
import { type TokenRun, tokenRuns } from '../study/inputs/token-runs.ts';
import type { WrittenSpec } from '../study/study-spec.ts';
import { modelFamilies } from '../training/models/catalogue.ts';
import type { ModelFamily } from '../training/models/model-family.ts';
import { type ModelShape, modelDataOf } from '../training/prepare-model.ts';

type FamilyFault = Pick<Fault, 'field' | 'constraint' | 'value' | 'hint'>;

/**
 * Throws a FaultsError if the family can have no model of the inputs, or if the data have token ids and a window repeats
 * them or mixup would mix them.
 */
export function checkFamily(
  spec: Pick<WrittenSpec, 'model' | 'space'>,
  dataset: Pick<Dataset, 'preprocessing' | 'inputShape' | 'task'>,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
): void {
  const faults = [...shapeFaults(spec, dataset), ...tokenFaults(spec, dataset)];
  if (faults.length === 0) return;
  throw new FaultsError(faults.map((fault) => ({ file, ...fault, ...locate(fault.field) })));
}

function shapeFaults({ model }: Pick<WrittenSpec, 'model'>, shape: ModelShape): FamilyFault[] {
  // A user's module knows itself what it takes.
  if (model.kind !== 'family') return [];
  const field = 'model.type';
  const value = model.family;
  const data = modelDataOf(shape);
  const { preprocessing } = shape;
  const [run] = tokenRuns(preprocessing);
  if (preprocessing.kind === 'arrays' && run !== undefined && data.tokens === undefined) {
    return [{ field, value, ...onlyModules(shape, run) }];
  }
  const takes = ({ takesTokens, misfit }: ModelFamily) =>
    (run === undefined || takesTokens === true) && misfit?.(data) === undefined;
  const family = modelFamilies[value];
  if (family === undefined || takes(family)) return [];
  const takers = Object.entries(modelFamilies)
    .flatMap(([name, each]) => (takes(each) ? [name] : []))
    .join(' or ');
  if (run === undefined) {
    return [{ field, value, constraint: `must be ${takers}, as ${family.misfit?.(data)}` }];
  }
  const { name } = run;
  const asWords = `set data.columns to {"${name}": {"type": "text", "as": "words"}}, which enters as numbers`;
  const hint = preprocessing.kind === 'arrays' ? {} : { hint: asWords };
  return [{ field, value, constraint: `must be ${takers}, as ${name} enters as token ids`, ...hint }];
}

/** Token ids beside other arrays, or of several axes: ids in the flat row of all inputs are no sequence. */
function onlyModules(shape: ModelShape, { name }: TokenRun): Pick<Fault, 'constraint' | 'hint'> {
  const inputs = inputPartsOf(shape);
  if (inputs.length === 1) {
    const shown = `${name} [${inputs[0]?.shape}]`;
    return {
      constraint: `must be a module of your own: no built-in family takes token ids of several axes, as in ${shown}`,
    };
  }
  const shown = inputs.map((part) => `${part.name} [${part.shape}]${part.tokens ? ' (token ids)' : ''}`);
  return {
    constraint: `must be a module of your own: no built-in family takes token ids beside other arrays, and the inputs are ${shown.join(', ')}`,
    hint: `data.inputs names the arrays to use, as in ["${name}"]`,
  };
}

function tokenFaults(
  { space }: Pick<WrittenSpec, 'space'>,
  { preprocessing }: Pick<Dataset, 'preprocessing'>,
): FamilyFault[] {
  const [run] = tokenRuns(preprocessing);
  if (run === undefined) return [];
  const enters = `as ${run.name} enters as token ids`;
  const mixes = space.some(({ name }) => name === 'augment.mixup');
  return [
    ...(preprocessing.kind === 'window'
      ? [{ field: 'data.window', constraint: `must be left out, ${enters}` }]
      : []),
    ...(mixes
      ? [{ field: 'space.augment.mixup', constraint: `must be left out, ${enters}, which cannot be mixed` }]
      : []),
  ];
}
