import { InvalidArgument } from './errors.ts';

/** WebAssembly memory ends at 2 GiB; one call may use half, so that growth and fragmentation never decide. */
export const MAX_BYTES_PER_CALL = 2 ** 30;

/** Each half-step stays in the trace; a million iterations are about 500 MB of it in JavaScript. */
export const MAX_ITERATIONS = 1_000_000;

/** Sizes of one call: rows (labelled ones included) by features by components. */
export interface Sizes {
  readonly rows: number;
  readonly features: number;
  readonly components: number;
}

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toPrecision(3)} GiB`;

/**
 * Refuses a call whose data and work space would not fit, before anything is copied.
 *
 * The worst of the core's functions holds at most four copies each of an N x D and an N x K matrix (data, labelled
 * rows below them, deviations or whitened rows; responsibilities, log-joint and temporaries) and a few of the K
 * covariances. An estimate from above is enough: what passes must not fail.
 *
 * @throws InvalidArgument naming `argument` and the number of rows that is allowed
 */
export function requireMemory(argument: string, { rows, features, components }: Sizes): void {
  const perRow = 8 * 4 * (features + components + 1);
  const fixed = 8 * 4 * components * features * (features + 1);
  const bytes = perRow * rows + fixed;
  if (bytes <= MAX_BYTES_PER_CALL) return;
  const allowed = Math.max(0, Math.floor((MAX_BYTES_PER_CALL - fixed) / perRow));
  throw new InvalidArgument(
    argument,
    `is too large for WebAssembly memory: ${rows} rows with ${features} columns and ${components} components ` +
      `need ${gibibytes(bytes)}, ${gibibytes(MAX_BYTES_PER_CALL)} is the limit` +
      (allowed > 0 ? `, which allows ${allowed} rows of this kind` : ''),
  );
}

/** What a point of a trace costs in JavaScript beside its numbers: objects, and the buffers of its arrays. */
const NUMBERS_PER_POINT = 60;

/**
 * Refuses a run whose trace would not fit in memory.
 *
 * @param numbers in each of the points
 * @throws InvalidArgument naming `argument` and the number of points that is allowed
 */
export function requireTrace(argument: string, points: number, numbers: number): void {
  const perPoint = 8 * (numbers + NUMBERS_PER_POINT);
  if (points * perPoint <= MAX_BYTES_PER_CALL) return;
  throw new InvalidArgument(
    argument,
    `makes too long a trace: ${points} points of ${numbers} numbers need ${gibibytes(points * perPoint)}, ` +
      `${gibibytes(MAX_BYTES_PER_CALL)} is the limit, which allows ${Math.floor(MAX_BYTES_PER_CALL / perPoint)} points`,
  );
}
