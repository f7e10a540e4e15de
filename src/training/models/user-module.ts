import { UsageError } from '../../errors.ts';
import { type ModelSpec, whyNoModels } from '../../study/study-spec.ts';
import { exportedLaws, moduleFault as fault, importUserModule, isNames } from '../../study/user-module.ts';
import { modelFamilies } from './catalogue.ts';
import type { ModelFamily } from './model-family.ts';

/**
 * The family that a space names: one of the catalogue, or the user's module, a path relative to `directory`, whose
 * exports are `parameters` (names, or laws by name) and `build`, and may be `loss` and `frozen`. A module that is not so
 * raises FaultsError.
 */
export async function loadFamily(model: ModelSpec, directory: string): Promise<ModelFamily> {
  if (model.kind === 'family') {
    const family = modelFamilies[model.family];
    if (family === undefined) throw fault(model.family, 'model.type', 'must be a known model family');
    return family;
  }
  if (model.kind !== 'module') throw new UsageError(whyNoModels(model));
  const exported = await importUserModule(model.module, directory, 'model.module');
  const { parameters, build, loss, frozen } = exported;
  if (typeof build !== 'function') {
    throw fault(
      model.module,
      'build',
      'must be an exported function ({ tf, config, data }) => model',
      typeof build,
    );
  }
  if (loss !== undefined && typeof loss !== 'function') {
    const law = 'must be a function ({ tf, outputs, targets, config }) => scalar, or left out';
    throw fault(model.module, 'loss', law, loss);
  }
  if (frozen !== undefined && !isNames(frozen)) {
    throw fault(model.module, 'frozen', 'must be an array of layer names, or left out', frozen);
  }
  return {
    parameters: exportedLaws(parameters, model.module),
    build: build as ModelFamily['build'],
    ...(loss === undefined ? {} : { loss: loss as NonNullable<ModelFamily['loss']> }),
    ...(frozen === undefined ? {} : { frozen }),
  };
}
