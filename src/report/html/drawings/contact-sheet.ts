import { html, type Markup } from '../elements/markup.ts';
import { makeAlbum, type PictureShape } from './pictures.ts';

export interface SheetPicture {
  /** [height × width × channels] bytes in base64. */
  readonly pixels: string;
  readonly caption: string;
  /** A second, quieter line below the caption. */
  readonly note?: string;
}

const shownHeight = 72;

/** Pictures side by side, each with its caption. */
export function contactSheet(id: string, shape: PictureShape, pictures: readonly SheetPicture[]): Markup {
  if (pictures.length === 0) return html`<p class="quiet">No pictures.</p>`;
  const album = makeAlbum(
    id,
    shape,
    pictures.map(({ pixels }) => pixels),
  );
  const figures = pictures.map(({ caption, note }, index) => {
    const label = note === undefined ? caption : `${caption}, ${note}`;
    const small = note === undefined ? undefined : html`<small>${note}</small>`;
    return html`<figure>${album.picture(index, label, shownHeight)}<figcaption>${caption}${small}</figcaption></figure>
`;
  });
  return html`${album.definition}<div class="sheet">${figures}</div>`;
}
