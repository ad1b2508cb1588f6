// An error as the page tells it: what happened, what is kept, and a way out where there is one.

import type { Remedy, Values } from './lab.ts';
import { msg } from './language.ts';
import type { Notice } from './ui/notice.ts';

export interface WaysOut {
  /** The lab's own words for the error, if it has any. */
  readonly remedy: Remedy | undefined;
  /** Is there a run on the stage that outlives the error? */
  readonly hasRun: boolean;
  apply(values: Values): void;
  retry(): void;
}

export function noticeOf(error: Error, { remedy, hasRun, apply, retry }: WaysOut): Notice {
  if (error.name === 'CoreCrashed' && hasRun) {
    return {
      text: msg`The computation stopped unexpectedly and has been restarted. Your run is kept; step on from here.`,
    };
  }
  if (error.name === 'CoreCrashed') {
    return {
      text: msg`The computing core could not be loaded: the connection may have failed.`,
      action: { label: msg`Try again`, run: retry },
    };
  }
  if (!remedy) return { text: error.message };
  return { text: remedy.message, action: { label: remedy.label, run: () => apply(remedy.values) } };
}
