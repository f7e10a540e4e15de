import './pictures.css';
import { useState } from 'preact/hooks';
import type { Picture } from '../../plots/picture.ts';
import type { StudyView } from '../../plots/study-view.ts';
import { commandLine, type Flags } from '../acting/command-line.ts';
import { Card } from '../frame/card.tsx';
import { changeSettings } from '../state/address.ts';
import { troubles, view } from '../state/study-state.ts';
import { isAwaited } from './awaited-content.ts';
import { PictureCanvas } from './picture-canvas.tsx';
import { PictureNumbers } from './picture-numbers.tsx';
import { addressName, settingsOf } from './picture-settings.ts';

interface PictureCardProps {
  readonly picture: Picture;
  readonly isWide?: boolean;
}

/** The command that shows the same in a terminal, and its flags; a report shows every picture. */
const commands: Readonly<Record<string, readonly [name: string, flags: Flags]>> = {
  history: ['top', { plot: true }],
  importance: ['importance', {}],
  pareto: ['top', {}],
};

/** A picture of the study in its frame, with its choices, and its numbers as a table on demand. */
export function PictureCard({ picture, isWide = false }: PictureCardProps) {
  const [isTable, setTable] = useState(false);
  const shown = view.value;
  const trouble = troubles.value.trials;
  const missing = shown && picture.missing(shown);
  const isLoading = (shown === undefined && trouble === undefined) || isAwaited(picture);
  const canShow = shown !== undefined && missing === undefined && !isLoading;
  const settings = settingsOf(picture);
  const height = shown === undefined ? 270 : picture.height(shown);
  return (
    <Card
      title={picture.title}
      isWide={isWide}
      height={isLoading ? Math.max(height, 250) : height}
      isLoading={isLoading}
      {...(shown === undefined && trouble !== undefined && { error: trouble })}
      {...(missing !== undefined && { empty: missing })}
      {...(canShow && { note: picture.note(shown, settings) })}
      {...(canShow && { command: commandOf(picture, shown) })}
    >
      {canShow &&
        (isTable ? (
          <PictureNumbers
            table={picture.table(shown, settings)}
            caption={picture.describe(shown, settings)}
          />
        ) : (
          <PictureCanvas picture={picture} height={height} />
        ))}
      {canShow && <Choices picture={picture} isTable={isTable} setTable={setTable} />}
    </Card>
  );
}

function commandOf({ name }: Picture, { head }: StudyView): string {
  const [command, flags] = commands[name] ?? ['report', { html: 'report.html' }];
  return commandLine(head.name, command, [], flags);
}

interface ChoicesProps {
  readonly picture: Picture;
  readonly isTable: boolean;
  readonly setTable: (isTable: boolean) => void;
}

/** One row below the picture: its numbers, and its choices. */
function Choices({ picture, isTable, setTable }: ChoicesProps) {
  const offered = Object.entries((view.value && picture.settings?.(view.value)) ?? {}).filter(
    ([, values]) => values.length > 1,
  );
  return (
    <div class="picture-choices">
      <button type="button" class="quiet-button" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
        {isTable ? 'picture' : 'numbers'}
      </button>
      {offered.map(([name, values]) => (
        <Choice key={name} picture={picture} name={name} values={values} />
      ))}
    </div>
  );
}

interface ChoiceProps {
  readonly picture: Picture;
  readonly name: string;
  readonly values: readonly string[];
}

function Choice({ picture, name, values }: ChoiceProps) {
  const current = settingsOf(picture)[name];
  const value = current !== undefined && values.includes(current) ? current : values[0];
  return (
    <label class="picture-choice">
      {name}
      <select
        value={value}
        onChange={({ currentTarget }) => {
          const isDefault = currentTarget.value === values[0];
          changeSettings({ [addressName(picture, name)]: isDefault ? undefined : currentTarget.value });
        }}
      >
        {values.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
}
