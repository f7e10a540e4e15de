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
    const headings = Array.from(table.querySelector(':scope > thead > tr')?.cells ?? []);
    const chooseShown = filterOf(box, table, entries, headings);
    let order = entries;

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
      const step = target.closest('[data-step]')?.dataset.step;
      if (chip !== null || all !== null || step !== undefined) chooseShown(order, Number(step ?? 0));
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

  /** A test such as `age>30` of the column with that heading, without its blanks; undefined for other words. */
  function comparisonIn(word: string, headings: PageElement[]) {
    const [, name = '', sign, value = ''] = /^(.+?)(<=|>=|[<>=])(.+)$/.exec(word) ?? [];
    const place = headings.findIndex(
      (heading) => heading.textContent?.toLowerCase().replace(/\s/g, '') === name,
    );
    if (sign === undefined || place < 0) return undefined;
    return (entry: PageElement) => {
      const cell = rowOf(entry)?.cells[place];
      const [text, key] = [cell?.textContent?.trim().toLowerCase() ?? '', cell?.dataset.value];
      const difference = (key ?? text) === '' ? Number.NaN : Number(key ?? text) - Number(value);
      if (sign === '=') return text === value || difference === 0;
      return sign.startsWith('<')
        ? difference < 0 || (difference === 0 && sign === '<=')
        : difference > 0 || (difference === 0 && sign === '>=');
    };
  }

  /**
   * Shows the rows that match all words of the text box and belong to a pressed group, a page of them if they are many;
   * `step` leads to another page, and without one to the first.
   */
  function filterOf(box: PageElement, table: PageElement, entries: PageElement[], headings: PageElement[]) {
    const chips = Array.from(box.querySelectorAll('[aria-pressed]'));
    const texts = new Map<PageElement, string>();
    let page = 0;

    const textOf = (entry: PageElement) => {
      const cells = Array.from(rowOf(entry)?.cells ?? []);
      const text = texts.get(entry) ?? cells.map((cell) => cell.textContent?.toLowerCase()).join(' ');
      texts.set(entry, text);
      return text;
    };

    return (order: PageElement[], step = 0): void => {
      const words = (box.querySelector('input')?.value ?? '').toLowerCase().split(/\s+/);
      const tests = words.map(
        (word) =>
          comparisonIn(word, headings) ?? ((entry: PageElement): boolean => textOf(entry).includes(word)),
      );
      const pressed = chips.filter((chip) => chip.getAttribute('aria-pressed') === 'true');
      const groups = pressed.map((chip) => chip.dataset.group);
      const isMatch = (entry: PageElement) =>
        (groups.length === 0 || groups.includes(entry.dataset.group)) && tests.every((test) => test(entry));
      const matches = order.filter(isMatch);
      const limit = Number(table.dataset.limit);
      page = step === 0 ? 0 : page + step;
      const first = page === 0 ? 0 : page * limit;
      const shown = new Set(matches.slice(first, first + limit));
      for (const entry of entries) if (entry.hidden === shown.has(entry)) entry.hidden = !shown.has(entry);
      tell(box, { first, shown: shown.size, matching: matches.length, total: entries.length });
    };
  }

  interface Shown {
    readonly first: number;
    readonly shown: number;
    readonly matching: number;
    readonly total: number;
  }

  function tell(box: PageElement, { first, shown, matching, total }: Shown): void {
    const last = first + shown;
    const [from, few, some, all] = [first + 1, last, matching, total].map((count) =>
      count.toLocaleString('en-US'),
    );
    const part = matching === total ? all : `${some} matching`;
    const range = first === 0 ? `The first ${few}` : `${from} to ${few}`;
    const text = shown < matching ? `${range} of ${part}` : shown < total ? `${few} of ${all}` : '';
    const status = box.querySelector('[role=status]');
    if (status !== null) status.textContent = text;
    const button = box.querySelector('.all');
    if (button !== null) button.hidden = shown === matching;
    for (const step of Array.from(box.querySelectorAll('[data-step]')))
      step.hidden = step.dataset.step === '1' ? last >= matching : first === 0;
  }
}
