/** What both entry points, for browsers and for Node, export beside `load`. */

export type * from './bbvi.ts';
export type * from './bbvi_run.ts';
export type * from './bbvi_target.ts';
export { connect, disconnect } from './connect.ts';
export type * from './divergence.ts';
export type * from './divergence_fit.ts';
export { CoreCrashed, InvalidArgument, NumericalError } from './errors.ts';
export type * from './gmm.ts';
export type * from './gmm_fit.ts';
export type * from './linear_gaussian.ts';
export type * from './linear_gaussian_run.ts';
export type * from './linear_mixture.ts';
export type { Port } from './port.ts';
export { serve } from './serve.ts';
export type * from './types.ts';
export type * from './variational.ts';
