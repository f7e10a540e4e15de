import { announcement } from '../state/study-state.ts';

/** Tells changes to readers who do not see them. */
export function Announcer() {
  return (
    <p class="unseen" aria-live="polite">
      {announcement.value}
    </p>
  );
}
