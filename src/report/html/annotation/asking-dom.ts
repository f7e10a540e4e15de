/** The parts of the DOM that the page's script uses. TypeScript's own types would bring its globals into every file. */
export interface AskingElement {
  textContent: string | null;
  hidden: boolean;
  value: string | number;
  max: string | number;
  width: number;
  height: number;
  readonly style: Record<string, string>;
  setAttribute(name: string, value: string): void;
  addEventListener(name: string, listener: () => void): void;
  append(...children: (AskingElement | string)[]): void;
  replaceChildren(...children: AskingElement[]): void;
  focus(): void;
  getContext(kind: '2d'): AskingCanvas;
}

interface AskingCanvas {
  createImageData(width: number, height: number): { readonly data: Uint8ClampedArray };
  putImageData(image: { readonly data: Uint8ClampedArray }, x: number, y: number): void;
}

export interface AskingKey {
  readonly key: string;
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly target: { readonly tagName?: string };
  preventDefault(): void;
}

export interface AskingDocument {
  getElementById(id: string): AskingElement | null;
  createElement(name: string): AskingElement;
  addEventListener(name: 'keydown', listener: (event: AskingKey) => void): void;
}

/** The server's answer: docs/formats.md. */
export interface Asked {
  readonly question: AskedQuestion | null;
  readonly classes?: readonly { readonly answer: string; readonly title: string; readonly key: string }[];
  readonly number?: { readonly title: string; readonly unit?: string; readonly training: readonly number[] };
  readonly error?: string;
}

export interface AskedQuestion {
  readonly place: number;
  readonly pass: 'first' | 'second';
  readonly done: number;
  readonly of: number;
  readonly example:
    | { readonly kind: 'table'; readonly cells: readonly (readonly [name: string, text: string])[] }
    | { readonly kind: 'image'; readonly shape: readonly [number, number, number]; readonly pixels: string };
}
