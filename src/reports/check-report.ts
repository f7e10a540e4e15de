import type { HumanBaseline } from '../metrics/human-baseline.ts';
import type { TableSchema } from './table-schema.ts';

export const checkStatuses = ['fail', 'warn', 'pass', 'skip'] as const;
export type CheckStatus = (typeof checkStatuses)[number];

/** The result of one check of the recipe, as plain JSON: docs/formats.md. */
export interface CheckResult {
  /** A fixed name, such as `initial-loss`. */
  readonly name: string;
  /** A statement that holds for a sound pipeline. */
  readonly hypothesis: string;
  readonly status: CheckStatus;
  /** One line for people, with the numbers; for `skip` the reason. */
  readonly message: string;
  /** The next thing to look at; only for warnings and failures. */
  readonly advice?: string;
  /** The measured numbers. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly exhibits: readonly Exhibit[];
  readonly seconds: number;
}

/** A chart or pictures that accompany a check's numbers. */
export type Exhibit =
  | { readonly kind: 'text'; readonly title: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'lines';
      readonly title: string;
      readonly xName: string;
      readonly yName: string;
      /** x starts at `firstX` and increases by 1 per point. */
      readonly firstX: number;
      readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
    }
  | {
      readonly kind: 'bars';
      readonly title: string;
      readonly names: readonly string[];
      readonly values: readonly number[];
    }
  | {
      readonly kind: 'images';
      readonly title: string;
      readonly shape: readonly [height: number, width: number, channels: number];
      /** Row-major bytes, 0 to 255, in base64. */
      readonly images: readonly { readonly caption: string; readonly pixels: string }[];
    };

export interface CheckReport {
  readonly study: string;
  readonly backend: string;
  /** The checked configuration: the middle of the space. */
  readonly config: Readonly<Record<string, string | number | boolean>>;
  /** Absent when the space has none. */
  readonly humanBaseline?: HumanBaseline;
  readonly results: readonly CheckResult[];
  /** How the table was read; absent for images. */
  readonly schema?: TableSchema;
}
