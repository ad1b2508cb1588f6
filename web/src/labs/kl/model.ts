// The four parts behind one run: which part it is, the snapshot says.
import type { Core, Move, Reading, Values } from '../../shell/lab.ts';
import {
  beginCodes,
  type CodesSnapshot,
  codesMoves,
  describeCodes,
  readCodes,
  stepCodes,
  traceCodes,
} from './codes.ts';
import {
  beginConvex,
  type ConvexSnapshot,
  convexMoves,
  describeConvex,
  readConvex,
  stepConvex,
  traceConvex,
} from './convex.ts';
import { beginFit, type FitSnapshot, fitMoves, stepFit } from './fit.ts';
import { describeFit, readFit, traceFit } from './fit-text.ts';
import {
  beginLikelihood,
  describeLikelihood,
  type LikelihoodSnapshot,
  likelihoodMoves,
  readLikelihood,
  stepLikelihood,
  traceLikelihood,
} from './likelihood.ts';
import type { Unit } from './numbers.ts';

export type Snapshot = CodesSnapshot | ConvexSnapshot | LikelihoodSnapshot | FitSnapshot;

export async function begin(values: Values, core: Core): Promise<Snapshot> {
  switch (values.pane) {
    case 'convex':
      return beginConvex(values, core);
    case 'likelihood':
      return beginLikelihood(values, core);
    case 'fit':
      return beginFit(values, core);
    default:
      return beginCodes(values, core);
  }
}

export async function step(
  s: Snapshot,
  values: Values,
  core: Core,
  count: number,
): Promise<readonly Snapshot[]> {
  switch (s.pane) {
    case 'convex':
      return [await stepConvex(s, core)];
    case 'likelihood':
      return [await stepLikelihood(s, core)];
    case 'fit':
      return stepFit(s, values, core, count);
    default:
      return stepCodes(s, values, core, count);
  }
}

/** Only the unit changes on the way: the same state, told in other numbers. */
export const change = async (s: Snapshot, values: Values): Promise<Snapshot> =>
  s.pane === 'fit' ? s : { ...s, made: 'change', unit: values.unit as Unit };

export function moves(s: Snapshot): readonly [Move, ...Move[]] {
  switch (s.pane) {
    case 'convex':
      return convexMoves;
    case 'likelihood':
      return likelihoodMoves;
    case 'fit':
      return fitMoves(s);
    default:
      return codesMoves;
  }
}

export function describe(s: Snapshot, previous?: Snapshot): string {
  switch (s.pane) {
    case 'convex':
      return describeConvex(s);
    case 'likelihood':
      return describeLikelihood(s, previous?.pane === 'likelihood' ? previous : undefined);
    case 'fit':
      return describeFit(s, previous?.pane === 'fit' ? previous : undefined);
    default:
      return describeCodes(s);
  }
}

export function readings(s: Snapshot): readonly Reading[] {
  switch (s.pane) {
    case 'convex':
      return readConvex(s);
    case 'likelihood':
      return readLikelihood(s);
    case 'fit':
      return readFit(s);
    default:
      return readCodes(s);
  }
}

export const ofPane = <P extends Snapshot['pane']>(history: readonly Snapshot[], pane: P) =>
  history.filter((s): s is Extract<Snapshot, { pane: P }> => s.pane === pane);

export function trace(history: readonly Snapshot[]) {
  switch (history[0]?.pane) {
    case 'convex':
      return traceConvex(ofPane(history, 'convex'));
    case 'likelihood':
      return traceLikelihood(ofPane(history, 'likelihood'));
    case 'fit':
      return traceFit(ofPane(history, 'fit'));
    default:
      return traceCodes(ofPane(history, 'codes'));
  }
}
