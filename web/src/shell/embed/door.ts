// Is the lab shown in somebody's page, without what is around it? What that takes comes only then, and first of all,
// so that its styles are there before the lab is.
import type { SnapshotBase } from '../lab.ts';
import type { Frame, FrameOf } from './frame.ts';

export const framed = new URLSearchParams(location.search).has('embed');

const code = framed ? import('./frame.ts') : undefined;

export const frameOf = <S extends SnapshotBase>(of: FrameOf<S>): Promise<Frame<S>> | undefined =>
  code?.then(({ Frame }) => new Frame(of));
