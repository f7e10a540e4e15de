interface BarProps {
  /** 0 to 1 of the room there is. */
  readonly share: number;
  readonly text: string;
  readonly look?: string;
}

const room = 120;

/** A number as a bar, with its text beside it. */
export function Bar({ share, text, look = 'line-1' }: BarProps) {
  return (
    <span class="bar">
      <svg width={room} height={9} aria-hidden="true">
        <rect class={`chart-dot ${look}`} width={Math.max(1, room * share)} height={9} rx={2} />
      </svg>
      {text}
    </span>
  );
}
