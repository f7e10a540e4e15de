import { z } from 'zod';
import { type Fault, FaultsError } from '../errors.ts';
import { distributionSchema } from './distribution-schema.ts';
import { valueAt } from './finding.ts';
import { brokenSchemaLaw } from './schema-law.ts';
import { refuseBadJson } from './space-document.ts';
import { backendNames } from './study-spec.ts';
import { failureKinds, trialOrigins } from './trial.ts';

/** What a study's JSON document says of itself, so that a later hpsearch knows what it reads. */
export const documentFormat = 'hpsearch-study';
export const documentVersion = 1;

const count = z.int().nonnegative();
const text = z.string().min(1);
const scalar = z.union([z.number(), z.string(), z.boolean()]);
const metrics = z.record(z.string(), z.number());

/** Completed, as the store holds it: what other rooms add to a spec passes. */
const spec = z.looseObject({
  name: text,
  data: z.looseObject({ source: text }),
  model: z.looseObject({ kind: text }),
  space: z.array(
    z.strictObject({
      name: text,
      distribution: distributionSchema,
      when: z.record(z.string(), z.array(scalar)).exactOptional(),
    }),
  ),
  objective: z.strictObject({ metric: text, direction: z.enum(['minimize', 'maximize']) }),
  training: z.looseObject({ maxEpochs: count, timeoutSeconds: z.number() }),
  search: z.looseObject({ trials: count, seed: count, sampler: text, pruner: text }),
});

const trial = z.looseObject({
  trial: count,
  state: z.enum(['waiting', 'complete', 'pruned', 'failed']),
  value: z.number().nullable(),
  config: z.record(z.string(), scalar),
  metrics,
  bestEpoch: count.nullable(),
  epochs: count.nullable(),
  parameters: count.nullable(),
  seconds: z.number().nullable(),
  backend: z.enum(backendNames).nullable(),
  failure: z.strictObject({ kind: z.enum(failureKinds), message: z.string() }).nullable(),
  origin: z.enum(trialOrigins).exactOptional(),
  parent: count.exactOptional(),
  teacher: z.strictObject({ ensemble: text, temperature: z.number(), mixture: z.number() }).exactOptional(),
  draw: count.exactOptional(),
  history: z.array(z.strictObject({ epoch: count, metrics })),
  weights: z.base64().exactOptional(),
  optimizer: z.base64().exactOptional(),
});

const ensemble = z.looseObject({
  name: text,
  method: text,
  members: z.array(z.strictObject({ trial: count, weight: z.number() })),
  temperature: z.number().nullable(),
  report: z.looseObject({}),
  createdAt: z.iso.datetime({ error: 'must be a time in UTC: 2026-01-31T12:00:00.000Z' }),
});

const schema = z.strictObject({
  format: z.literal(documentFormat),
  version: z.literal(documentVersion),
  createdAt: z.iso.datetime({ error: 'must be a time in UTC: 2026-01-31T12:00:00.000Z' }),
  study: z.looseObject({
    name: text,
    spec,
    directory: z.string(),
    backend: z.enum(backendNames),
    backendTimings: z.record(z.string(), z.number()),
    versions: z.record(z.string(), z.string()),
    dataFingerprint: z.string(),
  }),
  trials: z.array(trial),
  ensembles: z.array(ensemble),
});

type CheckedDocument = z.output<typeof schema>;

/**
 * The content of a study's JSON document, as it stands: each field that is not there, or not what it must be, is a fault
 * of the one FaultsError. `file` names it to the user.
 */
export function readStudyDocument(textOfFile: string, file: string): unknown {
  const content = parse(textOfFile, file);
  refuseOtherFormats(content, file);
  const { data, error } = schema.safeParse(content);
  const broken = (error?.issues ?? []).map(({ path, ...issue }) => {
    const value = valueAt(content, path);
    const law = brokenSchemaLaw({ path, ...issue } as z.core.$ZodIssue, value);
    const isShown = typeof value === 'number' || typeof value === 'string';
    return { field: path.map(String).join('.'), law, ...(isShown ? { value } : {}) };
  });
  const faults = [...broken, ...(data === undefined ? [] : contradictions(data))];
  if (faults.length > 0) throw new FaultsError(faults.slice(0, 20).map((fault) => ({ file, ...fault })));
  return content;
}

function parse(textOfFile: string, file: string): unknown {
  try {
    return JSON.parse(textOfFile);
  } catch (error) {
    refuseBadJson(textOfFile, file);
    throw error;
  }
}

function refuseOtherFormats(content: unknown, file: string): void {
  const format = valueAt(content, ['format']);
  const version = valueAt(content, ['version']);
  const fault = (field: string, law: string, value: unknown): FaultsError =>
    new FaultsError([{ file, field, law, ...(value === undefined ? {} : { value }) }]);
  if (format !== documentFormat) {
    throw fault('format', `must be "${documentFormat}": no study was exported to this file`, format);
  }
  if (typeof version === 'number' && version > documentVersion) {
    throw fault('version', `must be at most ${documentVersion}: a newer hpsearch wrote this file`, version);
  }
}

/** What no schema says: fields that contradict each other, numbers that are given twice. */
function contradictions({ trials, ensembles }: CheckedDocument): Omit<Fault, 'file'>[] {
  const numbers = new Set<number>();
  const draws = new Set<number>();
  const withWeights = new Set(
    trials.filter(({ weights }) => weights !== undefined).map((each) => each.trial),
  );
  const ofTrials = trials.flatMap((each, index) => {
    const at = (field: string, law: string, value: unknown) => ({
      field: `trials.${index}.${field}`,
      law,
      value,
    });
    const draw = each.origin === undefined ? (each.draw ?? each.trial) : undefined;
    const isTaken = numbers.has(each.trial) || (draw !== undefined && draws.has(draw));
    numbers.add(each.trial);
    if (draw !== undefined) draws.add(draw);
    const hasValue = each.state === 'complete' || each.state === 'pruned';
    return [
      ...(isTaken ? [at('trial', 'must be a number of its own', each.trial)] : []),
      ...(hasValue === (each.value !== null)
        ? []
        : [
            at(
              'value',
              `must be ${hasValue ? 'a number' : 'null'} where the state is ${each.state}`,
              each.value,
            ),
          ]),
      ...((each.state === 'failed') === (each.failure !== null)
        ? []
        : [at('failure', 'must be there when the state is failed, and only then', each.failure)]),
    ];
  });
  const ofEnsembles = ensembles.flatMap(({ members }, index) =>
    members
      .filter((member) => !withWeights.has(member.trial))
      .map((member) => ({
        field: `ensembles.${index}.members`,
        law: 'must name trials whose weights are there',
        value: member.trial,
      })),
  );
  return [...ofTrials, ...ofEnsembles];
}
