import { useEffect, useRef } from 'preact/hooks';
import { enhancePage } from '../../report/html/browser/enhance-page.ts';
import type { PageDocument } from '../../report/html/browser/page-dom.ts';
import { focusWhenScrollable } from '../frame/focus-when-scrollable.ts';

interface FragmentProps {
  /** Markup of the server, in which all texts of users are escaped. */
  readonly markup: string;
  /** Adds to the element before its tables can be sorted and filtered. */
  readonly prepare?: (root: HTMLElement) => void;
}

/** Markup that the server rendered, with the behaviour of the pages that it stands on otherwise. */
export function Fragment({ markup, prepare }: FragmentProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    // A new element each time: `enhancePage` leaves its listeners behind.
    const root = document.createElement('div');
    root.innerHTML = markup;
    place.current.replaceChildren(root);
    prepare?.(root);
    enhancePage(documentOf(root));
    root.querySelectorAll<HTMLElement>('.chart').forEach(focusWhenScrollable);
  }, [markup]);
  return <div class="fragment" ref={place} />;
}

/** An element as the document that `enhancePage` works on: ids and tables outside of it are not its own. */
function documentOf(root: HTMLElement): PageDocument {
  const page = {
    getElementById: (id: string) => (id === '' ? null : root.querySelector(`#${CSS.escape(id)}`)),
    querySelectorAll: (selector: string) => root.querySelectorAll(selector),
    addEventListener: (name: string, listener: EventListener) => root.addEventListener(name, listener),
  };
  return page as unknown as PageDocument;
}
