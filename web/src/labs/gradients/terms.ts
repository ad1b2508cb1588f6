// What the terms of the equation stand for on the stage and the chart. Loaded when somebody asks for them.
import { fixed, short } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import { arrow, ellipse } from '../../shell/linked/marks.ts';
import type { Mark, Place, Term } from '../../shell/terms.ts';
import { estimatorOf } from './estimators.ts';
import type { histogramX, Layout, parabolaAxes } from './layout.ts';
import { followed } from './look.ts';
import { pathOf, type Snapshot } from './model.ts';
import type { Drawn, drawnSamples } from './samples.ts';

/** What the view has of these modules: imported here, they would be torn out of it and cost every first visit a file. */
export interface Picture {
  readonly layout: Layout;
  /** The estimators with a row of histograms, in their order. */
  readonly rows: readonly string[];
  readonly unit: number;
  readonly draw: {
    readonly histogramX: typeof histogramX;
    readonly parabolaAxes: typeof parabolaAxes;
    readonly drawnSamples: typeof drawnSamples;
  };
}

/** @param p the parameter whose gradient is shown */
export function termsOf(s: Snapshot, p: number, picture: Picture): Term[] {
  const { layout, unit, draw } = picture;
  const here = followed(s.settings, s.problem);
  const { plane } = layout;
  const row = s.rows.find(({ id }) => id === here);
  const name = s.problem.parameters[p] ?? '';
  const path = pathOf(s);
  const line = estimatorOf(here).short;
  const curve = s.parabolas[p];
  const first = s.arrows.data[p] ?? 0;
  const places = () => draw.drawnSamples(s, plane, p);
  const samples = (): Mark[] => places().map(({ at }) => ({ at, r: 6 * unit }));
  const pulls = (): Mark[] =>
    places().map(({ at, dx, dy }: Drawn) =>
      Math.hypot(dx, dy) > 5 ? arrow(at, dx, dy, 8 * unit) : { at, r: 5 * unit },
    );
  const terms: Term[] = [
    {
      name: 'estimate',
      words: `${msg`mean of ${s.settings.n} gradients for ${name}`}, ${estimatorOf(here).name}`,
      value: fixed(row?.mean[p] ?? 0),
      marks: () => estimateMarks(s, p, picture),
      lines: [line],
    },
    { name: 'samples', words: msg`samples a step`, value: String(s.settings.n), marks: samples },
    {
      name: 'pull',
      words: msg`gradient for ${name} that one sample gives; the first`,
      value: fixed(first),
      marks: pulls,
    },
    {
      name: 'place',
      words: msg`where the samples are; the first`,
      value: Array.from(s.samples.data.subarray(0, s.samples.cols), (z) =>
        s.problem.kind === 'bars' ? msg`state ${z + 1}` : fixed(z),
      ).join(', '),
      marks: samples,
    },
    { name: 'truth', words: msg`evidence ln p(x)`, value: fixed(s.problem.evidence), lines: ['ln p(x)'] },
    { name: 'bound', words: `ELBO, ${line}`, value: fixed(path.elbo), lines: [line] },
    {
      name: 'gap',
      words: msg`gap, nats`,
      value: short(Math.max(0, path.gap)),
      lines: ['ln p(x)', line],
      between: true,
    },
  ];
  if (curve)
    terms.push({
      name: 'variate',
      words: msg`coefficient of the control variate`,
      value: fixed(curve.used),
      marks: () => {
        const axes = draw.parabolaAxes(layout.parabola, curve.grid, curve.values);
        return [{ at: [axes.px(curve.used), axes.py(curve.height)], r: 14 * unit }];
      },
    });
  return [...terms, ...gaussianTerms(s, layout, unit)];
}

/** The dot below the histogram of the followed estimator. */
function estimateMarks(s: Snapshot, p: number, { layout, rows, unit, draw }: Picture): Mark[] {
  const box = layout.rows[rows.indexOf(followed(s.settings, s.problem))];
  const row = s.rows.find(({ id }) => id === followed(s.settings, s.problem));
  if (!box || !row) return [];
  const x = draw.histogramX(layout.histograms, s.gradient[p] ?? 0, s.reach[p] ?? 1)(row.mean[p] ?? 0);
  return [{ at: [Math.min(box.right, Math.max(box.left, x)), box.bottom - 3.5 * unit], r: 8 * unit }];
}

/** q's mean and width, where it has them. */
function gaussianTerms({ q, problem }: Snapshot, { plane }: Layout, unit: number): Term[] {
  if ('logits' in q) return [];
  const sigmas = Array.from(q.logSigma, Math.exp);
  const [mu = 0, mu2 = 0] = q.mean;
  const [sigma = 1, sigma2 = 1] = sigmas;
  const plain = problem.kind === 'line';
  const peak = 1 / (Math.sqrt(2 * Math.PI) * sigma);
  const centre: Place = [plane.px(mu), plane.py(plain ? peak : mu2)];
  const shoulder = plane.py(peak * Math.exp(-0.5));
  return [
    {
      name: 'mean',
      words: msg`mean of q`,
      value: Array.from(q.mean, (m) => fixed(m)).join(', '),
      marks: () => [{ at: centre, r: 12 * unit }],
    },
    {
      name: 'width',
      words: msg`standard deviation of q`,
      value: sigmas.map((one) => fixed(one)).join(', '),
      marks: () =>
        plain
          ? [
              {
                points: [
                  [plane.px(mu - sigma), shoulder],
                  [plane.px(mu + sigma), shoulder],
                ],
              },
            ]
          : [ellipse(plane, q.mean, [sigma ** 2, 0, 0, sigma2 ** 2], 1)],
    },
  ];
}
