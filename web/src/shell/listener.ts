// What a run tells whoever shows it.

export interface Listener {
  /** Something to paint changed. */
  changed(): void;
  /** Another position is shown; the eye may want to follow. */
  moved(): void;
  /** What is shown now should be told to those who do not see it. */
  told(): void;
  failed(error: Error): void;
  /** Something is being computed or waits for it; or nothing does any more. */
  working(on: boolean): void;
}
