import { UsageError } from '../faults/errors.ts';
import type { Prediction } from '../reports/prediction.ts';
import { chooseMembers } from '../serving/choose-members.ts';
import { withExportedModel } from '../serving/exported-model.ts';
import type { OpenModel, TensorLike } from '../serving/open-model.ts';
import { predictionsOf } from '../serving/prediction.ts';
import type { ServedModel } from '../serving/served-model.ts';
import { withStoredModels } from '../serving/stored-model.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import type { Examples } from '../training/predict.ts';
import { inputsOf, isArrays, isImages, isRows } from './inputs-of.ts';
import type { OptionsOf } from './options/option.ts';
import { resize, storedModel } from './options/shared.ts';
import { isExportedModel } from './with-model.ts';

export const openModelOptions = { options: { ...storedModel, resize } };

type OpenModelRequest = OptionsOf<typeof openModelOptions.options>;

/** Loads a model into memory until it is closed. UsageError when it does not exist, or its weights were not kept. */
export async function openModel(request: OpenModelRequest): Promise<OpenModel> {
  const { model, resize: resizes } = request;
  if (model !== undefined && (await isExportedModel(model, request))) {
    return held((use) => withExportedModel(model, use), resizes);
  }
  const choice = await withStore(request.db, async (store) =>
    chooseMembers(store, await requireStudy(store, request.study, request.db), model),
  );
  return held((use) => withStoredModels(choice, ({ served }) => use(served)), resizes);
}

type Scope = (use: (served: ServedModel) => Promise<void>) => Promise<void>;

/** Keeps a scope open until `close`. */
function held(scope: Scope, resizes: boolean): Promise<OpenModel> {
  return new Promise((resolve, reject) => {
    const ended: Promise<void> = scope(
      (served) =>
        new Promise((release) => {
          const close = () => {
            release();
            return ended;
          };
          resolve(handleOf(served, resizes, close));
        }),
    );
    ended.catch(reject);
  });
}

function handleOf(served: ServedModel, resizes: boolean, release: () => Promise<void>): OpenModel {
  const { task, inputShape } = served.pipeline;
  const running = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  return {
    ...{ name: served.name, task, inputShape },
    async predict(input) {
      if (closing !== undefined) throw new UsageError(`${served.name} is closed`);
      const answer = predicted(served, input, resizes);
      running.add(answer);
      return answer.finally(() => running.delete(answer));
    },
    close() {
      closing ??= Promise.allSettled(running).then(release);
      return closing;
    },
  };
}

async function predicted(
  served: ServedModel,
  input: Parameters<OpenModel['predict']>[0],
  resizes: boolean,
): Promise<Prediction[]> {
  if (isTensor(input)) return predictionsOf(served, [examplesOf(input, served.pipeline.inputShape)]);
  if (!isRows(input) && !isImages(input) && !isArrays(input)) {
    throw new UsageError(
      'input: must be a list of rows by column, of images as bytes, { arrays }, or a tensor',
    );
  }
  const { batches, keyNames } = await inputsOf(input, served.pipeline, { resize: resizes });
  return predictionsOf(served, batches, undefined, keyNames);
}

function isTensor(input: unknown): input is TensorLike {
  return typeof (input as TensorLike | null)?.dataSync === 'function';
}

function examplesOf(tensor: TensorLike, inputShape: readonly number[]): Examples {
  const [rows = 0, ...shape] = tensor.shape;
  if (shape.join() === inputShape.join()) return { rows, x: Float32Array.from(tensor.dataSync()) };
  const wanted = ['rows', ...inputShape].join(', ');
  throw new UsageError(`input: must be a tensor of shape [${wanted}], got [${tensor.shape.join(', ')}]`);
}
