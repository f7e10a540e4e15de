import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { type FileTarget, requireFileTarget } from '../../files/target.ts';
import { writeWholeText } from '../../files/write-whole.ts';
import { knownBest } from '../../refinement/known-best.ts';
import type { RefinedSpace } from '../../refinement/refine-space.ts';
import type { RefineReport } from '../../reports/learned/refine-report.ts';
import { specContent } from '../../space-file/document/spec-content.ts';
import { spaceText } from '../../space-file/document/write-document.ts';
import { requireStudy } from '../../store/require-study.ts';
import { withStore } from '../../store/with-store.ts';
import type { SpaceChange } from '../../study/search/stage.ts';
import { type StudySpec, withoutModel } from '../../study/study-spec.ts';
import type { Trial } from '../../study/trial.ts';
import { epochHints } from '../hints/study-hints.ts';
import { path } from '../options/kinds.ts';
import type { OptionsOf } from '../options/option.ts';
import { storedStudy } from '../options/shared.ts';
import { bestShareOption } from './importance.ts';
import { learnedStage } from './learned-stage.ts';
import { refinedFile, refinedName, remarksOn } from './refined-file.ts';
import { refinedSpace } from './refined-space.ts';

export const refineOptions = {
  options: {
    to: path({
      describe: 'space file to write, YAML with the reasons as comments, or .json; never one that exists',
      defaultText: "the new study's name",
    }),
    best: bestShareOption('share of the trials that count as the best'),
    ...storedStudy,
  },
};

/**
 * Writes a space file for a next search: narrowed to where a study's best trials are, wider where they hug an edge, and
 * without the parameters that have no visible effect. Writes nothing when there is nothing to change. UsageError below ten
 * ended trials, for a study without a model or a function, and for a file that exists.
 */
export function refine(request: OptionsOf<typeof refineOptions.options>): Promise<RefineReport> {
  const { best, study: name, db } = request;
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const { spec, directory } = study;
    const to = request.to ?? refinedFile(refinedName(spec.name));
    requireNewFile(to);
    if (spec.model.kind === 'imported')
      throw new UsageError(`'${study.name}': ${withoutModel(spec.model.from)}`);
    const learned = learnedStage(study, await store.trials(study.id));
    const folders = { from: directory, to: dirname(resolve(to)) };
    const contentOf = (each: RefinedSpace, ranking: readonly Trial[]) =>
      specContent({ ...spec, ...refinedSections(learned.spec, ranking, each) }, folders);
    const { importance, ranked, refined } = await refinedSpace({
      ...{ study, ...learned, best, contentOf, directory: folders.to },
    });
    const changes = [...refined.changes, ...lengthChanges(spec, ranked)];
    const report = {
      ...{ study: study.name, name: refinedName(spec.name), trials: importance.trials },
      ...{ best: importance.best ?? 0, changes, kept: refined.kept },
    };
    if (changes.length === 0) return { ...report, to: null };
    const text = spaceText(to, contentOf(refined, ranked), remarksOn(report, spec));
    await writeWholeText(newFile(to), async (open) => void (await open.writeFile(text)));
    return { ...report, to };
  });
}

function refinedSections(spec: StudySpec, ranked: readonly Trial[], { space }: RefinedSpace) {
  const [longer] = lengthChanges(spec, ranked);
  const configs = ranked.map(({ config }) => config);
  const known = Math.min(mostKnown, spec.search.trials);
  const maxEpochs = longer?.after?.type === 'fixed' ? Number(longer.after.value) : spec.training.maxEpochs;
  return {
    name: refinedName(spec.name),
    space,
    training: { ...spec.training, maxEpochs },
    // The same seed would draw the same places of the ranges again.
    search: { ...spec.search, seed: spec.search.seed + 1, enqueue: knownBest(space, configs, known) },
  };
}

/** The best configurations run first in the next search. */
const mostKnown = 3;

/** Twice the epochs where they ended most trials before their patience did. */
function lengthChanges(spec: StudySpec, ranked: readonly Trial[]): SpaceChange[] {
  const { maxEpochs, patience } = spec.training;
  const [hint] = patience < maxEpochs ? epochHints(spec, ranked) : [];
  if (hint?.kind !== 'epochs') return [];
  return [
    {
      parameter: 'training.maxEpochs',
      kind: 'widened',
      before: { type: 'fixed', value: maxEpochs },
      after: { type: 'fixed', value: 2 * maxEpochs },
      reason: `${hint.trials} of ${hint.of} trials ran all epochs`,
    },
  ];
}

function newFile(path: string): FileTarget {
  return { option: 'to', path, mayReplace: false, kind: { name: '', recognises: () => false }, reads: [] };
}

/** An older refined file may have been edited since. */
function requireNewFile(path: string): void {
  if (existsSync(path))
    throw new UsageError(message`${option('to')}: ${path} exists and stays; name another file`);
  requireFileTarget(newFile(path));
}
