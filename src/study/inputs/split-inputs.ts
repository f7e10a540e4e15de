interface Inputs {
  /** [rows, ...inputShape] */
  readonly x: Float32Array;
}

interface Splits<Split> {
  readonly train: Split;
  readonly validation: Split;
  readonly test: Split;
}

/** The splits with other inputs: those of a split that stands for two are made once, and stand for both. */
export function withInputs<Split extends Inputs>(
  { train, validation, test }: Splits<Split>,
  inputsOf: (split: Split) => Float32Array,
): Splits<Split> {
  const done = new Map<Split, Split>();
  const changed = (split: Split) => {
    const own = done.get(split) ?? { ...split, x: inputsOf(split) };
    done.set(split, own);
    return own;
  };
  return { train: changed(train), validation: changed(validation), test: changed(test) };
}
