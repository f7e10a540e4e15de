interface NumberChoiceProps {
  readonly label: string;
  readonly min: number;
  readonly value: number;
  setValue(value: number): void;
}

/** A whole number from `min` on; anything else is not taken. */
export function NumberChoice({ label, min, value, setValue }: NumberChoiceProps) {
  const change = (event: { currentTarget: HTMLInputElement }) => {
    const number = Number(event.currentTarget.value);
    if (Number.isSafeInteger(number) && number >= min) setValue(number);
  };
  return (
    <p>
      <label>
        {label} <input type="number" min={min} step={1} value={value} onInput={change} />
      </label>
    </p>
  );
}
