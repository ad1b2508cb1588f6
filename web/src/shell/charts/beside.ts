// Two runs on one axis: the lines of the one that was put aside, dotted and fainter, behind those of now.
import { msg } from '../language.ts';
import type { Palette } from '../palette.ts';
import type { Series, Timeline } from './series.ts';

/** How much of a line's colour is left, in hexadecimal. */
const FAINT = '99';
const DOTS = [2, 4];

export function beside(now: Timeline, kept: Timeline, palette: Palette): Timeline {
  const { t, made } = kept;
  const lines = kept.series
    .filter(({ name }) => name !== '')
    .map(
      ({ colour, values }): Series => ({
        name: '',
        colour: `${colour}${FAINT}`,
        values,
        dash: DOTS,
        width: 2,
        over: { t, made },
      }),
    );
  const name: Series = { name: msg`the run kept`, colour: palette.faint, values: [], dash: DOTS };
  // Where the end is far, the last positions of now are looked at, and the other run as far as these reach.
  const whole = now.range[0] === 0;
  const limits = now.limits && {
    limits: [
      Math.min(now.limits[0], kept.limits?.[0] ?? Math.min(...valuesOf(lines))),
      Math.max(now.limits[1], kept.limits?.[1] ?? Math.max(...valuesOf(lines))),
    ] as const,
  };
  return {
    ...now,
    series: [...now.series, ...lines, name],
    ...(whole ? { until: t.at(-1) ?? 0 } : {}),
    ...limits,
  };
}

const valuesOf = (lines: readonly Series[]): number[] =>
  lines.flatMap(({ values }) => values.filter((value) => value !== undefined));
