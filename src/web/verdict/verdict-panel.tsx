import { CopyCommand } from '../frame/copy-command.tsx';
import { numberText } from '../frame/number-words.ts';
import { head, troubles, verdict } from '../state/study-state.ts';
import './verdict-panel.css';

/** What the study has shown, in words with numbers, and what to do next. */
export function VerdictPanel() {
  if (verdict.value === undefined) {
    const { verdict: trouble } = troubles.value;
    return (
      <section class={trouble === undefined ? 'verdict skeleton' : 'verdict'} aria-label="Verdict">
        {trouble}
      </section>
    );
  }
  const { best, lines, next } = verdict.value;
  return (
    <section class="verdict" aria-label="Verdict">
      <p class="verdict-best">
        <b>{best === null ? '–' : numberText(best.value)}</b>{' '}
        <span>
          {best !== null && best.standardError !== null && `± ${numberText(best.standardError)} `}
          {head.value?.objective.metric}
          {best !== null && `, trial ${best.trial}`}
        </span>
      </p>
      <ul class="verdict-lines">
        {lines.map(({ text, tone }) => (
          <li key={text} class={tone}>
            {text}
          </li>
        ))}
      </ul>
      {next.length > 0 && (
        <div class="verdict-next">
          <h2>Next</h2>
          <ul>
            {next.map(({ reason, command }) => (
              <li key={command} title={reason}>
                <CopyCommand command={command} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
