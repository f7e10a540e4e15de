import { basename, dirname, extname, resolve } from 'node:path';
import { type Fault, FaultsError } from '../faults/errors.ts';
import { spaceLimits } from '../study/limits.ts';
import type { ParameterConstraints } from '../study/parameter-constraint.ts';
import type { WrittenSpec } from '../study/study-spec.ts';
import { nameFaults, valueFaults, widthFaults } from './check-parameters.ts';
import { completeFunctionSpec, completeSpec } from './complete-spec.ts';
import { type Path, type Position, readDocument, type SpaceDocument } from './document/space-document.ts';
import { enqueueFaults } from './enqueue-faults.ts';
import { type Finding, toFaults, valueAt } from './finding.ts';
import { goalFaults } from './goal-faults.ts';
import {
  defaultNameFaults,
  type Known,
  moduleFaults,
  nameFaultsOf,
  spaceSizeFaults,
} from './outside-faults.ts';
import { readText } from './read-text.ts';
import { schemaFaults } from './schema-faults.ts';
import { sectionFaults } from './section-faults.ts';
import { defaultFamily } from './section-schemas.ts';
import { settingFaults } from './setting-faults.ts';
import { type SketchedSpace, sketchSpace, spaceFaults } from './space-faults.ts';
import { functionFileSchema, isFunctionFile, parameterName, spaceFileSchema } from './space-schema.ts';

export interface ParsedSpace {
  /** Deeply frozen. */
  readonly spec: WrittenSpec;
  /**
   * The position of a dotted field of the spec in the file, else of the innermost field around it; undefined when
   * neither is in the file.
   */
  locate(field: string): Position | undefined;
  /** The value of a dotted field as the file has it; undefined where it is left out. */
  written(field: string): unknown;
}

export interface ReadSpace extends ParsedSpace {
  /** The file's path as the user wrote it. */
  readonly file: string;
  /** Absolute: the folder that paths in the space file are relative to. */
  readonly directory: string;
}

/** The constraints of each model family's hyperparameters, including the training loop's. */
export type FamilyConstraints = Readonly<Record<string, ParameterConstraints>>;

export { checkParameters } from './check-parameters.ts';

/** A large numeric table is valid YAML too, and parsing it would exhaust the memory. */
const largestSpace = {
  bytes: spaceLimits.file,
  constraint: `must be a space file, of at most ${spaceLimits.file} bytes`,
  hint: 'name the file that says where the data are, and not the data',
};

/** Reads and checks a space file. Raises FaultsError, also when the file cannot be read. */
export function readSpace(path: string, families: FamilyConstraints, known: Known = {}): ReadSpace {
  const text = readText(path, largestSpace);
  const directory = dirname(resolve(path));
  return { ...parseSpace(text, path, families, { directory, ...known }), file: path, directory };
}

/**
 * Parses a space file: strict JSON when `file` ends in .json, else YAML. `file` names it in messages, as the user wrote
 * it. Raises one FaultsError with every fault; a file with a syntax error has no others.
 */
export function parseSpace(
  text: string,
  file: string,
  families: FamilyConstraints,
  known: Known = {},
): ParsedSpace {
  return parseDocument(readDocument(text, file), file, families, known);
}

/**
 * Like `readSpace`, for a space that a program gives: its paths are relative to `directory`, its faults have no line.
 */
export function takeSpace(
  content: unknown,
  directory: string,
  families: FamilyConstraints,
  known: Known = {},
): ReadSpace {
  const document = { content, faults: [], locate: () => undefined };
  const parsed = parseDocument(document, givenSpace, families, { directory, ...known });
  return { ...parsed, file: givenSpace, directory };
}

/** Stands for the file's name in messages, and for the name of a study that has none. */
const givenSpace = 'space';

function parseDocument(
  document: SpaceDocument,
  file: string,
  families: FamilyConstraints,
  known: Known,
): ParsedSpace {
  const { content } = document;
  const name = basename(file, extname(file)).trim();
  const findings = [
    ...spaceSizeFaults(content),
    ...defaultNameFaults(content, name),
    ...nameFaultsOf(content, known),
    ...moduleFaults(content, known),
  ];
  // In a space beyond the size limits the parameters are not checked.
  if (spaceSizeFaults(content).length === 0) findings.push(...contentFaults(content, families));
  const place = (path: Path) => document.locate(path) ?? document.locate([]) ?? document.start;
  const faults = [...document.faults, ...toFaults(findings, file, place)];
  if (faults.length > 0) throw new FaultsError(inOrder(faults));
  const spec = isFunctionFile(content)
    ? completeFunctionSpec(functionFileSchema.parse(content), name)
    : completeSpec(spaceFileSchema.parse(content), name);
  return {
    spec,
    locate: (field) => document.locate(pathOf(field, spec)),
    written: (field) => valueAt(content, pathOf(field, spec)),
  };
}

/** The names of parameters may have dots. */
function pathOf(field: string, { space }: Pick<WrittenSpec, 'space'>): string[] {
  const rest = field.startsWith('space.') ? field.slice('space.'.length) : '';
  const parameter = space.find(({ name }) => rest === name || rest.startsWith(`${name}.`));
  if (parameter === undefined) return field.split('.');
  const { name } = parameter;
  return ['space', name, ...(rest === name ? [] : rest.slice(name.length + 1).split('.'))];
}

function contentFaults(content: unknown, families: FamilyConstraints): Finding[] {
  const space = sketchSpace(content);
  return [
    ...schemaFaults(content),
    ...sectionFaults(content, Object.keys(families)),
    ...goalFaults(content),
    ...settingFaults(content, space.names),
    ...spaceFaults(content, space),
    ...enqueueFaults(content, space),
    ...familyFaults(content, space, families),
  ];
}

/** Sorts the faults from the top of the file to the bottom. */
function inOrder(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

/** Only model families: a user's module states its constraints when it is loaded, see checkParameters. */
function familyFaults(
  content: unknown,
  { names, parameters }: SketchedSpace,
  families: FamilyConstraints,
): Finding[] {
  const written = valueAt(content, ['model']);
  const family = written === undefined ? defaultFamily : valueAt(written, ['type']);
  if (typeof family !== 'string' || valueAt(written, ['module']) !== undefined || isFunctionFile(content)) {
    return [];
  }
  const constraints = Object.hasOwn(families, family) ? families[family] : undefined;
  if (constraints === undefined) return [];
  const wellNamed = names.filter((name) => parameterName.pattern.test(name));
  return [
    ...nameFaults(wellNamed, { kind: 'family', family }, constraints),
    ...valueFaults(parameters, constraints),
    // Beside a faulty `layers` nothing is known of their number.
    ...(names.includes('layers') && !parameters.some((each) => each.name === 'layers')
      ? []
      : widthFaults(parameters, constraints)),
  ];
}
