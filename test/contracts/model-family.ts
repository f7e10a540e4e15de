import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/study/distribution.ts';
import { brokenConstraint } from '../../src/study/parameter-constraint.ts';
import type { Backend } from '../../src/training/backend.ts';
import type { ModelData, ModelFamily } from '../../src/training/models/model-family.ts';
import { releasing } from '../../src/training/release.ts';
import type { LayersModel } from '../../src/training/tensorflow.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';
import { atOnce } from '../training/example-trial.ts';

type Config = Readonly<Record<string, Value>>;

/** For the contract of a family: data that it takes, and for every parameter a value that is not the default. */
export interface FamilyExample {
  readonly data: ModelData;
  readonly otherValues: Config;
  /** Values beside which each of them makes a difference. */
  readonly beside?: Config;
}

/** The promises of src/training/models/model-family.ts, for any family. */
export function describeModelFamily(
  name: string,
  family: ModelFamily,
  { data, otherValues, beside = {} }: FamilyExample,
  { tf }: Backend,
): void {
  const build = (config: Config, given = data): LayersModel =>
    atOnce(family.build({ tf, data: given, config: completeConfiguration(family.parameters, config) }));

  describe(`the model family ${name}`, () => {
    test('has constraints that its defaults keep', () => {
      expect(Object.keys(family.parameters)).toEqual(Object.keys(otherValues));
      for (const [parameter, constraint] of Object.entries(family.parameters)) {
        if (constraint.type !== 'any')
          expect(brokenConstraint(constraint, constraint.default)).toBeUndefined();
        expect(brokenConstraint(constraint, otherValues[parameter] as Value)).toBeUndefined();
      }
    });

    test('builds a net from the inputs to one number for each output', () =>
      releasing(tf, async () => {
        for (const task of ['classification', 'regression'] as const) {
          const outputs = task === 'regression' ? 1 : data.outputs;
          const model = build({}, { ...data, task, outputs });
          expect(model.inputs[0]?.shape).toEqual([null, ...data.inputShape]);
          expect(model.outputs[0]?.shape).toEqual([null, outputs]);
        }
      }));

    test('builds the same layers again, and other layers or rates for another value of each parameter', () =>
      releasing(tf, async () => {
        const describe = (config: Config) => {
          const model = build(config);
          const complete = completeConfiguration(family.parameters, config);
          const factors = family.factors?.({ model, config: complete });
          return describeLayers(model) + JSON.stringify([...(factors?.values() ?? [])]);
        };
        const usual = describe(beside);
        expect(describe(beside)).toBe(usual);
        for (const [parameter, value] of Object.entries(otherValues)) {
          if (Object.hasOwn(trainingParameters, parameter)) continue;
          expect(describe({ ...beside, [parameter]: value }), parameter).not.toBe(usual);
        }
      }));
  });
}

/** The layers without the names that TensorFlow.js numbers. */
function describeLayers(model: LayersModel): string {
  return JSON.stringify(model.layers.map((layer) => ({ ...layer.getConfig(), name: layer.getClassName() })));
}
