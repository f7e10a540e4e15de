import type { CheckContext } from '../../../src/checks/check.ts';
import { modelChecks } from '../../../src/checks/model-checks.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import type { Dataset } from '../../../src/data/dataset.ts';
import type { CheckResult } from '../../../src/reports/check-report.ts';
import { middleOf } from '../../../src/study/search-space.ts';
import type { StudySpec } from '../../../src/study/study-spec.ts';
import { type Backend, loadBackend } from '../../../src/training/backend.ts';
import type { Layer } from '../../../src/training/model-layers.ts';
import { linear } from '../../../src/training/models/linear.ts';
import type { ModelFamily } from '../../../src/training/models/model-family.ts';
import type { Tensor, Tf } from '../../../src/training/tensorflow.ts';
import { separableBlobs } from '../../training/example-data.ts';

export const backend: Backend = await loadBackend('wasm');

const spec: StudySpec = {
  name: 'checked',
  data: {
    source: 'csv',
    exclude: [],
    scaling: 'none',
    split: { kind: 'fractions', validation: 0.2, test: 0.2, stratify: true, seed: 0 },
  },
  model: { kind: 'family', family: 'linear' },
  space: [],
  objective: { metric: 'valLoss', direction: 'minimize' },
  training: { maxEpochs: 3, patience: 3, minDelta: 0, timeoutSeconds: 60, backend: 'wasm' },
  search: { trials: 3, seed: 1, sampler: 'random', pruner: 'none' },
} as StudySpec;

export interface Given extends Partial<Omit<CheckContext, 'family' | 'spec' | 'dataset'>> {
  readonly dataset?: Dataset;
  readonly family?: Partial<ModelFamily>;
  readonly spec?: Partial<StudySpec>;
}

/** A study of three classes in the plane, but for what is given; its rows were pixels. */
export function contextOf({ dataset = separableBlobs(), family, ...given }: Given): CheckContext {
  const members = dataset.splits.train.row;
  const ownSpec = { ...spec, ...given.spec };
  return {
    backend,
    config: middleOf(ownSpec.space),
    seed: 1,
    source: {
      raw: {
        file: 'made',
        inputs: { kind: 'images', shape: [1, 1, 1], pixels: new Uint8Array(), maximum: 1 },
        target: { kind: 'classification', classes: [], labels: new Int32Array() },
        rowNumbers: members,
      },
      rows: { train: members, validation: members, test: members },
    },
    ...given,
    spec: ownSpec,
    dataset,
    family: { parameters: {}, build: linearModel, ...family },
  };
}

type Build = ModelFamily['build'];

export const linearModel: Build = linear.build;

/** A layer that does what `call` does, to outputs of the same shape. */
export function layerOf(tf: Tf, call: (input: Tensor, training: boolean) => Tensor): Layer {
  class Given extends tf.layers.Layer {
    static className = 'Given';
    override computeOutputShape<Shape>(shape: Shape): Shape {
      return shape;
    }
    override call(inputs: Tensor | Tensor[], { training = false }: { training?: boolean }): Tensor {
      return tf.tidy(() => call(Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs, training));
    }
  }
  return new Given({});
}

/** A small rectifier net of a dense layer, `middle`, and the output's own layer, with `last` behind it. */
export function netWith(parts: {
  readonly middle?: (tf: Tf) => Layer[];
  readonly last?: (tf: Tf) => Layer[];
  readonly output?: object;
}): Build {
  return ({ tf, data }) => {
    const model = tf.sequential();
    model.add(
      tf.layers.dense({ units: 12, activation: 'relu', inputShape: [...data.inputShape], name: 'hidden' }),
    );
    for (const layer of parts.middle?.(tf) ?? []) model.add(layer);
    model.add(tf.layers.dense({ units: data.outputs, name: 'output', ...parts.output }));
    for (const layer of parts.last?.(tf) ?? []) model.add(layer);
    return model;
  };
}

/** The verdict of one check, with all that it made freed again. */
export async function resultOf(name: string, given: Given): Promise<CheckResult> {
  const check = modelChecks.find((each) => each.name === name);
  if (check === undefined) throw new Error(`no check is called ${name}`);
  const [result] = await runChecks([check], contextOf(given), { now: () => 0 });
  return result as CheckResult;
}

export async function statusOf(name: string, given: Given): Promise<string> {
  const { status, message } = await resultOf(name, given);
  return `${status}: ${message}`;
}
