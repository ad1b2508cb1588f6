// Where the bars and tracks of the first three parts stand on the stage. One place for the brush and for the handles.
import { msg, plural } from '../../shell/language.ts';
import type { Snapshot } from './model.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface BarSeries {
  /** "p", "q": what the bars are called on the stage. */
  readonly name: string;
  readonly values: readonly number[];
  /** First letter of the controls that these bars stand for; absent where they follow from others. */
  readonly moves?: string;
  readonly truth: boolean;
}

export interface BarGroup {
  readonly box: Box;
  readonly title: string;
  /** Where there is no room for the other. */
  readonly shortTitle?: string;
  readonly outcomes: readonly string[];
  readonly series: readonly [BarSeries, BarSeries];
}

/** The share at the top of a bar's box. */
export const TOP = 1;

export interface Track {
  readonly box: Box;
  readonly name: 'λ' | 'θ';
  readonly control: 'lambda' | 'theta';
  readonly value: number;
  readonly ends: readonly [string, string];
}

/** Height that the switch between the parts takes at the top. */
export const SWITCH = 50;

const inner = (width: number, height: number, unit: number, foot: number): Box => ({
  left: 10 * unit,
  right: width - 10 * unit,
  top: SWITCH + 50 * unit,
  bottom: height - (24 + foot) * unit,
});

const columns = ({ left, right, top, bottom }: Box, parts: number, gap: number): Box[] =>
  Array.from({ length: parts }, (_, i) => {
    const width = (right - left - gap * (parts - 1)) / parts;
    const start = left + i * (width + gap);
    return { left: start, right: start + width, top, bottom };
  });

const LETTERS = ['A', 'B', 'C', 'D'];

export interface Layout {
  readonly groups: readonly BarGroup[];
  readonly track?: Track;
  /** Where the costs are drawn as areas. */
  readonly areas?: Box;
}

const trackBox = (box: Box, height: number, unit: number): Box => ({
  left: box.left + 22 * unit,
  right: box.right - 22 * unit,
  top: height - 30 * unit,
  bottom: height - 30 * unit,
});

export function layoutOf(
  s: Exclude<Snapshot, { pane: 'fit' }>,
  width: number,
  height: number,
  unit: number,
): Layout {
  if (s.pane === 'codes') {
    const [bars, areas] = columns(inner(width, height, unit, 0), 2, 34 * unit) as [Box, Box];
    return {
      groups: [
        {
          box: bars,
          title: msg`how often: p sends, the code expects q`,
          shortTitle: msg`how often`,
          outcomes: LETTERS,
          series: [
            { name: 'p', values: s.p, moves: 'p', truth: true },
            { name: 'q', values: s.q, moves: 'q', truth: false },
          ],
        },
      ],
      areas,
    };
  }
  const box = inner(width, height, unit, 46);
  if (s.pane === 'likelihood') {
    const n = s.data.length;
    return {
      groups: [
        {
          box,
          title: plural(n, {
            one: msg`${n} observation: successes in three tosses`,
            other: msg`${n} observations: successes in three tosses`,
          }),
          shortTitle: plural(n, { one: msg`${n} observation`, other: msg`${n} observations` }),
          outcomes: ['0', '1', '2', '3'],
          series: [
            { name: msg`data`, values: s.empirical, moves: 'n', truth: true },
            { name: msg`model`, values: s.model, truth: false },
          ],
        },
      ],
      track: {
        box: trackBox(box, height, unit),
        name: 'θ',
        control: 'theta',
        value: s.here.theta,
        ends: ['0', '1'],
      },
    };
  }
  const [left, middle, right] = columns(box, 3, 16 * unit) as [Box, Box, Box];
  const pair = (
    at: Box,
    title: string,
    index: number,
    letters: readonly [string, string] | undefined,
  ): BarGroup => {
    const { p, q } = index < 0 ? s.mixed : (s.pairs[index] as { p: readonly number[]; q: readonly number[] });
    return {
      box: at,
      title,
      outcomes: LETTERS,
      series: [
        { name: 'p', values: p, truth: true, ...(letters ? { moves: letters[0] } : {}) },
        { name: 'q', values: q, truth: false, ...(letters ? { moves: letters[1] } : {}) },
      ],
    };
  };
  return {
    groups: [
      pair(left, msg`pair 2`, 1, ['u', 'v']),
      pair(middle, msg`mixture`, -1, undefined),
      pair(right, msg`pair 1`, 0, ['a', 'b']),
    ],
    track: {
      box: trackBox(box, height, unit),
      name: 'λ',
      control: 'lambda',
      value: s.here.lambda,
      ends: ['0', '1'],
    },
  };
}

/** One bar of a group: the two series stand side by side over each outcome. */
export function barAt({ box, outcomes }: BarGroup, series: number, i: number): { x: number; width: number } {
  const slot = (box.right - box.left) / outcomes.length;
  const width = slot * 0.36;
  return { x: box.left + slot * (i + 0.5) + (series === 0 ? -width : 0), width };
}

export const yOf = ({ top, bottom }: Box, share: number): number => bottom - ((bottom - top) * share) / TOP;
export const shareAt = ({ top, bottom }: Box, y: number): number => (TOP * (bottom - y)) / (bottom - top);
