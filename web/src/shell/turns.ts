// One operation after the other, so that two quick presses are two half-steps.

export class Turns {
  readonly #working: (on: boolean) => void;
  readonly #failed: (error: Error) => void;
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** @param working told when there begins to be something to do, and when all is done */
  constructor(working: (on: boolean) => void, failed: (error: Error) => void) {
    this.#working = working;
    this.#failed = failed;
  }

  /** False where the operation failed. */
  take(operation: () => Promise<void>): Promise<boolean> {
    if (++this.#waiting === 1) this.#working(true);
    const done = this.#queue.then(operation).then(
      () => true,
      (error: unknown) => {
        this.#failed(error instanceof Error ? error : new Error(String(error)));
        return false;
      },
    );
    this.#queue = done.then(() => {
      if (--this.#waiting === 0) this.#working(false);
    });
    return done;
  }
}
