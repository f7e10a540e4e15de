import type { Value } from '../study/distribution.ts';

/** A finding about a search that suggests another space, as plain JSON. */
export type Hint =
  | {
      /** Most trials ended because of maxEpochs while they still improved. */
      readonly kind: 'epochs';
      readonly trials: number;
      /** Complete trials that were looked at. */
      readonly of: number;
      readonly maxEpochs: number;
    }
  | {
      /** The best trial lies near a bound of the space that may be moved. */
      readonly kind: 'edge';
      readonly parameter: string;
      readonly value: Value;
      readonly edge: 'min' | 'max';
      readonly bound: number;
    }
  | {
      /** Enough trials are complete to see what matters, and to refine the space. */
      readonly kind: 'learned';
      readonly trials: number;
    };
