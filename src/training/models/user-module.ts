import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Fault, FaultsError } from '../../errors.ts';
import type { Value } from '../../study/distribution.ts';
import { brokenLaw, type ParameterLaw, type ParameterLaws } from '../../study/parameter-law.ts';
import type { ModelSpec } from '../../study/study-spec.ts';
import { modelFamilies } from './catalogue.ts';
import type { ModelFamily } from './model-family.ts';

/**
 * The family that a space names: one of the catalogue, or the user's module, a path relative to `directory`, whose
 * exports are `parameters` (names, or laws by name) and `build`. A module that is not so raises FaultsError.
 */
export async function loadFamily(model: ModelSpec, directory: string): Promise<ModelFamily> {
  if (model.kind === 'family') {
    const family = modelFamilies[model.family];
    if (family === undefined) throw fault(model.family, 'model.type', 'must be a known model family');
    return family;
  }
  const path = resolve(directory, model.module);
  if (!existsSync(path)) throw fault(model.module, 'model.module', 'must be a file, and there is none', path);
  const exported = await importModule(path, model.module);
  const { parameters, build } = exported;
  if (typeof build !== 'function') {
    throw fault(
      model.module,
      'build',
      'must be an exported function ({ tf, config, data }) => model',
      typeof build,
    );
  }
  return { parameters: toLaws(parameters, model.module), build: build as ModelFamily['build'] };
}

async function importModule(path: string, file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(file, 'module', `must load as an ES module: ${reason}`);
  }
}

function toLaws(parameters: unknown, file: string): ParameterLaws {
  if (Array.isArray(parameters) && parameters.every((name) => typeof name === 'string')) {
    return Object.fromEntries(parameters.map((name) => [name, { type: 'any' } satisfies ParameterLaw]));
  }
  if (typeof parameters === 'object' && parameters !== null && Object.values(parameters).every(isLaw)) {
    return parameters as ParameterLaws;
  }
  const law =
    "must be an array of names, or an object of laws such as { units: { type: 'integer', min: 1, default: 8 } }";
  throw fault(file, 'parameters', law, parameters);
}

/** A law whose own default keeps it. */
function isLaw(law: unknown): law is ParameterLaw {
  const { type, default: fallback, values } = (law ?? {}) as Record<string, unknown>;
  if (type === 'any') return true;
  if (type === 'choice') return Array.isArray(values) && values.includes(fallback);
  const isNumeric = type === 'number' || type === 'integer';
  return isNumeric && brokenLaw(law as ParameterLaw, fallback as Value) === undefined;
}

function fault(file: string, field: string, law: string, value?: unknown): FaultsError {
  const found: Fault = value === undefined ? { file, field, law } : { file, field, law, value };
  return new FaultsError([found]);
}
