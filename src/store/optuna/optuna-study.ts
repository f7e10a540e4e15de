/** A study in Optuna's database, for both the writer and the reader of such files. */
export interface OptunaStudy {
  readonly name: string;
  readonly direction: 'MINIMIZE' | 'MAXIMIZE';
  readonly userAttributes: Attributes;
  readonly systemAttributes: Attributes;
  /** Ordered by number. */
  readonly trials: readonly OptunaTrial[];
}

/** Name → JSON text. */
export type Attributes = Readonly<Record<string, string>>;

export const optunaStates = ['RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING'] as const;
export type OptunaState = (typeof optunaStates)[number];

export interface OptunaTrial {
  readonly number: number;
  readonly state: OptunaState;
  /** UTC, as "2026-11-23 22:31:47.322883". */
  readonly start: string | null;
  readonly complete: string | null;
  readonly parameters: readonly OptunaParameter[];
  /** May be infinite; null when the trial has none. */
  readonly value: number | null;
  /** By step; a value may be infinite or NaN. */
  readonly intermediate: readonly { readonly step: number; readonly value: number }[];
  readonly userAttributes: Attributes;
  readonly systemAttributes: Attributes;
}

export interface OptunaParameter {
  /** The row's id, when it was read from a database. */
  readonly id?: number;
  readonly name: string;
  /** A number, or the index among the choices. */
  readonly value: number;
  /** JSON text: { name, attributes }. */
  readonly distribution: string;
}
