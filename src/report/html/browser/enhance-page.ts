import type { PageDocument, PageElement } from './page-dom.ts';

/**
 * Makes a page's tables sortable and filterable, and its rows expandable. The page contains this function's text, so it
 * may use nothing of this module except types.
 */
export function enhancePage(page: PageDocument): void {
  const collator = new Intl.Collator('en', { numeric: true });

  for (const box of Array.from(page.querySelectorAll('.table-box'))) {
    const table = box.querySelector('table');
    if (table !== null) enhanceTable(box, table);
  }

  page.addEventListener('click', ({ target }) => {
    const toggle = target.closest('[aria-expanded]');
    if (toggle !== null) showDetails(toggle, toggle.getAttribute('aria-expanded') === 'false');
    const link = target.closest('a[href^="#"]')?.getAttribute('href') ?? '#';
    const linked = page.getElementById(link.slice(1));
    if (linked !== null) linked.hidden = false;
    linked?.querySelector('[aria-expanded="false"]')?.click();
  });

  function showDetails(toggle: PageElement, isShown: boolean): void {
    toggle.setAttribute('aria-expanded', String(isShown));
    const details = page.getElementById(toggle.getAttribute('aria-controls') ?? '');
    if (details !== null) details.hidden = !isShown;
  }

  function enhanceTable(box: PageElement, table: PageElement): void {
    const isExpandable = table.dataset.details !== undefined;
    const bodies = Array.from(table.tBodies);
    // The elements to sort and filter: rows, or bodies of a row and its details.
    const entries = isExpandable ? bodies : bodies.flatMap((body) => Array.from(body.rows ?? []));
    const parent = isExpandable ? table : bodies[0];
    const chooseShown = filterOf(box, table, entries);
    let order = entries;

    const headings = Array.from(table.querySelector(':scope > thead > tr')?.cells ?? []);
    const sortable = headings.filter((heading) => heading.getAttribute('aria-sort') !== null);
    for (const heading of sortable) {
      heading.querySelector('button')?.addEventListener('click', () => {
        const next = { none: 'ascending', ascending: 'descending' }[heading.getAttribute('aria-sort') ?? ''];
        for (const other of sortable) other.setAttribute('aria-sort', 'none');
        heading.setAttribute('aria-sort', next ?? 'none');
        const isNumber = heading.dataset.kind === 'number';
        order = next === undefined ? entries : sorted(entries, headings.indexOf(heading), isNumber, next);
        parent?.append(...order);
        chooseShown(order);
      });
    }
    box.addEventListener('input', () => chooseShown(order));
    box.addEventListener('click', ({ target }) => {
      const chip = target.closest('[aria-pressed]');
      const isPressed = chip?.getAttribute('aria-pressed') === 'true';
      chip?.setAttribute('aria-pressed', String(!isPressed));
      const all = target.closest('.all');
      if (all !== null) table.dataset.limit = 'Infinity';
      if (chip !== null || all !== null) chooseShown(order);
    });
  }

  function rowOf(entry: PageElement): PageElement | undefined {
    return entry.rows === undefined ? entry : entry.rows[0];
  }

  /** Equal rows keep the page's initial order in both directions; missing values come last. */
  function sorted(
    entries: PageElement[],
    column: number,
    isNumber: boolean,
    direction: string,
  ): PageElement[] {
    const sign = direction === 'ascending' ? 1 : -1;
    const keyed = entries.map((entry) => {
      const cell = rowOf(entry)?.cells[column];
      const text = cell?.dataset.value ?? cell?.textContent ?? '';
      const number = text === '' ? Number.NaN : Number(text);
      return { entry, text, number, isMissing: isNumber ? Number.isNaN(number) : text === '' };
    });
    keyed.sort((a, b) => {
      if (a.isMissing || b.isMissing) return Number(a.isMissing) - Number(b.isMissing);
      return sign * (isNumber ? Math.sign(a.number - b.number) || 0 : collator.compare(a.text, b.text));
    });
    return keyed.map(({ entry }) => entry);
  }

  /**
   * Shows the rows that contain all words of the text box and belong to a pressed group; of a long table only the first
   * ones.
   */
  function filterOf(box: PageElement, table: PageElement, entries: PageElement[]) {
    const chips = Array.from(box.querySelectorAll('[aria-pressed]'));
    const texts = new Map<PageElement, string>();

    const textOf = (entry: PageElement) => {
      const cells = Array.from(rowOf(entry)?.cells ?? []);
      const text = texts.get(entry) ?? cells.map((cell) => cell.textContent?.toLowerCase()).join(' ');
      texts.set(entry, text);
      return text;
    };

    return (order: PageElement[]): void => {
      const words = (box.querySelector('input')?.value ?? '').toLowerCase().split(/\s+/);
      const pressed = chips.filter((chip) => chip.getAttribute('aria-pressed') === 'true');
      const groups = pressed.map((chip) => chip.dataset.group);
      const isMatch = (entry: PageElement) =>
        (groups.length === 0 || groups.includes(entry.dataset.group)) &&
        words.every((word) => textOf(entry).includes(word));
      const matches = order.filter(isMatch);
      const shown = new Set(matches.slice(0, Number(table.dataset.limit)));
      for (const entry of entries) if (entry.hidden === shown.has(entry)) entry.hidden = !shown.has(entry);
      tell(box, shown.size, matches.length, entries.length);
    };
  }

  function tell(box: PageElement, shown: number, matching: number, total: number): void {
    const [few, some, all] = [shown, matching, total].map((count) => count.toLocaleString('en-US'));
    const part = matching === total ? all : `${some} matching`;
    const text = shown < matching ? `The first ${few} of ${part}` : shown < total ? `${few} of ${all}` : '';
    const status = box.querySelector('[role=status]');
    if (status !== null) status.textContent = text;
    const button = box.querySelector('.all');
    if (button !== null) button.hidden = shown === matching;
  }
}
