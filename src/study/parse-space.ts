import { basename, extname } from 'node:path';
import { FaultsError } from '../errors.ts';
import { nameFaults, placeIn, valueFaults } from './check-parameters.ts';
import { completeSpec } from './complete-spec.ts';
import { FaultList, valueAt } from './fault-list.ts';
import type { UnplacedFault } from './law-faults.ts';
import type { ParameterLaws } from './parameter-law.ts';
import { addSchemaFaults } from './schema-faults.ts';
import { addSectionFaults } from './section-faults.ts';
import { type Position, readDocument } from './space-document.ts';
import { addSpaceFaults, type SketchedSpace } from './space-faults.ts';
import { defaultFamily, spaceFileSchema } from './space-schema.ts';
import type { StudySpec } from './study-spec.ts';

export interface ParsedSpace {
  /** Deeply frozen. */
  readonly spec: StudySpec;
  /** Where a dotted field of the spec stands in the file, or what is around it; undefined when the file is silent. */
  locate(field: string): Position | undefined;
}

/** The laws of each model family's hyperparameters, those of the training loop included. */
export type FamilyLaws = Readonly<Record<string, ParameterLaws>>;

/**
 * Reads a space file: strict JSON when `file` ends in .json, else YAML. `file` names it in messages, as the user wrote
 * it. Raises one FaultsError with every fault; a file whose syntax is broken has no others.
 */
export function parseSpace(text: string, file: string, families: FamilyLaws): ParsedSpace {
  const document = readDocument(text, file);
  const { content } = document;
  const locate = (field: string) => document.locate(field.split('.'));
  const faults = new FaultList(file, document);
  addSchemaFaults(content, faults);
  addSectionFaults(content, Object.keys(families), faults);
  const space = addSpaceFaults(content, faults);
  faults.include(familyFaults(content, space, families).map(placeIn(file, { locate })));
  const found = faults.inOrder();
  if (found.length > 0) throw new FaultsError(found);
  const name = basename(file, extname(file)).trim();
  return { spec: completeSpec(spaceFileSchema.parse(content), name), locate };
}

/** A user's module states its laws when it is loaded: see checkParameters. */
function familyFaults(
  content: unknown,
  { names, parameters }: SketchedSpace,
  families: FamilyLaws,
): UnplacedFault[] {
  const written = valueAt(content, ['model']);
  const family = written === undefined ? defaultFamily : valueAt(written, ['type']);
  if (typeof family !== 'string' || valueAt(written, ['module']) !== undefined) return [];
  const laws = Object.hasOwn(families, family) ? families[family] : undefined;
  if (laws === undefined) return [];
  return [...nameFaults(names, { kind: 'family', family }, laws), ...valueFaults(parameters, laws)];
}
