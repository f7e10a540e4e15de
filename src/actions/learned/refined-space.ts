import { FaultsError } from '../../faults/errors.ts';
import { drawnTrials, measureImportance } from '../../importance/measure.ts';
import { type RefinedSpace, refineSpace } from '../../refinement/refine-space.ts';
import type { ParameterImportanceReport } from '../../reports/learned/parameter-importance-report.ts';
import { prepareSpec } from '../../search/prepare-spec.ts';
import type { Study } from '../../store/store.ts';
import type { RankedTrial } from '../../study/ranking.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import type { Trial } from '../../study/trial.ts';
import { constraintOf } from '../hints/edge-hints.ts';

export interface RefineSource {
  readonly study: Study;
  /** The spec by which these trials were sampled. */
  readonly spec: StudySpec;
  readonly trials: readonly Trial[];
  /** The share of the trials that count as the best. */
  readonly best?: number | undefined;
  /** The content of a space file with the new space, whose paths are relative to `directory`. */
  contentOf(refined: RefinedSpace, ranked: readonly RankedTrial[]): object;
  readonly directory: string;
}

export interface RefinedStudy {
  readonly importance: ParameterImportanceReport;
  /** Complete trials, best first. */
  readonly ranked: readonly RankedTrial[];
  readonly refined: RefinedSpace;
}

/** The space of a next search, which the model takes. UsageError below ten ended trials. */
export async function refinedSpace(source: RefineSource): Promise<RefinedStudy> {
  const { study, spec, trials, best, directory } = source;
  const measured = { name: study.name, spec };
  const importance = measureImportance(measured, trials, { method: 'ped-anova', best, pairs: false });
  const { drawn, ranked } = drawnTrials(trials, spec.objective.direction);
  const refineWith = (grounded: ReadonlySet<string>) =>
    refineSpace({
      space: spec.space,
      all: drawn.map(({ config }) => config),
      best: ranked.slice(0, importance.best ?? ranked.length).map(({ config }) => config),
      importance,
      constraintOf: (parameter) => constraintOf(study, parameter),
      mayGrow: (parameter) => !grounded.has(parameter),
    });
  const refined = await accepted(refineWith, (each) => ({
    content: source.contentOf(each, ranked),
    directory,
  }));
  return { importance, ranked, refined };
}

/** Refines again without the growth of ranges that the model refuses: a user's module says its constraints itself. */
async function accepted(
  refineWith: (grounded: ReadonlySet<string>) => RefinedSpace,
  spaceOf: (refined: RefinedSpace) => { readonly content: object; readonly directory: string },
): Promise<RefinedSpace> {
  const refined = refineWith(new Set());
  try {
    await prepareSpec({ space: spaceOf(refined) });
    return refined;
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error;
    const wider = refined.changes.filter(({ kind }) => kind === 'widened').map(({ parameter }) => parameter);
    const refused = wider.filter((parameter) =>
      error.faults.some(({ field }) => `${field}.`.startsWith(`space.${parameter}.`)),
    );
    if (refused.length === 0) throw error;
    return refineWith(new Set(refused));
  }
}
