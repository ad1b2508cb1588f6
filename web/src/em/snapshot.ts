// What the snapshots of every lab of EM hold, and what follows from it. No DOM: the labs' models use this.
import type { GmmEvaluation, WeightsFrom } from '../../../wasm/api/gmm.ts';
import type { Matrix } from '../../../wasm/api/types.ts';
import type { Move, SnapshotBase, Values } from '../shell/lab.ts';
import { msg } from '../shell/language.ts';

export interface EmSnapshot extends SnapshotBase {
  readonly data: { readonly labelled: { readonly z: Int32Array } };
  readonly params: { readonly weights: Float64Array };
  /** Which half-step the parameters and responsibilities come from; absent before the first. */
  readonly phase?: 'E' | 'M';
  /** γ, N × K; absent before the first E-step. */
  readonly responsibilities?: Matrix;
  /** The log joint of each example and component under `params`, for the panel of live numbers. */
  readonly logJoint?: Matrix;
  /** arg max of the responsibilities. */
  readonly owners?: Int32Array;
  /** The example whose largest responsibility is smallest: the one worth a look. */
  readonly undecided?: number;
  /** N_k, with α for every labelled example. */
  readonly counts?: Float64Array;
  readonly evaluation: GmmEvaluation;
  readonly alpha: number;
  readonly weightsFrom: WeightsFrom;
  readonly floor: number;
}

/** Beyond this many entries the log joint is not kept with a snapshot: only the panel of live numbers wants it. */
export const LIVE_NUMBERS_LIMIT = 100_000;

export const settingsOf = (values: Values) => ({
  alpha: Number(values.alpha),
  weightsFrom: values.weightsFrom as WeightsFrom,
  floor: Number(values.floor),
});

/** The labelled examples as the core takes them. */
export const labelledOf = <Labelled extends object>({
  data,
  alpha,
  weightsFrom,
}: {
  readonly data: { readonly labelled: Labelled };
  readonly alpha: number;
  readonly weightsFrom: WeightsFrom;
}) => ({ ...data.labelled, alpha, weightsFrom });

/** E and M in turn, and both at once. */
export const movesOf = ({ phase }: EmSnapshot, refit: string): [Move, Move] => [
  phase === 'E'
    ? { phase: 'M', label: refit, steps: 1 }
    : { phase: 'E', label: msg`who owns each point?`, steps: 1 },
  { label: msg`Full step`, steps: phase === 'E' ? 1 : 2 },
];

export function mostUndecided({ cols, data }: Matrix, owners: Int32Array): number {
  let undecided = 0;
  let smallest = 1;
  owners.forEach((owner, n) => {
    const largest = data[n * cols + owner] as number;
    if (largest < smallest) [smallest, undecided] = [largest, n];
  });
  return undecided;
}

/** The example that the E-step's numbers are about: the most undecided one until another is chosen. */
export const pointOf = (s: EmSnapshot, { point }: { readonly point: number | undefined }): number =>
  point ?? s.undecided ?? 0;

/** Whether the eye can follow the components from one snapshot to the other. */
export const comparable = (a: EmSnapshot, b: EmSnapshot): boolean =>
  a.data === b.data && a.params.weights.length === b.params.weights.length;
