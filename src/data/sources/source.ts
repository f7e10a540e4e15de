import type { DataSpec } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';

/**
 * Reads the rows that a space file's `data` asks for; `directory` is the space file's, for relative paths. Throws a
 * FaultsError of all faults of the request, or else of all faults of the rows that the reading does not tolerate.
 */
export type SourceReader = (spec: DataSpec, directory: string, reading: Reading) => Promise<RawData>;
