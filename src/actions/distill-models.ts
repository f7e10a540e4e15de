import { resolve } from 'node:path';
import { defaultTries, type StudentModel } from '../distillation/plan.ts';
import { requireInputs } from '../distillation/student-inputs.ts';
import { givenModel, modelOfTrial, smallestGoodModel } from '../distillation/student-models.ts';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { samplerOf } from '../samplers/catalogue.ts';
import { firstConfigurations } from '../samplers/configuration.ts';
import { prepareSpec } from '../search/prepare-spec.ts';
import type { Store, Study } from '../store/store.ts';
import type { Configuration } from '../study/search-space.ts';
import { type ModelSpec, modelTitle } from '../study/study-spec.ts';
import type { ModelFamily } from '../training/models/model-family.ts';

export interface AskedModels {
  /** A trial's number. */
  readonly student?: number | undefined;
  /** Values by name, as an object or as JSON, or the path of a space file. */
  readonly config?: string | Configuration | undefined;
  readonly tries?: number | undefined;
}

/** The candidate configurations of the student. UsageError or FaultsError when they are invalid. */
export async function studentModels(
  { store, study, family }: { readonly store: Store; readonly study: Study; readonly family: ModelFamily },
  { student, config, tries }: AskedModels,
): Promise<StudentModel[]> {
  if (student !== undefined) return [await modelOfTrial(store, study, student)];
  if (config === undefined) return [await smallestGoodModel(store, study)];
  if (typeof config === 'object') return [givenModel(config, study, family)];
  if (config.trim().startsWith('{')) return [givenModel(parsed(config), study, family)];
  return drawnModels(config, study, tries ?? defaultTries);
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(message`${option('config')}: is no JSON: ${reason}`);
  }
}

/** Sampled as a search of the space would sample them. */
async function drawnModels(file: string, study: Study, count: number): Promise<StudentModel[]> {
  const { spec, directory } = await prepareSpec({ space: file });
  if (
    !isSameModel({ model: spec.model, directory }, { model: study.spec.model, directory: study.directory })
  ) {
    throw new UsageError(
      message`${option('config', file)}: must have the study's model, ${modelTitle(study.spec.model)}, got ${modelTitle(spec.model)}`,
    );
  }
  const sampler = samplerOf(spec.search.sampler);
  return firstConfigurations(sampler, spec, count).map((config, stream) => {
    requireInputs(config, study);
    return { config, stream, configOf: null };
  });
}

interface PlacedModel {
  readonly model: ModelSpec;
  readonly directory: string;
}

function isSameModel(one: PlacedModel, other: PlacedModel): boolean {
  const [first, second] = [one, other].map(({ model, directory }) =>
    model.kind === 'module' ? { kind: model.kind, path: resolve(directory, model.module) } : model,
  );
  return JSON.stringify(first) === JSON.stringify(second);
}
