import { FaultsError } from '../../faults/errors.ts';
import { ensemblesContradictions } from '../../records/ensembles-contradictions.ts';
import { outcomeContradictions } from '../../records/outcome-contradictions.ts';
import { schemaFindings } from '../../records/record-findings.ts';
import { studyContradictions } from '../../records/study-contradictions.ts';
import { optimizerFault, weightsFault } from '../../records/tensor-bytes-fault.ts';
import { mostTrials, trialsContradictions } from '../../records/trials-contradictions.ts';
import { linearNumber } from '../../runs/stored-trial.ts';
import { refuseBadJson } from '../../space-file/document/space-document.ts';
import { type Finding, toFaults, valueAt } from '../../space-file/finding.ts';
import { ensembleFaults } from './ensemble-faults.ts';
import {
  documentFormat,
  documentVersion,
  type StudyDocument,
  studyDocumentSchema,
} from './study-document-schema.ts';

/** Our own fields nest at most a tenth as deep. */
const deepest = 64;

/**
 * The raw content of a study's JSON document: every missing or invalid field is a fault of a single FaultsError. `file`
 * is its name for the user.
 */
export function readStudyDocument(textOfFile: string, file: string): unknown {
  const content = parse(textOfFile, file);
  refuse(file, tooDeep(content));
  refuse(file, otherFormat(content));
  refuse(file, tooMany(content));
  refuse(file, schemaFindings(studyDocumentSchema, content));
  refuse(file, contradictions(content as StudyDocument));
  return content;
}

function refuse(file: string, findings: readonly Finding[]): void {
  if (findings.length > 0) throw new FaultsError(toFaults(findings, file, () => undefined));
}

function parse(textOfFile: string, file: string): unknown {
  try {
    return JSON.parse(textOfFile);
  } catch (error) {
    try {
      refuseBadJson(textOfFile, file);
    } catch (refusal) {
      // The parser that locates the fault is recursive.
      if (refusal instanceof RangeError)
        refuse(file, [{ path: [], constraint: 'is not JSON, and nests too deeply' }]);
      throw refusal;
    }
    throw error;
  }
}

/** Level by level, without recursion: the content may nest deeper than the call stack. */
function tooDeep(content: unknown): Finding[] {
  let level: unknown[] = [content];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return [{ path: [], constraint: `must nest at most ${deepest} levels deep` }];
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return [];
}

function otherFormat(content: unknown): Finding[] {
  const format = valueAt(content, ['format']);
  const version = valueAt(content, ['version']);
  if (format !== documentFormat) {
    const constraint = `must be "${documentFormat}": no study was exported to this file`;
    return [{ path: ['format'], constraint, value: format }];
  }
  if (typeof version !== 'number' || version <= documentVersion) return [];
  const constraint = `must be at most ${documentVersion}: a newer hpsearch wrote this file`;
  return [{ path: ['version'], constraint, value: version }];
}

/** Counts them before each is checked. */
function tooMany(content: unknown): Finding[] {
  return ['trials', 'ensembles'].flatMap((list) => {
    const value = valueAt(content, [list]);
    if (!Array.isArray(value) || value.length <= mostTrials) return [];
    return [{ path: [list], constraint: `must have at most ${mostTrials} entries`, value: value.length }];
  });
}

/** Faults beyond the schema: contradictory fields, duplicate numbers. */
function contradictions({ study, trials, ensembles }: StudyDocument): Finding[] {
  const kept = new Set(trials.filter(({ weights }) => weights !== undefined).map(({ trial }) => trial));
  if (study.baselines?.some(({ weights }) => weights !== undefined)) kept.add(linearNumber);
  const within = (list: string, findings: readonly Finding[]) =>
    findings.map((finding) => ({ ...finding, path: [list, ...finding.path] }));
  const ofStudy = studyContradictions(study);
  return [
    ...within('study', ofStudy),
    // Values are compared with the space only when it is valid.
    ...(ofStudy.length > 0 ? [] : within('trials', trialsContradictions(trials, study.spec))),
    ...within(
      'trials',
      trials.flatMap((trial, index) => outcomeFaults(trial, index, study.spec)),
    ),
    ...within('trials', trials.flatMap(bytesFaults)),
    ...within('study', baselineFaults(study.baselines ?? [])),
    ...within('ensembles', ensemblesContradictions(ensembles, kept)),
    ...within('ensembles', ensembles.flatMap(ensembleFaults)),
  ];
}

/** Weights of baselines that are damaged. */
function baselineFaults(baselines: NonNullable<StudyDocument['study']['baselines']>): Finding[] {
  return baselines.flatMap(({ weights }, index) => {
    const constraint = weights === undefined ? undefined : weightsFault(Buffer.from(weights, 'base64'));
    return constraint === undefined ? [] : [{ path: ['baselines', index, 'weights'], constraint }];
  });
}

function outcomeFaults(
  trial: StudyDocument['trials'][number],
  index: number,
  spec: StudyDocument['study']['spec'],
): Finding[] {
  return outcomeContradictions(trial, spec).map((each) => ({ ...each, path: [index, ...each.path] }));
}

function bytesFaults({ weights, optimizer }: StudyDocument['trials'][number], index: number): Finding[] {
  const ofWeights = weights === undefined ? undefined : weightsFault(Buffer.from(weights, 'base64'));
  const ofOptimizer = optimizer === undefined ? undefined : optimizerFault(Buffer.from(optimizer, 'base64'));
  return [
    ...(ofWeights === undefined ? [] : [{ path: [index, 'weights'], constraint: ofWeights }]),
    ...(ofOptimizer === undefined ? [] : [{ path: [index, 'optimizer'], constraint: ofOptimizer }]),
    ...(optimizer !== undefined && weights === undefined
      ? [{ path: [index, 'optimizer'], constraint: 'must stand beside weights' }]
      : []),
  ];
}
