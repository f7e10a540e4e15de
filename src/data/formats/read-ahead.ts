import { FaultsError } from '../../faults/errors.ts';

/** The first parts of a file read in parts, and an iteration over all of it. */
interface Opening<Part> {
  readonly first: readonly Part[];
  /** Iterate once: `first` again and the rest. A fault among the first parts is thrown at its position. */
  readonly all: AsyncIterable<Part>;
}

/**
 * Reads ahead until the parts hold `rows` rows, so that a table's columns are known before its rows are used.
 * FaultsError when the file has no row, or none before its first fault.
 */
export async function readAhead<Part>(
  file: string,
  parts: AsyncIterator<Part>,
  { rows, countOf }: { readonly rows: number; readonly countOf: (part: Part) => number },
): Promise<Opening<Part>> {
  const first: Part[] = [];
  let count = 0;
  let fault: FaultsError | undefined;
  while (count < rows && fault === undefined) {
    try {
      const next = await parts.next();
      if (next.done) break;
      first.push(next.value);
      count += countOf(next.value);
    } catch (error) {
      if (!(error instanceof FaultsError)) throw error;
      fault = error;
    }
  }
  if (count === 0) throw fault ?? emptyFile(file);
  return { first, all: continued(first, fault, parts) };
}

export function emptyFile(file: string): FaultsError {
  return new FaultsError([{ file, field: 'rows', constraint: 'must be there, but the file is empty' }]);
}

async function* continued<Part>(
  first: readonly Part[],
  fault: FaultsError | undefined,
  rest: AsyncIterator<Part>,
): AsyncGenerator<Part> {
  try {
    yield* first;
    if (fault !== undefined) throw fault;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    // Closes the file when the rows are not read to their end.
    await rest.return?.();
  }
}
