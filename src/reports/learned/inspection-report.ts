import type { Exhibit } from '../check-report.ts';
import type { ConfusionReport, SuspectRow } from '../suspects-report.ts';

/** The parts of a trial's page besides its record, as plain JSON: docs/formats.md. */
export interface InspectionReport {
  readonly network: NetworkInspection | Untold;
  readonly dynamics: DynamicsInspection | Untold;
}

/** Why a part is not there, in one line. */
export interface Untold {
  readonly missing: string;
}

/** The predictions of a target for the validation split. */
export interface TargetInspection {
  /** Only for classifications. */
  readonly confusion?: ConfusionReport;
  /** Only for regressions. */
  readonly scatter?: ScatterReport;
  /** The validation rows with the highest loss, highest first. */
  readonly worst: readonly WorstRow[];
}

/** The trained network, and its predictions for the validation split. */
export interface NetworkInspection extends TargetInspection {
  /** Number of validation rows. */
  readonly rows: number;
  /** The tables of each of several targets or labels; the network has none of its own then. */
  readonly targets?: readonly (TargetInspection & { readonly name: string })[];
  /** The network whose layers are shown, where the trial has several. */
  readonly shownNetwork?: string;
  /** Absent where no layer has a kernel. */
  readonly firstLayer?: { readonly message: string; readonly exhibit: Exhibit };
  /** On `layerRows` validation rows, in the order of the calls. */
  readonly layers: readonly LayerReport[];
  readonly layerRows: number;
  /** The shape of the rows' `pixels`; absent for tables. */
  readonly imageShape?: readonly [height: number, width: number, channels: number];
}

/** Validation rows, at most 2,000 of them, in the target's units. */
export interface ScatterReport {
  readonly target: string;
  readonly given: readonly number[];
  readonly predicted: readonly number[];
}

/** The outputs of a layer with weights, or of an activation. */
export interface LayerReport {
  readonly name: string;
  readonly units: number;
  /** Share of the units that output zero for every row. */
  readonly dead: number;
  /** Root mean square of the outputs. */
  readonly size: number;
}

export interface WorstRow extends SuspectRow {
  /** The class's name, or the target's value in its own units. */
  readonly given: string | number;
  readonly predicted: string | number;
  /** Probability of the given class; only for classifications. */
  readonly probability?: number;
}

/** Predictions for fixed validation rows after each epoch, from another training of the trial. */
export interface DynamicsInspection {
  /** Number of rows that were followed; the exhibit shows some of them. */
  readonly rows: number;
  readonly exhibit: Exhibit;
  /** Mean movement to and fro per epoch at the end, as a probability or in standard deviations of the target. */
  readonly jitter: number;
  /** False where the losses of the other training differ from the recorded ones. */
  readonly isIdentical: boolean;
}
