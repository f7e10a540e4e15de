import type { z } from 'zod';
import { type Fault, FaultsError } from '../errors.ts';
import { valueAt } from './finding.ts';
import { brokenSchemaLaw } from './schema-law.ts';
import { refuseBadJson } from './space-document.ts';
import {
  documentFormat,
  documentVersion,
  type StudyDocument,
  studyDocumentSchema,
} from './study-document-schema.ts';

/**
 * The content of a study's JSON document, as it stands: each field that is not there, or not what it must be, is a fault
 * of the one FaultsError. `file` names it to the user.
 */
export function readStudyDocument(textOfFile: string, file: string): unknown {
  const content = parse(textOfFile, file);
  refuseOtherFormats(content, file);
  const { data, error } = studyDocumentSchema.safeParse(content);
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

type Contradiction = Omit<Fault, 'file'>;

/** What no schema says: fields that contradict each other, numbers that are given twice. */
function contradictions(document: StudyDocument): Contradiction[] {
  return [...takenNumbers(document), ...stateContradictions(document), ...missingMembers(document)];
}

function takenNumbers({ trials }: StudyDocument): Contradiction[] {
  const numbers = new Set<number>();
  const draws = new Set<number>();
  return trials.flatMap(({ trial, origin, draw = trial }, index) => {
    const isDrawn = origin === undefined;
    const isTaken = numbers.has(trial) || (isDrawn && draws.has(draw));
    numbers.add(trial);
    if (isDrawn) draws.add(draw);
    return isTaken ? [faultOf(index, 'trial', 'must be a number of its own', trial)] : [];
  });
}

function stateContradictions({ trials }: StudyDocument): Contradiction[] {
  return trials.flatMap(({ state, value, failure }, index) => {
    const hasValue = state === 'complete' || state === 'pruned';
    const valueLaw = `must be ${hasValue ? 'a number' : 'null'} where the state is ${state}`;
    const failureLaw = 'must be there when the state is failed, and only then';
    return [
      ...(hasValue === (value !== null) ? [] : [faultOf(index, 'value', valueLaw, value)]),
      ...((state === 'failed') === (failure !== null)
        ? []
        : [faultOf(index, 'failure', failureLaw, failure)]),
    ];
  });
}

function faultOf(index: number, field: string, law: string, value: unknown): Contradiction {
  return { field: `trials.${index}.${field}`, law, value };
}

function missingMembers({ trials, ensembles }: StudyDocument): Contradiction[] {
  const kept = new Set(trials.filter(({ weights }) => weights !== undefined).map(({ trial }) => trial));
  const law = 'must name trials whose weights are there';
  return ensembles.flatMap(({ members }, index) =>
    members
      .filter(({ trial }) => !kept.has(trial))
      .map(({ trial }) => ({ field: `ensembles.${index}.members`, law, value: trial })),
  );
}
