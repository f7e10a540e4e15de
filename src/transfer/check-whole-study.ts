import { type Fault, FaultsError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { recordFindings, schemaFindings } from '../records/record-findings.ts';
import { studyContradictions } from '../records/study-contradictions.ts';
import { studyRecord } from '../records/study-record.ts';
import { mostTrials, trialsContradictions } from '../records/trials-contradictions.ts';
import { type Finding, toFaults } from '../space-file/finding.ts';
import type { RecordedTrial, WholeStudy } from '../store/store.ts';
import { brokenStudyName } from '../study/study-name.ts';
import { cutMessage } from './cut-message.ts';
import { modelFaults } from './model-faults.ts';

/**
 * Checks a study that was read from a file, and cuts its texts to a displayable length. FaultsError with all its
 * faults. `isDocument`: each field has already been checked at its own place.
 */
export function checkedStudy(whole: WholeStudy, file: string, isDocument: boolean): WholeStudy {
  const faults = [
    ...nameFaults(whole.study.name, file),
    ...toFaults(isDocument ? [] : findings(whole), file, () => undefined),
    ...toFaults(modelFaults(whole), file, () => undefined),
  ];
  if (faults.length > 0) throw new FaultsError(faults);
  return { ...whole, trials: whole.trials.map(withCutMessage) };
}

function nameFaults(name: string, file: string): Fault[] {
  const constraint = brokenStudyName(name);
  return constraint === undefined
    ? []
    : [
        {
          file,
          field: "the study's name",
          constraint,
          value: name,
          hint: message`${option('name')} gives it another one`,
        },
      ];
}

function findings({ study, trials }: WholeStudy): Finding[] {
  if (trials.length > mostTrials) {
    return [{ path: ['trials'], constraint: `must be at most ${mostTrials}`, value: trials.length }];
  }
  const ofFields = [
    ...schemaFindings(studyRecord, study).map((finding) => ({
      ...finding,
      path: ['study', ...finding.path],
    })),
    ...trials.flatMap(({ trial, history }, index) =>
      [
        ...recordFindings('trial', trial),
        ...recordFindings('history', history).map((each) => ({ ...each, path: ['history', ...each.path] })),
      ].map((finding) => ({ ...finding, path: ['trials', index, ...finding.path] })),
    ),
  ];
  if (ofFields.length > 0) return ofFields;
  const ofStudy = studyContradictions(study as Parameters<typeof studyContradictions>[0]);
  if (ofStudy.length > 0) return ofStudy.map((each) => ({ ...each, path: ['study', ...each.path] }));
  const all = trials.map(({ trial, history }) => ({ ...trial, history }));
  return trialsContradictions(all, study.spec).map((each) => ({ ...each, path: ['trials', ...each.path] }));
}

function withCutMessage(recorded: RecordedTrial): RecordedTrial {
  const { failure } = recorded.trial;
  if (failure === null) return recorded;
  const cut = { ...failure, message: cutMessage(failure.message) };
  return { ...recorded, trial: { ...recorded.trial, failure: cut } };
}
