import { useState } from 'preact/hooks';
import { post } from '../api/request.ts';
import { studyPath } from '../api/study-api.ts';
import { studyId } from '../state/address.ts';
import { ActButton } from './act-button.tsx';

/** A row whose given label the models doubt. */
export interface Suspect {
  /** As reports number it. */
  readonly row: number;
  readonly file?: string;
  /** One of several targets; absent for the only one. */
  readonly target?: string;
  readonly given: string;
  readonly suggested: string;
  /** True for a regression. */
  readonly isNumber: boolean;
}

/** Writes a person's label for a suspected row to a file; the data and the study stay as they are. */
export function LabelButton({ row, file, target, given, suggested, isNumber }: Suspect) {
  const [choice, setChoice] = useState<'suggested' | 'given' | 'other'>('suggested');
  const [other, setOther] = useState('');
  const [kept, setKept] = useState<string | undefined>(undefined);
  const text = { suggested, given, other: other.trim() }[choice];
  const act = async () => {
    const label = isNumber ? Number(text) : text;
    const path = studyPath(studyId.value as number, 'labels');
    const written = await post<{ readonly path: string }>(path, {
      row,
      label,
      ...(file !== undefined && { file }),
      ...(target !== undefined && { target }),
    });
    setKept(text);
    return `The label of row ${row} is in ${written.path}.`;
  };
  const option = (value: typeof choice, about: string) => (
    <label>
      <input
        type="radio"
        name={`label-${row}-${target ?? ''}`}
        checked={choice === value}
        onChange={() => setChoice(value)}
      />{' '}
      {about}
    </label>
  );
  return (
    <ActButton title={kept ?? 'Label'} verb="Keep it" act={act} isDisabled={text === ''}>
      <p>
        What is the right {target === undefined ? 'label' : `value of ${target}`} of {file ?? `row ${row}`}?
        It is added to a CSV file beside the database. The data and the study stay as they are: correct the
        source by the file, and search again.
      </p>
      <div class="label-options">
        {option('suggested', `${suggested}, as the models suggest`)}
        {option('given', `${given}, as given`)}
        {option('other', 'another')}
        {choice === 'other' && (
          <input
            type="text"
            aria-label="Another label"
            value={other}
            onInput={(event) => setOther(event.currentTarget.value)}
          />
        )}
      </div>
    </ActButton>
  );
}
