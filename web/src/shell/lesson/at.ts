// The live view as a question sees it: what is shown, and the ways to look further without moving it.
import type { Core, Lab, OwnData, SnapshotBase, Values } from '../lab.ts';
import { defaults, withValues } from '../values.ts';
import type { At, Settings } from './lesson.ts';

/** What is shown. */
export interface Shown<S extends SnapshotBase> {
  readonly history: readonly S[];
  readonly index: number;
  readonly values: Values;
  readonly own?: OwnData | undefined;
}

export function atOf<S extends SnapshotBase>(lab: Lab<S>, core: Core, shown: Shown<S>): At<S> {
  const settings = (set: Settings) => withValues(lab.controls, defaults(lab.controls), set);
  const { history, index, values, own } = shown;
  return {
    history,
    index,
    values,
    own,
    core,
    snapshot: history[index] as S,
    settings,
    start: (set) => lab.start(settings(set), core),
    next: async (snapshot, set) => (await lab.step(snapshot, set ? settings(set) : values, core, 1))[0] as S,
  };
}
