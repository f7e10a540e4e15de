import type { ConfigurationFault } from '../../../study/check-configuration.ts';
import { extentOf } from '../../../study/distribution-range.ts';
import type { Parameter } from '../../../study/search-space.ts';
import { numberText } from '../../frame/number-words.ts';
import { numberAt, sliderSteps, stepOf } from './drafted-configuration.ts';

interface ParameterFieldProps {
  readonly parameter: Parameter;
  /** Empty: the search draws the value. */
  readonly text: string;
  readonly fault?: ConfigurationFault | undefined;
  onText(text: string): void;
}

/** The value of a parameter: a choice among its values, or a slider over its distribution with a number beside it. */
export function ParameterField({ parameter, text, fault, onText }: ParameterFieldProps) {
  const { name, distribution } = parameter;
  const id = `parameter-${name}`;
  const faultId = `${id}-fault`;
  const marks = { id, 'aria-invalid': fault !== undefined, ...(fault && { 'aria-describedby': faultId }) };
  return (
    <div class="parameter-field">
      <label for={id}>
        {name} <small>{rangeText(parameter)}</small>
      </label>
      {distribution.type === 'choice' ? (
        <select {...marks} value={text} onChange={(event) => onText(event.currentTarget.value)}>
          <option value="">drawn at random</option>
          {distribution.values.map((value) => (
            <option key={String(value)} value={String(value)}>
              {String(value)}
            </option>
          ))}
        </select>
      ) : (
        <NumberField {...{ parameter, text, onText, marks }} />
      )}
      {fault !== undefined && (
        <p class="field-fault" id={faultId}>
          {fault.constraint}
        </p>
      )}
    </div>
  );
}

interface NumberFieldProps extends Pick<ParameterFieldProps, 'parameter' | 'text' | 'onText'> {
  readonly marks: object;
}

function NumberField({ parameter: { name, distribution }, text, onText, marks }: NumberFieldProps) {
  const number = Number(text);
  const step = text.trim() === '' || Number.isNaN(number) ? sliderSteps / 2 : stepOf(distribution, number);
  return (
    <div class={text === '' ? 'number-field is-drawn' : 'number-field'}>
      <input
        type="range"
        min={0}
        max={sliderSteps}
        value={step}
        aria-label={`${name}, slider`}
        aria-valuetext={text === '' ? 'drawn at random' : text}
        onInput={(event) => onText(String(numberAt(distribution, Number(event.currentTarget.value))))}
      />
      <input
        {...marks}
        type="text"
        inputMode="decimal"
        size={9}
        value={text}
        placeholder="at random"
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <button
        type="button"
        class="quiet-button"
        disabled={text === ''}
        aria-label={`${name}: draw at random`}
        title="Draw at random"
        onClick={() => onText('')}
      >
        ×
      </button>
    </div>
  );
}

/** "1e-4 to 0.1, log". */
function rangeText({ distribution }: Parameter): string {
  const extent = extentOf(distribution);
  if (extent === undefined) return '';
  const isLog = distribution.type.startsWith('log');
  const ends =
    Number.isFinite(extent.min) && Number.isFinite(extent.max)
      ? `${numberText(extent.min)} to ${numberText(extent.max)}`
      : 'any number';
  return `${ends}${isLog ? ', log' : ''}`;
}
