import { z } from 'zod';

/** A fixed model that computes the inputs of the trained models. */
export const featuresSchema = z
  .strictObject({
    model: z
      .string()
      .min(1)
      .describe(
        'The model.json of a TensorFlow.js graph model, as TensorFlow Hub has them, or of a layers model, beside its weights; relative to this file.',
      ),
    output: z
      .string()
      .min(1)
      .describe(
        "The node of the graph, or the layer, whose output to take. Default: the model's only output.",
      )
      .exactOptional(),
    inputRange: z
      .tuple([z.number(), z.number()])
      .refine(([least, largest]) => least < largest, 'must be two numbers, the smaller one first')
      .describe(
        'The values that the model expects for the darkest and the brightest pixel, for example -1 and 1. Default: 0 and 1.',
      )
      .exactOptional(),
  })
  .meta({
    description:
      'A fixed model: its outputs, computed once for each row, are what the models are trained on (docs/pretrained.md).',
    examples: [{ model: './mobilenet/model.json', inputRange: [-1, 1] }],
  });
