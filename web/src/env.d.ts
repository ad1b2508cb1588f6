/** A lab's named equations as HTML, rendered at build time; their styles are in the page's math.css. */
declare module '*.tex' {
  const equations: Readonly<Record<string, string>>;
  export default equations;
  /** The same in the other notation, where that differs. */
  export const inOther: (() => Promise<{ default: Readonly<Record<string, string>> }>) | undefined;
}

/** KaTeX's rules and fonts, as far as the labs use them. Pages of labs link to it; other entries import it. */
declare module 'virtual:math.css' {}
/** The text font and its fallback: `--font-text`. */
declare module 'virtual:fonts.css' {}
