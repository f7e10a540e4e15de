import type { Fault } from '../errors.ts';
import type { Path, SpaceDocument } from './space-document.ts';

/** Gathers the faults of one space file, each with the line and the value that the document has for its field. */
export class FaultList {
  private readonly file: string;
  private readonly document: SpaceDocument;
  private readonly faults: Fault[];

  constructor(file: string, document: SpaceDocument) {
    this.file = file;
    this.document = document;
    this.faults = [...document.faults];
  }

  /** The value at `path` breaks `law`. A field that is not there is shown without a value, at the one around it. */
  add(path: Path, law: string, hint?: string): void {
    const value = valueAt(this.document.content, path);
    this.push(path, {
      law,
      ...(value === undefined ? {} : { value }),
      ...(hint === undefined ? {} : { hint }),
    });
  }

  /** As `add`, where showing the value would tell nothing. */
  addField(path: Path, law: string, hint?: string): void {
    this.push(path, { law, ...(hint === undefined ? {} : { hint }) });
  }

  /** As `add`, where `value` is one of several that stand at `path`. */
  addValue(path: Path, value: unknown, law: string, hint?: string): void {
    this.push(path, { law, value, ...(hint === undefined ? {} : { hint }) });
  }

  /** Faults found elsewhere, complete with their places. */
  include(faults: readonly Fault[]): void {
    this.faults.push(...faults);
  }

  /** In the order of the file's lines. */
  inOrder(): Fault[] {
    return this.faults.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
  }

  private push(path: Path, rest: Pick<Fault, 'law' | 'value' | 'hint'>): void {
    const line = (this.document.locate(path) ?? this.document.locate([]))?.line ?? 1;
    this.faults.push({ file: this.file, line, field: path.map(String).join('.'), ...rest });
  }
}

/** Undefined when nothing stands there; JSON and YAML themselves have no undefined. */
export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return isThere ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
  }, content);
}
