import { FaultsError, UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { fewestToRefine } from '../../importance/best-share.ts';
import { knownIn } from '../../study/search/known-configurations.ts';
import type { Stage } from '../../study/search/stage.ts';
import { lastStage } from '../../study/stages/staged-spec.ts';
import { type WrittenSpec, whyNoModels } from '../../study/study-spec.ts';
import { parameterConstraints } from '../../training/models/user-module.ts';
import type { Overrides, PreparedSpec } from '../prepare-spec.ts';
import { overfitSpace, searchedRegularisers } from './overfit-space.ts';

/**
 * The spec with the first stage that its search asks for. `isBegun`: a study of that name exists, whose stages it has.
 * FaultsError, or UsageError for an option, when the space or the study cannot have the stage.
 */
export async function beginStages<Spec extends WrittenSpec>(
  spec: Spec,
  isBegun: boolean,
  read: Pick<PreparedSpec, 'file' | 'locate' | 'directory'>,
  overrides: Pick<Overrides, 'stage'>,
): Promise<Spec> {
  const { stage, stages = [] } = spec.search;
  if (stage === undefined) return spec;
  const refuse = (constraint: string) => refusal(spec, constraint, read, overrides);
  if (stage === 'refine') {
    if (spec.search.trials >= fewestToRefine || lastStage(spec.search)?.name === 'refine') return spec;
    throw refuse(
      `must come with at least ${fewestToRefine} trials a stage, which show what matters; there are ${spec.search.trials}`,
    );
  }
  if (whyNoModels(spec.model) !== undefined) {
    throw refuse('must be refine or left out, for a function has no regularisers that are known');
  }
  if (isBegun && stages[0]?.name !== 'overfit') {
    throw refuse(`must be refine or left out, for study '${spec.name}' has begun without the stage overfit`);
  }
  if (
    stage === 'regularise' &&
    lastStage(spec.search)?.name === 'refine' &&
    stages[1]?.name !== 'regularise'
  ) {
    throw refuse(`must be refine or left out, for study '${spec.name}' has been refined already`);
  }
  const constraints = await parameterConstraints(spec.model, read.directory);
  if (stage === 'regularise' && searchedRegularisers(spec.space, constraints).length === 0) {
    throw refuse('must come with a regulariser in the space, such as dropout, weightDecay or augment.noise');
  }
  if (isBegun) return spec;
  const { space, changes } = overfitSpace(spec.space, constraints);
  if (space.every(({ distribution }) => distribution.type === 'fixed')) {
    throw refuse(
      'must come with a parameter in the space that is no regulariser, such as units or learningRate',
    );
  }
  checkKnown(spec, space, read);
  const first: Stage = { name: 'overfit', from: 0, space, ...withoutFixed(spec, space), changes };
  return { ...spec, search: { ...spec.search, stages: [first] } };
}

/** A known configuration of the space file must not ask for a regulariser that the first stage has off. */
function checkKnown(
  { search: { enqueue = [] } }: WrittenSpec,
  space: Stage['space'],
  { file, locate }: Pick<PreparedSpec, 'file' | 'locate'>,
): void {
  const faults = enqueue.flatMap((known, index) =>
    space.flatMap(({ name, distribution }) => {
      const value = known[name];
      if (distribution.type !== 'fixed' || value === undefined || value === distribution.value) return [];
      const field = `search.enqueue.${index}.${name}`;
      const constraint = `must be ${distribution.value} or left out: the stage overfit, which comes first, has it so`;
      return [{ file, field, constraint, value, ...locate(field) }];
    }),
  );
  if (faults.length > 0) throw new FaultsError(faults);
}

/** Known configurations with the values that the stage fixes left out. */
function withoutFixed({ search }: WrittenSpec, space: Stage['space']): Pick<Stage, 'enqueue'> {
  const fixed = new Set(
    space.filter(({ distribution }) => distribution.type === 'fixed').map(({ name }) => name),
  );
  const enqueue = knownIn(search).map((known) =>
    Object.fromEntries(Object.entries(known).filter(([name]) => !fixed.has(name))),
  );
  return enqueue.length === 0 ? {} : { enqueue };
}

function refusal(
  { search: { stage } }: WrittenSpec,
  constraint: string,
  { file, locate }: Pick<PreparedSpec, 'file' | 'locate'>,
  overrides: Pick<Overrides, 'stage'>,
): Error {
  if (overrides.stage !== undefined) return new UsageError(message`${option('stage')}: ${constraint}`);
  const field = 'search.stage';
  return new FaultsError([{ file, field, constraint, value: stage, ...locate(field) }]);
}
