import type { Dataset } from '../data/dataset.ts';
import { FaultsError, UsageError } from '../faults/errors.ts';
import { type LoadedWeights, loadInitialWeights } from '../runs/load-initial-weights.ts';
import type { ReadSpace } from '../space-file/parse-space.ts';
import { randomFor } from '../statistics/random.ts';
import { withoutSecrets } from '../store/location.ts';
import type { InitFromSpec } from '../study/initial-weights.ts';
import type { Configuration } from '../study/search-space.ts';
import type { BackendName, StudySpec } from '../study/study-spec.ts';
import { after } from '../training/awaitable.ts';
import { type Backend, computing, openBackend } from '../training/backend.ts';
import { type InitialWeights, type TakenWeights, takeInitialWeights } from '../training/initial-weights.ts';
import type { ModelFamily } from '../training/models/model-family.ts';
import { loadFamily } from '../training/models/user-module.ts';
import { releasingNow } from '../training/owned-tensors.ts';
import { prepareModel } from '../training/prepare-model.ts';
import { seedingMathRandom } from '../training/seeded-math-random.ts';
import { completeConfiguration, trainingParameters } from '../training/training-parameters.ts';

export interface PreparedWeights {
  readonly weights: InitialWeights;
  /** One line: the source, the layers taken from it, the frozen layers. */
  readonly note: string;
  /** With the digest of those weights. */
  readonly spec: InitFromSpec;
}

interface Place {
  readonly directory: string;
  /** The study's own database; undefined when none is created. */
  readonly db: string | undefined;
  readonly backend: BackendName;
  readonly dataset: Dataset;
  /** The first configurations of the search, which may determine the layers. */
  readonly configurations: readonly Configuration[];
}

interface TriedPlace extends Omit<Place, 'backend'> {
  readonly backend: Backend;
  readonly family: ModelFamily;
}

/**
 * The initial weights of a study's models; undefined when all are drawn. FaultsError when they cannot be read or do not
 * fit. Also undefined without a database: the checks then use models whose weights are all drawn.
 */
export async function prepareInitialWeights(
  { initFrom, model }: StudySpec,
  place: Place,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
): Promise<PreparedWeights | undefined> {
  if (initFrom === undefined || place.db === undefined) return undefined;
  try {
    const opened = { ...place, backend: await openBackend(place.backend) };
    const loaded = await loadInitialWeights(initFrom, opened);
    const family = await loadFamily(model, place.directory);
    const note = await tryInitialWeights(loaded, { ...opened, family });
    return { weights: loaded.weights, note, spec: { ...stored(initFrom), content: loaded.content } };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { field, constraint } = placeOf(error.message);
    throw new FaultsError([{ file, field, constraint, ...locate(field) }]);
  }
}

/** Without the password of a database. */
function stored(spec: InitFromSpec): InitFromSpec {
  return 'db' in spec && spec.db !== undefined ? { ...spec, db: withoutSecrets(spec.db) } : spec;
}

/** Splits off the field: "initFrom.trial: has no weights" belongs to the field initFrom.trial. */
function placeOf(message: string): { readonly field: string; readonly constraint: string } {
  const [, field = 'initFrom', constraint = message] = /^(initFrom[.\w]*): (.*)$/s.exec(message) ?? [];
  return { field, constraint };
}

/**
 * Describes in one line the weights taken by the first of these configurations that takes any. UsageError, which names
 * the field, when none does, or when none has a layer to freeze.
 */
async function tryInitialWeights(
  { weights, source }: LoadedWeights,
  { backend, family, dataset, configurations }: TriedPlace,
): Promise<string> {
  const { tf } = backend;
  const seen: TakenWeights[] = [];
  let refusal: unknown;
  for (const config of configurations) {
    const complete = completeConfiguration({ ...trainingParameters, ...family.parameters }, config);
    try {
      const taken = await computing(backend, () =>
        releasingNow(tf, () =>
          seedingMathRandom(randomFor('initFrom'), () =>
            after(prepareModel(tf, family, complete, dataset), (model) =>
              takeInitialWeights(tf, model, weights),
            ),
          ),
        ),
      );
      seen.push(taken);
      if (taken.taken.length > 0) break;
    } catch (error) {
      // A configuration that cannot be built reports that as a trial.
      refusal = error;
    }
  }
  const last = seen.at(-1);
  if (last === undefined) {
    throw new UsageError(refusal instanceof Error ? refusal.message : 'initFrom: no model can be built');
  }
  const given = weights.layers.map(({ name, weights: own }) => `${name} ${shapesOf(own)}`).join(', ');
  if (last.taken.length === 0) {
    throw new UsageError(
      `initFrom: no layer agrees in name and shape: ${source} has ${given}; the model's are ${last.fresh.join(', ')}`,
    );
  }
  checkFreeze(weights.freeze, last);
  const parts = [
    `starts from ${source}: ${last.taken.join(', ')} (${last.count} numbers)`,
    last.fresh.length > 0 ? `${last.fresh.join(', ')} anew` : undefined,
    last.frozen.length > 0 ? `frozen: ${last.frozen.join(', ')}` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

function checkFreeze(freeze: readonly string[] | number, { taken, fresh }: TakenWeights): void {
  if (typeof freeze === 'number') return;
  const names = [...taken, ...fresh];
  const unknown = freeze.filter((name) => !names.includes(name));
  if (unknown.length < freeze.length || unknown.length === 0) return;
  throw new UsageError(
    `initFrom.freeze: must name layers of the model, ${names.join(', ')}; got ${unknown.join(', ')}`,
  );
}

function shapesOf(weights: readonly { readonly shape: readonly number[] }[]): string {
  return weights.map(({ shape }) => JSON.stringify(shape)).join(' ');
}
