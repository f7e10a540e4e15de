/** Bytes of a trial that are outside the database. */
export interface Artifact {
  /** 'weights', 'optimizer', 'parked', 'fold-0-weights' or 'fold-0-optimizer'. */
  readonly part: string;
  readonly place: string;
  readonly name: string;
  readonly bytes: number;
}

/** An artifact in a database's list of them. */
export interface LedgerRow extends Artifact {
  readonly trial: number;
  /** True when nothing refers to it any more, and only its deletion is left to do. */
  readonly isDropped: boolean;
}

/** The part of a store that tells where large bytes are. */
export interface ArtifactPlaces {
  /** Sets where the study's later weights and parked states of a mebibyte or more are stored. */
  setArtifacts(studyId: number, place: string): Promise<void>;
  /** Undefined when they are in the database. */
  artifactsPlace(studyId: number): Promise<string | undefined>;
  /** All artifacts of a study. */
  artifacts(studyId: number): Promise<LedgerRow[]>;
}
