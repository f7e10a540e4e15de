import type { CaseFile, FuzzCase } from './fuzzer.ts';

/** True when the smaller case still has the fault. */
export type StillFails = (smaller: FuzzCase) => Promise<boolean>;

const mostTries = 80;
const mostMilliseconds = 15_000;

/** A smaller case with the same fault: commands, words, files, edits and pieces of texts are dropped while it remains. */
export async function shrink(fuzzCase: FuzzCase, stillFails: StillFails): Promise<FuzzCase> {
  let smallest = fuzzCase;
  let tries = 0;
  const endsAt = performance.now() + mostMilliseconds;
  for (let isSmaller = true; isSmaller && tries < mostTries; ) {
    isSmaller = false;
    for (const smaller of smallerCases(smallest)) {
      if (++tries > mostTries || performance.now() > endsAt) return smallest;
      if (!(await stillFails(smaller))) continue;
      smallest = smaller;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

/** The large steps first. */
function* smallerCases(fuzzCase: FuzzCase): Generator<FuzzCase> {
  const { commands, files } = fuzzCase;
  if (commands.length > 1) {
    for (const fewer of without(commands)) yield { ...fuzzCase, commands: fewer };
  }
  for (const [name, file] of Object.entries(files)) {
    for (const smaller of smallerFiles(file)) yield { ...fuzzCase, files: { ...files, [name]: smaller } };
  }
  for (const [index, args] of commands.entries()) {
    for (const fewer of without(args)) {
      if (fewer.length > 0) yield { ...fuzzCase, commands: commands.with(index, fewer) };
    }
  }
  for (const name of Object.keys(files)) {
    const { [name]: _, ...others } = files;
    yield { ...fuzzCase, files: others };
  }
}

function* smallerFiles(file: CaseFile): Generator<CaseFile> {
  if ('edits' in file && file.edits !== undefined && file.edits.length > 1) {
    for (const edits of without(file.edits)) yield { ...file, edits };
  }
  if (!('text' in file)) return;
  const lines = file.text.split('\n');
  const parts = lines.length > 4 ? { pieces: lines, glue: '\n' } : { pieces: [...file.text], glue: '' };
  for (const fewer of withoutPieces(parts.pieces)) yield { text: fewer.join(parts.glue) };
}

function* without<T>(items: readonly T[]): Generator<T[]> {
  for (const index of items.keys()) yield items.toSpliced(index, 1);
}

/** Halves are left out, then quarters, and so on to eighths. */
function* withoutPieces<T>(items: readonly T[]): Generator<T[]> {
  for (const parts of [2, 4, 8]) {
    const size = Math.ceil(items.length / parts);
    for (let start = 0; start < items.length && size < items.length; start += size) {
      yield items.toSpliced(start, size);
    }
  }
}
