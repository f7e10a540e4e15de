import type { Value } from '../distribution.ts';
import type { ParameterConstraint, ParameterConstraints } from '../parameter-constraint.ts';
import { scalings } from '../scaling.ts';
import type { Configuration } from '../search-space.ts';
import type { StudySpec, TrainingSpec } from '../study-spec.ts';
import { columnOf, scalingParameter, windowLengthParameter } from './column-selection.ts';
import { imageSizeParameter } from './image-size.ts';

/** Fields of other sections that a space may search, by their dotted names. */
const settings: ParameterConstraints = {
  [scalingParameter]: { type: 'choice', values: scalings, default: 'standard' },
  [windowLengthParameter]: { type: 'integer', min: 1, max: 10_000, default: 1 },
  [imageSizeParameter]: { type: 'integer', min: 1, max: 4096, default: 1 },
  'training.patience': { type: 'integer', min: 1, default: 5 },
  'training.minDelta': { type: 'number', min: 0, default: 0 },
  /** 1: the weights of an epoch, without an average. */
  'training.averageEpochs': { type: 'integer', min: 1, default: 1 },
};

/** For messages. */
export const settingNames: readonly string[] = [...Object.keys(settings), 'data.columns.NAME'];

/** True for a name that a field of the sections `data` and `training` has. */
export function isSetting(parameter: string): boolean {
  return /^(?:data|training)\./.test(parameter);
}

/** The values that such a field takes; undefined where a space cannot search it. */
export function settingConstraint(parameter: string): ParameterConstraint | undefined {
  if (columnOf(parameter) !== undefined) return { type: 'choice', values: [true, false], default: true };
  return Object.hasOwn(settings, parameter) ? settings[parameter] : undefined;
}

/** The defaults that a study itself has: inputs are read in the largest of the searched sizes and lengths. */
const studyDefaults: Readonly<Record<string, (spec: StudyParts) => number | undefined>> = {
  'training.patience': ({ training }) => training.patience,
  [imageSizeParameter]: ({ data }) => data.size?.[0],
  [windowLengthParameter]: ({ data }) => data.window?.length,
};

type StudyParts = Pick<StudySpec, 'data' | 'training'>;

/**
 * Such a field with what a trial without it has in this study. Undefined where that is nothing the data are prepared for,
 * as a scaling that the space does not list.
 */
export function studySetting(
  { data, training }: StudyParts,
  parameter: string,
): ParameterConstraint | undefined {
  const constraint = settingConstraint(parameter);
  if (constraint?.type === 'integer' && Object.hasOwn(studyDefaults, parameter)) {
    const fallback = studyDefaults[parameter]?.({ data, training });
    return fallback === undefined ? undefined : { ...constraint, default: fallback };
  }
  const isPrepared = (value: Value) => data.scalings?.some((scaling) => scaling === value) ?? false;
  if (constraint?.type !== 'choice' || parameter !== scalingParameter) return constraint;
  return isPrepared(constraint.default) ? constraint : undefined;
}

/** How a configuration is trained: the study's settings, and those that its space searches. */
export function trainingOf<Training extends TrainingSpec>(
  training: Training,
  config: Configuration,
): Training {
  const { averageEpochs: average, ...rest } = training;
  const number = (field: string) => config[`training.${field}`] as number | undefined;
  const averageEpochs = number('averageEpochs') ?? average ?? 1;
  return {
    ...(rest as Training),
    patience: number('patience') ?? training.patience,
    minDelta: number('minDelta') ?? training.minDelta,
    ...(averageEpochs > 1 && { averageEpochs }),
  };
}
