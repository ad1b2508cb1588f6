// What the terms of the equations stand for on the stage and the chart. Loaded when somebody asks for them.
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { arrow, ellipse } from '../../shell/linked/marks.ts';
import type { Mark, Place, Term } from '../../shell/terms.ts';
import { gapText } from './describe.ts';
import type { Panel } from './layout.ts';
import type { Case, Snapshot } from './model.ts';
import type { Pair } from './problems.ts';
import { covarianceOf, entry, logScales } from './shape.ts';

/** Of the gradient's arrows, at the base type size: its direction is what they show. */
const ARROW = 46;
/** The stage has no arrow on more draws than these. */
const DRAWS = 30;

/** @param index of the case whose step is shown, in its panel */
export function termsOf(s: Snapshot, index: number, pair: Pair, panel: Panel, unit: number): Term[] {
  const one = s.cases[index] as Case;
  const { q } = one.state;
  const { plane } = panel;
  const [i, j] = pair;
  const shift = ([x, y]: Place): Place => [panel.x + x, panel.y + y];
  const moved = (mark: Mark): Mark =>
    'r' in mark ? { ...mark, at: shift(mark.at) } : { ...mark, points: mark.points.map(shift) };
  const at = (x: number, y: number): Place => [plane.px(x), plane.py(y)];
  const centre = at(q.mean[i] as number, q.mean[j] as number);
  const two = (values: ArrayLike<number>) => `(${pair.map((k) => short(values[k] as number)).join(', ')})`;
  const { z, gradient: pulls } = one.draws;
  const covariance = covarianceOf(q, pair);
  const name = (of: string) => (s.cases.length > 1 ? `${of}, ${one.problem.name}` : of);

  const pullMarks = () =>
    Array.from({ length: Math.min(z.rows, DRAWS) }, (_, n): Mark => {
      const [x, y] = at(z.data[n * z.cols + i] as number, z.data[n * z.cols + j] as number);
      return { at: [x, y], r: 5 * unit };
    });
  /** Each width's arrow begins where the ellipse ends, and says whether it grows or shrinks. */
  const stretchMarks = () => {
    const slopes = logScales(one.gradient);
    return pair.map((k, n): Mark => {
      const reach = entry(q, k, k);
      const length = 0.6 * ARROW * unit * Math.sign(slopes[k] as number);
      return n === 0
        ? arrow([centre[0] + reach * plane.sx, centre[1]], length, 0, 10 * unit)
        : arrow([centre[0], centre[1] - reach * plane.sy], 0, -length, 10 * unit);
    });
  };
  const gradientMark = () => {
    const [dx, dy] = [one.gradient.mean[i] as number, one.gradient.mean[j] as number];
    const by = (ARROW * unit) / (Math.hypot(dx, dy) || 1);
    return [arrow(centre, by * dx, -by * dy, 12 * unit)];
  };

  const terms: Term[] = [
    {
      name: 'gradient',
      words: name(msg`direction in which the mean of q goes`),
      value: two(one.gradient.mean),
      marks: gradientMark,
    },
    {
      name: 'stretch',
      words: name(msg`slope for the logarithms of q’s widths`),
      value: two(logScales(one.gradient)),
      marks: stretchMarks,
    },
    {
      name: 'pull',
      words: name(msg`pull of the likelihood on each draw; on the first`),
      value: two(pulls.data.subarray(0, pulls.cols)),
      marks: pullMarks,
    },
    {
      name: 'mean',
      words: name(msg`mean of q`),
      value: two(q.mean),
      marks: () => [{ at: centre, r: 10 * unit }],
    },
    {
      name: 'width',
      words: name(msg`widths of q`),
      value: `(${pair.map((k) => short(entry(q, k, k))).join(', ')})`,
      marks: () => [ellipse(plane, [q.mean[i] as number, q.mean[j] as number], covariance, 1)],
    },
  ];
  const several = s.cases.length > 1;
  const bound = several ? msg`ELBO ${index + 1}, exact` : msg`ELBO, exact`;
  return [
    ...terms.map((term) => (term.marks ? { ...term, marks: () => (term.marks?.() ?? []).map(moved) } : term)),
    {
      name: 'truth',
      words: name(msg`evidence ln p(x)`),
      value: fixed(one.terms.logEvidence),
      lines: ['ln p(x)'],
    },
    { name: 'bound', words: name(msg`exact ELBO`), value: fixed(one.terms.elbo), lines: [bound] },
    {
      name: 'gap',
      words: name(msg`gap, nats`),
      value: gapText(one),
      lines: ['ln p(x)', bound],
      between: true,
    },
  ];
}
