/** The parts of the DOM that the page's script uses. TypeScript's own types would bring its globals into every file. */
export interface PageElement {
  readonly dataset: Record<string, string | undefined>;
  readonly cells: ArrayLike<PageElement>;
  /** The rows of a table or of its body; a row has none. */
  readonly rows?: ArrayLike<PageElement>;
  readonly tBodies: ArrayLike<PageElement>;
  textContent: string | null;
  hidden: boolean;
  readonly value: string;
  closest(selector: string): PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): ArrayLike<PageElement>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  addEventListener(name: string, listener: (event: PageEvent) => void): void;
  append(...children: PageElement[]): void;
  click(): void;
}

export interface PageEvent {
  readonly target: PageElement;
}

export interface PageDocument {
  getElementById(id: string): PageElement | null;
  querySelectorAll(selector: string): ArrayLike<PageElement>;
  addEventListener(name: string, listener: (event: PageEvent) => void): void;
}
