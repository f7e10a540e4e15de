import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { SearchSpace } from '../../../study/search-space.ts';
import { sentence } from '../../api/sentence.ts';
import { useLoaded } from '../../api/use-loaded.ts';
import { Card } from '../../frame/card.tsx';
import { CopyCommand } from '../../frame/copy-command.tsx';
import { changeSettings, setting, studyId } from '../../state/address.ts';
import { announcement, head, trials } from '../../state/study-state.ts';
import { mayAct } from '../../state/token.ts';
import { commandLine } from '../command-line.ts';
import { configurationOf } from '../configuration-of.ts';
import { askStudy } from '../steering-api.ts';
import { told } from '../told.ts';
import { conditionText, type Draft, draftOf, readDraft } from './drafted-configuration.ts';
import { ParameterField } from './parameter-field.tsx';
import { ParameterPlane } from './parameter-plane.tsx';
import { StartingPoints } from './starting-points.tsx';
import { getSpace } from './study-space.ts';

/** Kept while the reader looks at other views. */
const draft = signal<Draft>({});

/** A form made of the space: its configuration is trained as a trial of its own. */
export function EnqueueCard() {
  const id = studyId.value as number;
  const { value: space, error } = useLoaded(() => getSpace(id), [id]);
  return (
    <Card
      title="Train a configuration"
      note="beside the sampled ones, which keep their configurations"
      isLoading={(space === undefined || trials.value === undefined) && error === undefined}
      {...(error !== undefined && { error })}
      isWide
      height={240}
    >
      {space !== undefined && trials.value !== undefined && <EnqueueForm space={space} id={id} />}
    </Card>
  );
}

interface EnqueueFormProps {
  readonly space: SearchSpace;
  readonly id: number;
}

function EnqueueForm({ space, id }: EnqueueFormProps) {
  const [outcome, setOutcome] = useState<{ text: string; isFault: boolean } | undefined>(undefined);
  const read = readDraft(space, draft.value);
  const change = (changes: Draft) => {
    draft.value = { ...draft.value, ...changes };
    setOutcome(undefined);
  };
  useEffect(() => {
    const like = Number(setting('like') ?? Number.NaN);
    const config = head.value && trials.value && configurationOf(head.value, trials.value, like);
    if (config !== undefined) draft.value = draftOf(config);
    if (setting('like') !== undefined) changeSettings({ like: undefined });
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      const text = told(await askStudy(id, { kind: 'enqueue', config: read.config }));
      setOutcome({ text, isFault: false });
      announcement.value = text;
    } catch (error) {
      setOutcome({ text: sentence(error), isFault: true });
    }
  };
  return (
    <form class="enqueue" onSubmit={(event) => void submit(event)}>
      <div class="parameter-fields">
        <StartingPoints
          space={space}
          begin={(config) => {
            draft.value = draftOf(config);
            setOutcome(undefined);
          }}
        />
        {read.shown.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            text={draft.value[parameter.name] ?? ''}
            fault={read.faults.find(({ name }) => name === parameter.name)}
            onText={(text) => change({ [parameter.name]: text })}
          />
        ))}
        {read.hidden.map((parameter) => (
          <p class="quiet hidden-parameter" key={parameter.name}>
            {parameter.name} appears where {conditionText(parameter)}
          </p>
        ))}
      </div>
      <ParameterPlane space={space} draft={draft.value} choose={change} />
      <div class="enqueue-end">
        {mayAct.value ? (
          <button type="submit" class="chip is-strong" disabled={read.faults.length > 0}>
            Train it
          </button>
        ) : (
          <CopyCommand command={commandLine(head.value?.name ?? '', 'dashboard')} />
        )}
        <p class={outcome?.isFault ? 'field-fault' : 'quiet'} role="status">
          {outcome?.text ??
            (mayAct.value
              ? 'It is trained by the next free worker, or when the search runs again. What is left at random is drawn once.'
              : 'This page may only read. The command prints an address that may act.')}
        </p>
      </div>
    </form>
  );
}
