import { z } from 'zod';

const text = z.string().min(1);
const end = z.enum(['before', 'after']);

/** Whole series of a table in long form; sequence-faults.ts has the constraints between its fields and others. */
export const sequenceSchema = z
  .strictObject({
    by: text
      .describe(
        'Column whose equal values, such as those of one patient, are one series and one example. It is no input unless data.columns declares it.',
      )
      .exactOptional(),
    time: text
      .describe(
        'Column of the times, numbers or dates, that order the rows of a series. Default: that of data.split.time.',
      )
      .exactOptional(),
    length: z
      .int()
      .min(1)
      .max(10_000)
      .describe('Steps of an input. Default: the rows of the longest series.')
      .exactOptional(),
    pad: end
      .describe(
        'Where a shorter series is filled up, after its last row or before its first one. Default after. It changes nothing for rnn and conv1d.',
      )
      .default('after'),
    cut: end
      .describe(
        'Where a longer series is cut: before keeps its last rows, after its first ones. Default: a longer series is an error.',
      )
      .exactOptional(),
    target: z
      .literal('last')
      .describe('The target of a series is that of its last row. Default: it is the same in all rows.')
      .exactOptional(),
  })
  .meta({
    id: 'sequence',
    description:
      'The table is in long form, one row a step of time: an example is a whole series, [length, inputs of a row + 1], filled up with zeros. The last input is 1 in a step and 0 in padding.',
    examples: [
      { by: 'patient', time: 'day' },
      { by: 'patient', time: 'day', length: 50, cut: 'before' },
    ],
  });
