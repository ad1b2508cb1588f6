// The two ways in which labs count so far; a lab that counts otherwise brings its own words.
import type { Counting } from './lab.ts';
import { msg } from './language.ts';

/** Half-steps take turns, and two of them are an iteration. */
export const HALF_STEPS: Counting = {
  speed: msg`Speed, in half-steps a second`,
  at: (t) => msg`iteration ${t}`,
  openAt: msg`Open at iteration`,
  opensAt: (t) => msg`It opens at iteration ${t}.`,
};

export const STEPS: Counting = {
  speed: msg`Speed, in steps a second`,
  at: (t) => msg`step ${t}`,
  openAt: msg`Open at step`,
  opensAt: (t) => msg`It opens at step ${t}.`,
};
