import { addressOf, studyId, type ViewName, viewName } from '../state/address.ts';
import { head } from '../state/study-state.ts';
import { SearchStatus } from './search-status.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

const links: readonly (readonly [ViewName, string])[] = [
  ['search', 'Search'],
  ['trials', 'Trials'],
  ['compare', 'Compare'],
  ['ensemble', 'Ensemble'],
  ['data', 'Data'],
  ['checks', 'Checks'],
  ['act', 'Act'],
];

/** The name of the study, the views, and how the search stands. */
export function PageHead() {
  if (studyId.value === undefined) {
    return (
      <header class="page-head">
        <h1>hpsearch</h1>
        <ThemeSwitch />
      </header>
    );
  }
  return (
    <header class="page-head">
      <a class="all-studies" href="?" aria-label="All studies" title="All studies">
        ‹
      </a>
      <h1>
        <a href={`?study=${studyId.value}`}>{head.value?.name ?? `study ${studyId.value}`}</a>
      </h1>
      <nav aria-label="Views">
        {links.map(([name, text]) => (
          <a
            key={name}
            href={addressOf({ view: name === 'search' ? undefined : name, trial: undefined })}
            aria-current={viewName.value === name ? 'page' : undefined}
          >
            {text}
          </a>
        ))}
      </nav>
      <SearchStatus />
      <ThemeSwitch />
    </header>
  );
}
