import type { SpaceFileInput } from '../../src/space-file/space-schema.ts';

type Section = Readonly<Record<string, unknown>>;

/** A search of ours: what its space file says other than the common one, and the ensembles made of it. */
export interface Variant {
  readonly data?: Section;
  readonly model?: Section;
  readonly space?: Section;
  readonly training?: Section;
  readonly search?: Section;
  /** Options of `ensemble`, by the end of the method's name. */
  readonly ensembles?: Readonly<Record<string, { readonly size?: number; readonly k?: number }>>;
}

/** The README's space. */
const space: SpaceFileInput['space'] = {
  learningRate: { type: 'logUniform', min: 1e-4, max: 1e-2 },
  layers: { type: 'int', min: 1, max: 3 },
  units: { type: 'logInt', min: 16, max: 256 },
  optimizer: { type: 'choice', values: ['adam', 'sgd'] },
  momentum: { type: 'uniform', min: 0, max: 0.99, when: { optimizer: 'sgd' } },
};

/** The searches that are compared by default; each is a method, and so is each of its ensembles. */
export const variants: Readonly<Record<string, Variant>> = {
  mlp: { data: { split: { folds: 5 } }, space },
  'mlp-split': { data: { split: { validation: 0.2 } }, space },
};

/** The methods of a variant: its best trial, and its ensembles. */
export function methodsOf(name: string, variant: Variant): string[] {
  return [name, ...Object.keys(ensemblesOf(variant)).map((end) => `${name}-${end}`)];
}

export function ensemblesOf(variant: Variant): NonNullable<Variant['ensembles']> {
  return variant.ensembles ?? { ensemble: {} };
}
