import type { Message } from '../faults/message.ts';
import type { BackendName } from '../study/study-spec.ts';

/** The backend of a study; `timings` are milliseconds a step, of the backends that were measured. */
export interface MeasuredStudy {
  readonly name: string;
  readonly backend: string;
  readonly timings: Readonly<Record<string, number>>;
}

/** A database file and its faults. */
export interface DatabaseReport {
  readonly file: string;
  readonly bytes: number;
  /** The version of its tables; null where they cannot be read. */
  readonly schemaVersion: number | null;
  readonly knownVersion: number;
  readonly journalMode: string | null;
  /** SQLite's own check of its pages: 'ok', the first fault, or 'not checked' for a file that would take too long. */
  readonly integrity: string;
  readonly studies: readonly { readonly name: string; readonly trials: number }[];
  /** One line each; empty for a sound database. */
  readonly faults: readonly string[];
}

/** The machine, its backends and the database: what `doctor --json` prints. */
export interface DoctorReport {
  readonly hpsearch: string;
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  readonly cores: number;
  readonly backends: readonly {
    readonly name: BackendName;
    /** Why it does not load; null where it does. */
    readonly reason: Message | null;
    readonly versions: Readonly<Record<string, string>>;
  }[];
  /** Where native TensorFlow is installed; null where it is not. */
  readonly nativeFolder: string | null;
  readonly study: MeasuredStudy | null;
  readonly database: DatabaseReport | null;
}
