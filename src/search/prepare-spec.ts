import { didYouMean } from '../faults/did-you-mean.ts';
import { FaultsError, UsageError } from '../faults/errors.ts';
import { shownName } from '../faults/visible-text.ts';
import { moduleDigest } from '../modules/module-digest.ts';
import { loadObjectiveParameters } from '../objectives/objective.ts';
import { pruners } from '../pruners/catalogue.ts';
import { samplers } from '../samplers/catalogue.ts';
import { checkParameters, type ReadSpace, readSpace, takeSpace } from '../space-file/parse-space.ts';
import { brokenCount } from '../study/limits.ts';
import { brokenStudyName } from '../study/study-name.ts';
import {
  type BackendName,
  type ModelSpec,
  type ObjectiveModule,
  type StudySpec,
  withDigest,
} from '../study/study-spec.ts';
import { modelFamilies } from '../training/models/catalogue.ts';
import { loadParameters } from '../training/models/user-module.ts';
import { trainingParameters } from '../training/training-parameters.ts';

/** A space in a program's memory. */
export interface GivenSpace {
  readonly content: unknown;
  /** Absolute: the folder that its paths are relative to. */
  readonly directory: string;
}

/** Options that override a space file. */
export interface Overrides {
  /** A space file's path, or its content as an object. */
  readonly space: string | GivenSpace;
  readonly trials?: number | undefined;
  readonly seed?: number | undefined;
  readonly name?: string | undefined;
  readonly sampler?: string | undefined;
  readonly pruner?: string | undefined;
  readonly backend?: BackendName | 'auto' | undefined;
  /** The database that may already hold a study of that name. */
  readonly db?: string | undefined;
}

/** Reads a space file with overrides. FaultsError when a parameter is unknown to the model. */
export async function prepareSpec(overrides: Overrides): Promise<ReadSpace> {
  const constraints = Object.fromEntries(
    Object.entries(modelFamilies).map(([name, family]) => [
      name,
      { ...trainingParameters, ...family.parameters },
    ]),
  );
  const { space } = overrides;
  requireKnown(overrides);
  const known = { samplers: Object.keys(samplers), pruners: Object.keys(pruners) };
  const read =
    typeof space === 'string'
      ? readSpace(space, constraints, known)
      : takeSpace(space.content, space.directory, constraints, known);
  const spec = override(read.spec, overrides);
  if (spec.model.kind === 'module') await checkModule(read);
  if (spec.model.kind === 'objective') await checkObjective(read, spec.model);
  return { ...read, spec: { ...spec, model: recorded(spec.model, read.directory) } };
}

/** Adds the module's current digest, for the study to store. */
function recorded(model: ModelSpec, directory: string): ModelSpec {
  return 'module' in model ? withDigest(model, moduleDigest(model.module, directory)) : model;
}

/** Checks a program's options; those of the command line have already been checked. */
function requireKnown({ name, sampler, pruner, trials, seed }: Overrides): void {
  const nameConstraint = name === undefined ? undefined : brokenStudyName(name);
  const broken = [
    nameConstraint === undefined
      ? undefined
      : `name: ${nameConstraint}, got ${JSON.stringify(shownName(String(name)))}`,
    ...Object.entries({ trials: { value: trials, min: 1 }, seed: { value: seed, min: 0 } }).map(
      ([option, { value, min }]) => {
        const constraint = value === undefined ? undefined : brokenCount(option, value, min);
        return constraint && `${option}: ${constraint}, got ${String(value)}`;
      },
    ),
    ...Object.entries({ sampler: [sampler, samplers], pruner: [pruner, pruners] } as const).map(
      ([option, [value, known]]) => {
        if (value === undefined || Object.hasOwn(known, value)) return undefined;
        const hint = didYouMean(value, Object.keys(known)) ?? `known: ${Object.keys(known).join(', ')}`;
        return `${option}: no ${option} is called '${shownName(String(value))}' (${hint})`;
      },
    ),
  ].filter((line) => line !== undefined);
  if (broken.length > 0) throw new UsageError(broken.join('\n'));
}

function override(spec: StudySpec, { trials, seed, name, sampler, pruner, backend }: Overrides): StudySpec {
  return {
    ...spec,
    name: name ?? spec.name,
    training: { ...spec.training, backend: backend ?? spec.training.backend },
    search: {
      trials: trials ?? spec.search.trials,
      seed: seed ?? spec.search.seed,
      sampler: sampler ?? spec.search.sampler,
      pruner: pruner ?? spec.search.pruner,
    },
  };
}

async function checkModule(space: ReadSpace): Promise<void> {
  const parameters = await loadParameters(space.spec.model, space.directory);
  const faults = checkParameters(space, { ...trainingParameters, ...parameters }, space.file);
  if (faults.length > 0) throw new FaultsError(faults);
}

/** A function without constraints takes whatever the space names. */
async function checkObjective(space: ReadSpace, model: ObjectiveModule): Promise<void> {
  const parameters = await loadObjectiveParameters(model, space.directory);
  const faults = parameters === undefined ? [] : checkParameters(space, parameters, space.file);
  if (faults.length > 0) throw new FaultsError(faults);
}
