/** Iterations between two repaints of the line; there is no clock here. */
const EVERY = 10;

/** What is going on, on stderr: one line that is repainted on a terminal, plain lines elsewhere. */
export class Progress {
  readonly #out: NodeJS.WriteStream;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  /** A line that stays. */
  line(text: string): void {
    this.#out.write(this.#out.isTTY ? `\r\u001b[K${text}\n` : `${text}\n`);
  }

  /** An `onProgress` for the run with this seed. */
  of(seed: number): (iteration: number, objective: number) => void {
    return (iteration, objective) => {
      if (!this.#out.isTTY || iteration % EVERY !== 0) return;
      this.#out.write(`\r\u001b[Kseed ${seed}: iteration ${iteration}, objective ${objective.toFixed(4)}`);
    };
  }
}
