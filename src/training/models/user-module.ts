import { UsageError } from '../../faults/errors.ts';
import { exportedConstraint } from '../../modules/exported-constraints.ts';
import { withGuardedGlobals } from '../../modules/guarded-call.ts';
import type { ModuleDescription } from '../../modules/module-description.ts';
import { requireSameModule } from '../../modules/module-digest.ts';
import { moduleFault as fault } from '../../modules/module-fault.ts';
import {
  constraintsOf,
  describeUserModule,
  exportedValue,
  importUserModule,
} from '../../modules/user-module.ts';
import type { ParameterConstraints } from '../../study/parameter-constraint.ts';
import { type ModelSpec, whyNoModels } from '../../study/study-spec.ts';
import { trainingParameters } from '../training-parameters.ts';
import { modelFamilies } from './catalogue.ts';
import type { ModelFamily } from './model-family.ts';

/**
 * Loads the model family that a space names: one of the catalogue, or a user's module (a path relative to `directory`)
 * that exports `parameters` (names, or constraints by name), `build` and optionally `loss` and `frozen`. Throws
 * FaultsError for other exports, and UsageError if the module has changed since the study began.
 */
export async function loadFamily(model: ModelSpec, directory: string): Promise<ModelFamily> {
  if (model.kind === 'family') return familyNamed(model.family);
  if (model.kind !== 'module') throw new UsageError(whyNoModels(model) ?? '');
  requireSameModule(model, directory);
  const { exports, description } = await importUserModule(placeOf(model.module, directory));
  const frozen = exportedValue(description.frozen, { file: model.module, ...frozenNames });
  const parameters = checkedConstraints(description, model.module);
  const { build, loss } = exports as Pick<ModelFamily, 'build' | 'loss'>;
  return {
    parameters,
    build: withGuardedGlobals(build, model.module),
    ...(loss === undefined ? {} : { loss }),
    ...(frozen === undefined ? {} : { frozen }),
  };
}

/** Loads only the constraints of a model's parameters, without running a user's module in this thread. */
export async function loadParameters(model: ModelSpec, directory: string): Promise<ParameterConstraints> {
  if (model.kind === 'family') return familyNamed(model.family).parameters;
  if (model.kind !== 'module') throw new UsageError(whyNoModels(model) ?? '');
  const description = await describeUserModule(placeOf(model.module, directory));
  exportedValue(description.frozen, { file: model.module, ...frozenNames });
  return checkedConstraints(description, model.module);
}

/** Those of the training loop as well. */
export async function modelConstraints(model: ModelSpec, directory: string): Promise<ParameterConstraints> {
  return { ...trainingParameters, ...(await loadParameters(model, directory)) };
}

const frozenNames = { field: 'frozen', constraint: 'must be an array of layer names, or left out' };

function familyNamed(name: string): ModelFamily {
  const family = modelFamilies[name];
  if (family === undefined) throw fault(name, 'model.type', 'must be a known model family');
  return family;
}

function placeOf(file: string, directory: string) {
  return { file, directory, field: 'model.module' };
}

function checkedConstraints(
  { types, parameters, loss }: ModuleDescription,
  file: string,
): ParameterConstraints {
  if (types.build !== 'function') {
    const constraint = 'must be an exported function ({ tf, config, data }) => model';
    throw fault(file, 'build', constraint, { value: types.build });
  }
  if (types.loss !== 'undefined' && types.loss !== 'function') {
    const constraint = 'must be a function ({ tf, outputs, targets, config }) => scalar, or left out';
    throw fault(file, 'loss', constraint, { value: loss });
  }
  const constraints = constraintsOf(parameters, file);
  if (constraints === undefined) throw fault(file, 'parameters', exportedConstraint);
  return constraints;
}
