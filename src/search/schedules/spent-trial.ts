import type { Trial } from '../../study/trial.ts';

/** A training of a sampled trial that has ended: the whole of it, or the stretch up to a rung. */
export interface SpentTrial
  extends Pick<Trial, 'trial' | 'state' | 'value' | 'standardError' | 'infeasible' | 'epochs' | 'failure'> {
  /** True: a further stretch of a trial. `epochs` are those since the stretch before. */
  readonly isPromoted?: boolean;
}
