import { resolve } from 'node:path';
import { defaultTries, modelOf, type StudentModel, smallestGoodTrial } from '../ensemble/distill-plan.ts';
import { type Fault, FaultsError, UsageError } from '../errors.ts';
import { samplerNamed } from '../samplers/catalogue.ts';
import { configurationOf } from '../samplers/configuration.ts';
import { prepareSpec } from '../search/prepare-spec.ts';
import type { Store, Study } from '../store/store.ts';
import { checkParameters } from '../study/check-parameters.ts';
import type { Value } from '../study/distribution.ts';
import type { SearchSpace } from '../study/search-space.ts';
import { type ModelSpec, modelTitle } from '../study/study-spec.ts';
import type { ModelFamily } from '../training/models/model-family.ts';
import { trainingParameters } from '../training/training-parameters.ts';

export interface AskedModels {
  /** A trial's number. */
  readonly student?: number | undefined;
  /** JSON, or the path of a space file. */
  readonly config?: string | undefined;
  readonly tries?: number | undefined;
}

/** What students may look like. UsageError or FaultsError when what was asked for cannot be had. */
export async function studentModels(
  { store, study, family }: { readonly store: Store; readonly study: Study; readonly family: ModelFamily },
  { student, config, tries }: AskedModels,
): Promise<StudentModel[]> {
  if (student !== undefined) return [await modelOfTrial(store, study, student)];
  if (config === undefined) {
    return [modelOf(smallestGoodTrial(await store.trials(study.id), study.spec.objective))];
  }
  if (config.trim().startsWith('{')) {
    return [{ config: givenConfiguration(config, study, family), stream: 0, configOf: null }];
  }
  return drawnModels(config, study, tries ?? defaultTries);
}

async function modelOfTrial(store: Store, study: Study, number: number): Promise<StudentModel> {
  const trial = await store.trial(study.id, number);
  if (trial?.state === 'complete') return modelOf(trial);
  const reason = trial === undefined ? 'there is no such trial' : `trial ${number} is ${trial.state}`;
  throw new UsageError(`--student ${number}: ${reason} in study '${study.name}'`);
}

function givenConfiguration(text: string, { spec }: Study, family: ModelFamily): Record<string, Value> {
  const given = plainValues(text);
  const space: SearchSpace = Object.entries(given).map(([name, value]) => ({
    name,
    distribution: { type: 'fixed', value },
  }));
  const laws = { ...trainingParameters, ...family.parameters };
  const located = { spec: { space, model: spec.model }, locate: () => undefined };
  const faults = checkParameters(located, laws, '--config').map(withoutSection);
  if (faults.length > 0) throw new FaultsError(faults);
  return given;
}

/** There is no section "space" in what was given. */
function withoutSection(fault: Fault): Fault {
  return { ...fault, field: fault.field.replace(/^space\./, '') };
}

function plainValues(text: string): Record<string, Value> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--config: is no JSON: ${error instanceof Error ? error.message : error}`);
  }
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(given as object)) {
    if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') {
      throw new UsageError(
        `--config: ${name}: must be a number, a text, true or false, got ${JSON.stringify(value)}; distributions go in a space file`,
      );
    }
    values[name] = value;
  }
  return values;
}

/** Drawn as `start` would draw them for the space. */
async function drawnModels(file: string, study: Study, count: number): Promise<StudentModel[]> {
  const { spec, directory } = await prepareSpec({ space: file });
  if (
    !isSameModel({ model: spec.model, directory }, { model: study.spec.model, directory: study.directory })
  ) {
    throw new UsageError(
      `--config ${file}: must have the study's model, ${modelTitle(study.spec.model)}, got ${modelTitle(spec.model)}`,
    );
  }
  const sampler = samplerNamed(spec.search.sampler);
  return Array.from({ length: count }, (_, stream) => ({
    config: configurationOf(sampler, spec, stream),
    stream,
    configOf: null,
  }));
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
