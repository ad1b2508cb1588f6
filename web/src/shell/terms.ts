// The terms of a lab's equations and what they stand for on stage and chart. Only this is loaded at once: who links them,
// shell/linked, comes when somebody first points at something or presses a key.

/** Pixels from the top left corner of the stage or the chart. */
export type Place = readonly [number, number];

/** What an eye follows: a ring, or a line that may be closed and filled. */
export type Mark =
  | { readonly at: Place; readonly r: number }
  | { readonly points: readonly Place[]; readonly closed?: boolean; readonly filled?: boolean };

/**
 * A coloured part of an equation, `\term{name}{…}`, at the position that is shown. Of several with one name, the first is
 * what the equation's numbers are about; pointing at the picture of another lights that one.
 */
export interface Term {
  readonly name: string;
  /** "responsibility of B for point 12" */
  readonly words: string;
  /** As the readings write it; what is not known yet is a dash. */
  readonly value: string;
  /** Where it is on the stage. */
  marks?(): readonly Mark[];
  /** The names of the lines of the chart that show it; of two lines with `between`, the space between them. */
  readonly lines?: readonly string[];
  readonly between?: boolean;
}

/** What the view knows of its terms, once asked. */
export type AskTerms = () => Promise<() => readonly Term[]>;

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

/** @return to be called after every paint */
export function linkTerms(ask: AskTerms | undefined): () => void {
  let repaint: (() => void) | undefined;
  const wake = async () => {
    for (const sign of SIGNS) document.removeEventListener(sign, wake);
    try {
      const [{ link }, terms] = await Promise.all([import('./linked/link.ts'), ask?.()]);
      if (terms) repaint = link(terms);
    } catch {
      // Offline, perhaps: the equations stay what they are, and the next sign of interest tries again.
      listen();
    }
  };
  const listen = () => {
    for (const sign of SIGNS) document.addEventListener(sign, wake);
  };
  if (ask) listen();
  return () => repaint?.();
}
