import { resolve } from 'node:path';
import { type Fault, UsageError } from '../../faults/errors.ts';
import { ownLossMetric } from '../../metrics/own-metric.ts';
import { isValidationMetric, validationName } from '../../metrics/validation-metric.ts';
import { exportedConstraint } from '../../modules/exported-constraints.ts';
import { type MetricDescription, metricConstraint } from '../../modules/exported-metrics.ts';
import { withGuardedGlobals } from '../../modules/guarded-call.ts';
import { misspeltExports } from '../../modules/misspelt-exports.ts';
import type { ModuleDescription } from '../../modules/module-description.ts';
import { requireSameModule } from '../../modules/module-digest.ts';
import { moduleFault as fault } from '../../modules/module-fault.ts';
import {
  constraintsOf,
  describeUserModule,
  exportedValue,
  importUserModule,
} from '../../modules/user-module.ts';
import type { Direction } from '../../study/objective.ts';
import type { ParameterConstraints } from '../../study/parameter-constraint.ts';
import { type ModelSpec, whyNoModels } from '../../study/study-spec.ts';
import { pretrainedLoader } from '../pretrained/load-pretrained.ts';
import { trainingParameters } from '../training-parameters.ts';
import { modelFamilies } from './catalogue.ts';
import type { ModelFamily, ModuleBuildInput } from './model-family.ts';
import { type ExportedMetric, ownMetrics } from './own-metrics.ts';

/**
 * Loads the model family that a space names: one of the catalogue, or a user's module (a path relative to `directory`)
 * that exports `parameters` (names, or constraints by name), `build` and optionally `loss`, `metric`, `onEpochEnd` and
 * `frozen`. Throws FaultsError for other exports, and UsageError if the module has changed since the study began.
 */
export async function loadFamily(model: ModelSpec, directory: string): Promise<ModelFamily> {
  if (model.kind === 'family') return familyNamed(model.family);
  if (model.kind !== 'module') throw new UsageError(whyNoModels(model) ?? '');
  requireSameModule(model, directory);
  const { exports, description } = await importUserModule(placeOf(model.module, directory));
  const frozen = exportedValue(description.frozen, { file: model.module, ...frozenNames });
  const parameters = checkedConstraints(description, model.module);
  const metrics = checkedMetrics(description, model.module);
  const { build, loss, onEpochEnd, metric } = exports as unknown as ModuleExports;
  const guarded = withGuardedGlobals(build, model.module);
  const path = resolve(directory, model.module);
  const loaderOf = pretrainedLoader(path);
  return {
    parameters,
    build: (input) => guarded({ ...input, loadModel: loaderOf(input.tf) }),
    ...(loss === undefined ? {} : { loss }),
    ...(onEpochEnd === undefined ? {} : { onEpochEnd }),
    ...(metrics.length > 0 && { metrics: ownMetrics(metric, path) }),
    ...(frozen === undefined ? {} : { frozen }),
  };
}

/** The exports of a module whose description is valid. */
interface ModuleExports extends Pick<ModelFamily, 'loss' | 'onEpochEnd'> {
  readonly build: (input: ModuleBuildInput) => ReturnType<ModelFamily['build']>;
  readonly metric?: ExportedMetric | readonly ExportedMetric[];
}

/** The names that a space may use of a model. */
export interface ModelConstraints {
  readonly parameters: ParameterConstraints;
  /** The metrics of a user's module, by their names. */
  readonly metrics: Readonly<Record<string, Direction>>;
  /** Exports of a user's module that nothing reads, and that may be meant for others. */
  readonly misspelt: readonly Fault[];
}

/** Loads only what a space may say of a model, without running a user's module in this thread. */
export async function modelConstraints(model: ModelSpec, directory: string): Promise<ModelConstraints> {
  if (model.kind === 'family')
    return { parameters: familyNamed(model.family).parameters, metrics: {}, misspelt: [] };
  if (model.kind !== 'module') throw new UsageError(whyNoModels(model) ?? '');
  const description = await describeUserModule(placeOf(model.module, directory));
  exportedValue(description.frozen, { file: model.module, ...frozenNames });
  const parameters = checkedConstraints(description, model.module);
  const own = checkedMetrics(description, model.module).map(
    ({ name, direction }) => [validationName(name), direction] as const,
  );
  const ofLoss = description.types.loss === 'function' ? { [ownLossMetric]: 'minimize' as const } : {};
  const misspelt = misspeltExports(model.module, description.names, exportedNames);
  return { parameters, metrics: { ...Object.fromEntries(own), ...ofLoss }, misspelt };
}

/** The constraints of a model's own parameters. */
export async function loadParameters(model: ModelSpec, directory: string): Promise<ParameterConstraints> {
  return (await modelConstraints(model, directory)).parameters;
}

/** Those of the training loop as well. */
export async function parameterConstraints(
  model: ModelSpec,
  directory: string,
): Promise<ParameterConstraints> {
  return { ...trainingParameters, ...(await loadParameters(model, directory)) };
}

const exportedNames = ['parameters', 'build', 'loss', 'metric', 'onEpochEnd', 'frozen'];

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
  if (types.onEpochEnd !== 'undefined' && types.onEpochEnd !== 'function') {
    const constraint = 'must be a function ({ epoch, metrics, config }) => void, or left out';
    throw fault(file, 'onEpochEnd', constraint, { value: types.onEpochEnd });
  }
  const constraints = constraintsOf(parameters, file);
  if (constraints === undefined) throw fault(file, 'parameters', exportedConstraint);
  return constraints;
}

/** Names that records of epochs and reports have besides those of the catalogue. */
const takenNames = ['ownLoss', 'threshold', 'nll', 'ece'];

/** FaultsError for an export that is no list of metrics, and for a name that is taken. */
function checkedMetrics({ metrics }: ModuleDescription, file: string): readonly MetricDescription[] {
  if (metrics.kind === 'invalid') {
    const { field, constraint, value } = metrics.shown as Pick<Fault, 'field' | 'constraint' | 'value'>;
    throw fault(file, field, constraint, { value });
  }
  const own = exportedValue(metrics, { file, field: 'metric', constraint: metricConstraint }) ?? [];
  for (const { name } of own) {
    if (!isValidationMetric(validationName(name)) && !takenNames.includes(name)) continue;
    throw fault(file, 'metric.name', 'must be none of the built-in names', { value: name });
  }
  return own;
}
