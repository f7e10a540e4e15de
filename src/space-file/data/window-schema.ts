import { z } from 'zod';

const text = z.string().min(1);
const most = 10_000;

/** Windows over a table in the order of time; window-faults.ts has the constraints between its fields and others. */
export const windowSchema = z
  .strictObject({
    length: z
      .int()
      .min(1)
      .max(most)
      .describe('Number of rows in a window. Left out only where the space searches data.window.length.')
      .exactOptional(),
    horizon: z
      .int()
      .min(1)
      .max(most)
      .describe('How many rows after the last row of its window a row is predicted. Default 1.')
      .default(1),
    by: text
      .describe(
        'Column whose equal values, such as those of one station, are one series. It is no input unless data.columns declares it. Default: the table is one series.',
      )
      .exactOptional(),
    time: text
      .describe(
        'Column of the times, numbers or dates. Default: that of data.split.time. Without data.split.time and data.split.group, it also divides the rows.',
      )
      .exactOptional(),
    pastTarget: z
      .boolean()
      .describe('Whether earlier values of the target are inputs. Default true.')
      .default(true),
    acrossGaps: z
      .boolean()
      .describe(
        'Rows are neighbours whatever time lies between them. Default false: no window reaches across a gap, where rows are a regular time apart.',
      )
      .default(false),
    season: z
      .int()
      .min(2)
      .max(100_000)
      .describe(
        'Rows in a season, for the seasonal baseline. Default: a day, week or year, by the step of time.',
      )
      .exactOptional(),
  })
  .meta({
    id: 'window',
    description:
      'The inputs of a row are the rows before it in the order of time, [length, inputs of a row], and not its own cells.',
    examples: [
      { length: 24, horizon: 1, by: 'station' },
      { length: 30, time: 'date' },
    ],
  });
