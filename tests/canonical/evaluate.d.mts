import type { Lvm } from '../../wasm/api/index.ts';

/** Every number that the trace of each run holds, by the name of the run, in the order of canonical.cpp. */
export function evaluate(lab: Lvm, runs: object): Record<string, number[]>;
