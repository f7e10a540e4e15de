import { formatUncertain } from '../../metrics/number-format.ts';
import { errorText, type VerdictLine, type WordedVerdict } from '../../reports/dashboard/verdict-report.ts';
import { CopyCommand } from '../frame/copy-command.tsx';
import { addressOf } from '../state/address.ts';
import { picked } from '../state/selection.ts';
import { head, troubles, verdict } from '../state/study-state.ts';
import './verdict-panel.css';

/** The verdict on the study, in words with numbers, and the next actions. */
export function VerdictPanel() {
  const { verdict: trouble } = troubles.value;
  if (verdict.value === undefined) {
    return trouble === undefined ? (
      <section class="verdict skeleton" aria-label="Verdict" aria-busy="true" />
    ) : (
      <section class="verdict" aria-label="Verdict">
        <p class="verdict-trouble" role="alert">
          {trouble}
        </p>
      </section>
    );
  }
  const { best, lines, next } = verdict.value;
  return (
    <section class="verdict" aria-label="Verdict">
      <Best best={best} />
      <ul class="verdict-lines">
        {lines.map((line) => (
          <Line key={line.text} line={line} isFirst={line === lines[0]} />
        ))}
      </ul>
      {next.length > 0 && (
        <div class="verdict-next">
          <h2>Next</h2>
          <ul>
            {next.map(({ reason, command }) => (
              <li key={command}>
                <CopyCommand command={command} />
                <p>{reason}</p>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Best({ best }: Pick<WordedVerdict, 'best'>) {
  const metric = head.value?.objective.metric ?? '';
  if (best === null) {
    return (
      <p class="verdict-best is-none">
        <b>–</b>
        <span>{metric}: no trial is complete</span>
      </p>
    );
  }
  const source = errorText(best);
  const [value, error] = formatUncertain(best.value, best.standardError ?? undefined).split(' ± ');
  return (
    <p class="verdict-best">
      <b>{value}</b>
      <span>
        {error !== undefined && `± ${error} `}
        {metric}, <a href={addressOf({ view: 'trial', trial: best.trial })}>trial {best.trial}</a>
      </span>
      {source !== '' && <small>{source}</small>}
    </p>
  );
}

interface LineProps {
  readonly line: VerdictLine;
  readonly isFirst: boolean;
}

function Line({ line: { text, tone, trials }, isFirst }: LineProps) {
  // Its main clause alone stands out: what follows are the grounds.
  const clause = isFirst ? (/^.{12,}?(?= \(|[;:,] |\.$)/.exec(text)?.[0] ?? text) : '';
  return (
    <li class={tone}>
      {clause !== '' && <b>{unbroken(clause)}</b>}
      {unbroken(text.slice(clause.length))}
      {trials !== undefined && trials.length > 0 && (
        <button
          type="button"
          class="quiet-button"
          aria-label={`Show in all views: ${trials.length === 1 ? 'trial' : 'trials'} ${trials.join(', ')}`}
          onClick={() => {
            picked.value = trials;
          }}
        >
          show
        </button>
      )}
    </li>
  );
}

/** A number and its percent sign stay on one line. */
function unbroken(text: string): string {
  return text.replace(/(\d) %/g, '$1\u00a0%');
}
