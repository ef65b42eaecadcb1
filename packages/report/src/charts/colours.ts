/**
 * The palette, as CSS variables so that one drawing serves light and dark. Right is blue-green and wrong is
 * orange: told apart with any kind of colour vision, and by lightness alone.
 */
export const COLOURS = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  line: 'var(--line)',
  surface: 'var(--surface)',
  right: 'var(--right)',
  wrong: 'var(--wrong)',
  unclear: 'var(--unclear)',
} as const;

/** The values behind the variables: text and marks reach 4.5 : 1 against the surface in both. */
export const LIGHT_COLOURS = `
  --page: #f6f7f8; --surface: #ffffff; --ink: #17212b; --muted: #55626f; --line: #dde2e7;
  --right: #0a7285; --wrong: #b9500f; --unclear: #7c5aa6;`;
export const DARK_COLOURS = `
  --page: #0f151b; --surface: #161e26; --ink: #e6ebf0; --muted: #9aa8b5; --line: #2b3640;
  --right: #45b8cc; --wrong: #f0954d; --unclear: #b79be0;`;

/** Colour of a verdict. */
export function verdictColour(verdict: string): string {
  if (verdict === 'correct') return COLOURS.right;
  return verdict === 'incorrect' ? COLOURS.wrong : COLOURS.unclear;
}
