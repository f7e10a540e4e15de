import type { DataSpec } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';

/**
 * Reads the rows that a space file's `data` asks for; `directory` is the space file's, for relative paths.
 * Throws a FaultsError that lists every fault of the request, or else every fault of the rows.
 */
export type SourceReader = (spec: DataSpec, directory: string) => Promise<RawData>;
