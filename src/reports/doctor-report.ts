import type { Message } from '../faults/message.ts';
import type { BackendName } from '../study/study-spec.ts';

/** The backend of a study; `timings` are milliseconds per step of the measured backends. */
export interface MeasuredStudy {
  readonly name: string;
  readonly backend: string;
  readonly timings: Readonly<Record<string, number>>;
}

/** The large bytes of a study in one place outside the database. */
export interface ArtifactsReport {
  readonly place: string;
  readonly objects: number;
  readonly bytes: number;
  /** Objects that nothing refers to: of a process that was killed, or of one that records a trial right now. */
  readonly orphans: number;
  readonly orphanBytes: number;
}

/** A database file and its faults. */
export interface DatabaseReport {
  readonly file: string;
  readonly bytes: number;
  /** The version of its tables; null when they cannot be read. */
  readonly schemaVersion: number | null;
  readonly knownVersion: number;
  readonly journalMode: string | null;
  /** SQLite's own check of its pages: 'ok', the first fault, or 'not checked' for a file that would take too long. */
  readonly integrity: string;
  readonly studies: readonly {
    readonly name: string;
    readonly trials: number;
    /** Absent for a study whose bytes are all in the database. */
    readonly artifacts?: readonly ArtifactsReport[];
  }[];
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
  /** Whether products and sums are one instruction of the processor on wasm; without it, matrix products are several times slower. */
  readonly fusedMultiplyAdd: boolean;
  readonly backends: readonly {
    readonly name: BackendName;
    /** The reason why it does not load; null when it loads. */
    readonly reason: Message | null;
    readonly versions: Readonly<Record<string, string>>;
  }[];
  /** The folder of native TensorFlow; null when it is not installed. */
  readonly nativeFolder: string | null;
  readonly study: MeasuredStudy | null;
  readonly database: DatabaseReport | null;
}
