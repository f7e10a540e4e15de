import { z } from 'zod';

/** The source of the models' initial weights, as in the spec. Paths are relative to the space file. */
export type InitFromSpec = {
  /** Names of the layers to freeze; or their number, from the first layer with weights. */
  readonly freeze: readonly string[] | number;
  /** A digest of those weights, so that a study never resumes with others; unknown until they have been read. */
  readonly content?: string;
} & (
  | {
      readonly kind: 'trial';
      readonly trial: number;
      readonly study: string;
      /** Default: the study's own database. */
      readonly db?: string;
    }
  | {
      readonly kind: 'model';
      readonly model: string;
    }
);

const text = z.string().min(1);

/** Either a trial or a model. Editors check this with `oneOf`, the command line with section-faults.ts. */
export const initFromSchema = z
  .strictObject({
    trial: z.int().nonnegative().describe('A stored trial whose weights are there.').exactOptional(),
    study: text.describe('The name of its study.').exactOptional(),
    db: text
      .describe('The database of that study, relative to this file. Default: the one of this study.')
      .exactOptional(),
    model: text
      .meta({
        description: 'The model.json of a saved TensorFlow.js layers model, relative to this file.',
        examples: ['./pretrained/model.json'],
      })
      .exactOptional(),
    freeze: z
      .union([z.array(text), z.int().nonnegative()])
      .describe(
        'Layers that keep the weights: their names, or how many from the first one on. Default: none.',
      )
      .exactOptional(),
  })
  .meta({
    description:
      'Weights to start from, taken over where name and shape of a layer agree; all other layers start anew.',
    examples: [{ trial: 17, study: 'pretraining', freeze: ['dense1'] }, { model: './pretrained/model.json' }],
    oneOf: [
      { required: ['trial', 'study'], not: { required: ['model'] } },
      {
        required: ['model'],
        not: { anyOf: [{ required: ['trial'] }, { required: ['study'] }, { required: ['db'] }] },
      },
    ],
  });

export type InitFromFile = z.output<typeof initFromSchema>;

/** Fills in the defaults of a file without faults. */
export function completeInitFrom({ trial, study, db, model, freeze = [] }: InitFromFile): InitFromSpec {
  if (model !== undefined) return { kind: 'model', model, freeze };
  const where = db === undefined ? {} : { db };
  return { kind: 'trial', trial: trial ?? 0, study: study ?? '', ...where, freeze };
}
