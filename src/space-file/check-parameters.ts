import { didYouMean } from '../faults/did-you-mean.ts';
import type { Fault } from '../faults/errors.ts';
import type { ParameterConstraints } from '../study/parameter-constraint.ts';
import type { Parameter } from '../study/search-space.ts';
import { isSetting, settingConstraint } from '../study/searched/searched-settings.ts';
import { surplusWidths } from '../study/searched/surplus-widths.ts';
import { type ModelSpec, modelTitle, type StudySpec } from '../study/study-spec.ts';
import { constraintFaults } from './constraint-faults.ts';
import type { Position } from './document/space-document.ts';
import { type Finding, toFaults } from './finding.ts';

/**
 * A space, its model and the position of each field in the file: the part of parseSpace's result that is needed here.
 */
export interface LocatedSpace {
  readonly spec: Pick<StudySpec, 'space' | 'model'>;
  locate(field: string): Position | undefined;
}

/** The ways a space breaks its model's constraints: parameter names the model does not know, values it cannot take. */
export function checkParameters(
  parsed: LocatedSpace,
  constraints: ParameterConstraints,
  file: string,
): Fault[] {
  const { space, model } = parsed.spec;
  const names = space.map(({ name }) => name);
  const findings = [...nameFaults(names, model, constraints), ...valueFaults(space, constraints)];
  return toFaults(findings, file, (path) => parsed.locate(path.map(String).join('.')));
}

/** Names that the model does not know, and names that it requires. */
export function nameFaults(
  names: readonly string[],
  model: ModelSpec,
  constraints: ParameterConstraints,
): Finding[] {
  const title = modelTitle(model);
  const known = Object.keys(constraints);
  const unknown = names.filter((name) => !Object.hasOwn(constraints, name) && !isSetting(name));
  const given = new Set(names);
  const missing = known.filter((name) => constraints[name]?.type === 'any' && !given.has(name));
  return [
    ...unknown.map((name) => ({
      path: ['space', name],
      constraint: `is not a hyperparameter of ${title}`,
      hint:
        didYouMean(name, known) ??
        listOf(known.filter((each) => isAugmentation(each) === isAugmentation(name))),
    })),
    ...missing.map((name) => ({
      path: ['space', name],
      constraint: `must be given: ${title} has no default for it`,
    })),
  ];
}

function isAugmentation(name: string): boolean {
  return name.startsWith('augment.');
}

/** Undefined for a long list, which would hide the fault beside it. */
function listOf(known: readonly string[]): string | undefined {
  const list = `known: ${known.join(', ')}`;
  return list.length <= 160 ? list : undefined;
}

/** Widths of layers that there cannot be, in a model whose `layers` count its layers. */
export function widthFaults(space: readonly Parameter[], constraints: ParameterConstraints): Finding[] {
  const { layers } = constraints;
  if (layers?.type !== 'integer') return [];
  const { names, most } = surplusWidths(space, layers.default);
  const known = names.filter((name) => Object.hasOwn(constraints, name));
  const constraint = `must name a layer that there can be: layers is at most ${most}`;
  return known.map((name) => ({ path: ['space', name], constraint }));
}

/** Checks every value that a parameter's distribution can give against its constraint. Unknown names are skipped. */
export function valueFaults(space: readonly Parameter[], constraints: ParameterConstraints): Finding[] {
  return space.flatMap(({ name, distribution }) => {
    const constraint = Object.hasOwn(constraints, name) ? constraints[name] : settingConstraint(name);
    return constraint === undefined ? [] : constraintFaults(['space', name], distribution, constraint);
  });
}
