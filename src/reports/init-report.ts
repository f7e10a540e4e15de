/** The output of `init --json`. */
export interface InitReport {
  readonly to: string;
  /** The targets, separated by commas; absent for images and built-in data. */
  readonly target?: string;
  readonly task: 'classification' | 'regression' | 'joint' | 'multilabel';
  readonly rows: number;
  readonly model: string;
  /** The decisions that the data led to. */
  readonly notes: readonly string[];
  /** Why a search would refuse the data as they are; the file may say what mends that. Absent when it would not. */
  readonly refused?: readonly string[];
}
