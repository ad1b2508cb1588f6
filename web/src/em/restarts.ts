// What every lab of EM does alike with the same run from many seeds.
import type { Core, Outcome, OwnData, Restarts, Values } from '../shell/lab.ts';
import { msg } from '../shell/language.ts';
import { LONGEST_RUN } from '../shell/run.ts';

/** When a fit ends: as the page's runs do, which count half-steps. */
export interface Ending {
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** @param prepare what no seed changes is made once; the function it gives fits from one seed */
export const restartsOf = (
  prepare: (
    values: Values,
    core: Core,
    own: OwnData | undefined,
    lasting: readonly unknown[],
    ending: Ending,
  ) => Promise<(seed: number) => Promise<{ readonly objective: number; readonly iterations: number }>>,
): Restarts => ({
  quantity: ({ alpha, labels }) =>
    alpha !== 0 && labels !== 0
      ? { head: msg`objective`, axis: msg`final objective, nats` }
      : { head: msg`log-likelihood`, axis: msg`final log-likelihood, nats` },
  async prepare(values, core, own, lasting) {
    const ending = { tolerance: Number(values.tolerance), maxIterations: LONGEST_RUN / 2 };
    const fit = await prepare(values, core, own, lasting, ending);
    return async (seed): Promise<Outcome> => {
      const { objective, iterations } = await fit(seed);
      return { value: objective, t: iterations };
    };
  },
});
