/** What both entry points, for browsers and for Node, export beside `load`. */

export { connect, disconnect } from './connect.ts';
export { CoreCrashed, InvalidArgument, NumericalError } from './errors.ts';
export type * from './gmm.ts';
export type { Port } from './port.ts';
export { serve } from './serve.ts';
export type * from './types.ts';
