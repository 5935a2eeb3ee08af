// The mark of Quoin.
/** Two wedges locked into a square. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <title>Quoin</title>
      <path d="M3 3h18L3 17.6z" />
      <path d="M21 21H3L21 6.4z" />
    </svg>
  );
}
