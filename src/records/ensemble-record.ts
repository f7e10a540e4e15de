import { z } from 'zod';
import { ensembleMethods, temperatureReasons } from '../reports/ensemble-report.ts';
import { count, metrics, name, time } from './scalars.ts';

/** A trial's number, or −1 for the study's linear baseline. */
const member = z.int().min(-1);
const members = z.array(z.strictObject({ trial: member, weight: z.number().min(0).max(1) })).min(1);
const bySplit = { validation: metrics, test: metrics.nullable() };
const calibration = z.looseObject({ nll: z.number(), ece: z.number() });
const calibrations = z.looseObject({ validation: calibration, test: calibration.nullable() });
const gains = z.record(name, z.looseObject({ value: z.number(), low: z.number(), high: z.number() }));
const temperature = z.number().positive().nullable();
const method = z.enum(ensembleMethods);

const report = z.looseObject({
  method,
  candidates: z.array(member),
  members: z.array(z.looseObject({ trial: member, weight: z.number() })),
  ...bySplit,
  crossValidated: metrics,
  bestSingle: z.looseObject({ trial: member, ...bySplit }),
  threshold: z.number().min(0).max(1).exactOptional(),
  bySize: z.array(z.looseObject({ size: count, ...bySplit })),
  temperature,
  temperatureChoice: z
    .looseObject({ reason: z.enum(temperatureReasons), rows: count, wrong: count })
    .exactOptional(),
  calibration: z
    .looseObject({ before: calibrations, after: calibrations, bestSingle: calibrations })
    .nullable(),
  interval: z.looseObject({
    level: z.number(),
    resamples: count,
    ensemble: gains,
    fifthMember: gains.nullable(),
  }),
});

/** An ensemble as stored and in JSON documents. */
export const ensembleRecord = z.looseObject({
  name,
  method,
  members,
  temperature,
  report,
  createdAt: time,
});

export type EnsembleRecord = z.output<typeof ensembleRecord>;
