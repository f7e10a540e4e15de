import type { PictureTable } from '../../plots/picture.ts';

interface PictureNumbersProps {
  readonly table: PictureTable;
  /** The picture in words. */
  readonly caption: string;
}

/** The numbers of a picture, for readers who do not see it or want them exactly. */
export function PictureNumbers({ table: { headings, rows }, caption }: PictureNumbersProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section class="picture-numbers" tabIndex={0} aria-label={caption}>
      <p>{caption}</p>
      <table>
        <thead>
          <tr>
            {headings.map((heading, place) => (
              <th key={heading} scope="col" class={place === 0 ? undefined : 'number'}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.join()}>
              {cells.map((cell, place) => (
                <td key={headings[place]} class={place === 0 ? undefined : 'number'}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
