/** Ops that cannot be written as a graph; the message says why, in one line without a full stop. */
export class Unrecordable extends Error {
  override readonly name = 'Unrecordable';
}

/** The place that a message names; `layer` is empty outside of layers. */
export function nameOfPlace(layer: string): string {
  return layer === '' ? 'the model' : `layer ${layer}`;
}
