// What can be taken hold of on the stage, and what moving it means. Pixels in, an edit or a coefficient out.
import { fixed } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import type { Handle } from '../../shell/stage/handles.ts';
import { type Layout, parabolaAxes } from './layout.ts';
import { type Edit, type Snapshot, shownOf } from './model.ts';
import { sharesOf } from './problems.ts';

/** Widths are taken hold of at so many standard deviations: where q's density bends, or on its outer ellipse. */
const reachOf = ({ problem }: Snapshot): number => (problem.kind === 'line' ? 1 : 2);

const SIGMAS = ['σ₁', 'σ₂'];

export function gripsOf(s: Snapshot, layout: Layout, p: number): Handle[] {
  return [
    ...(s.problem.kind === 'bars' ? shareGrips(s, layout) : gaussianGrips(s, layout)),
    ...coefficientGrip(s, layout, p),
  ];
}

function shareGrips({ q }: Snapshot, { plane }: Layout): Handle[] {
  if (!('logits' in q)) return [];
  return Array.from(sharesOf(q.logits), (share, k) => ({
    id: `share-${k}`,
    name: msg`Share of state ${k + 1}`,
    place: fixed(share),
    x: plane.px(k),
    y: plane.py(share),
  }));
}

function gaussianGrips(s: Snapshot, { plane }: Layout): Handle[] {
  const { q } = s;
  if ('logits' in q) return [];
  const [mu = 0, mu2 = 0] = q.mean;
  const [sigma = 1, sigma2 = 1] = q.logSigma.map(Math.exp);
  const reach = reachOf(s);
  if (s.problem.kind === 'line') {
    const peak = 1 / (Math.sqrt(2 * Math.PI) * sigma);
    return [
      { id: 'mean', name: msg`Mean of q`, place: msg`at ${fixed(mu)}`, x: plane.px(mu), y: plane.py(peak) },
      {
        id: 'width-0',
        name: msg`Width of q`,
        place: `σ ${fixed(sigma)}`,
        x: plane.px(mu + reach * sigma),
        y: plane.py(peak * Math.exp(-0.5)),
      },
    ];
  }
  const [x, y] = [plane.px(mu), plane.py(mu2)];
  return [
    { id: 'mean', name: msg`Mean of q`, place: msg`at ${fixed(mu)}, ${fixed(mu2)}`, x, y },
    ...[sigma, sigma2].map((width, i) => ({
      id: `width-${i}`,
      name: msg`Width ${SIGMAS[i] ?? ''} of q`,
      place: fixed(width),
      x: i === 0 ? x + reach * width * plane.sx : x,
      y: i === 1 ? y - reach * width * plane.sy : y,
    })),
  ];
}

/** The point on the parabola, while the coefficient is the student's. */
function coefficientGrip(s: Snapshot, { parabola: box }: Layout, p: number): Handle[] {
  const curve = s.parabolas[p];
  if (!curve || s.settings.variate !== 'typed' || !shownOf(s).includes('cv')) return [];
  const axes = parabolaAxes(box, curve.grid, curve.values);
  return [
    {
      id: 'a',
      name: msg`Coefficient a`,
      place: fixed(curve.used),
      x: axes.px(curve.used),
      y: axes.py(curve.height),
    },
  ];
}

/** What is asked for by moving a handle of q to (x, y). */
export function editOf(s: Snapshot, { plane }: Layout, id: string, x: number, y: number): Edit | undefined {
  const [kind, index = '0'] = id.split('-');
  const coordinate = Number(index);
  if (kind === 'share') return { kind: 'share', state: coordinate, share: plane.dataY(y) };
  if ('logits' in s.q) return undefined;
  const [mu = 0, mu2 = 0] = s.q.mean;
  if (kind === 'mean') {
    const [at, up] = [plane.dataX(x), plane.dataY(y)];
    return { kind: 'mean', mean: s.problem.kind === 'line' ? [at] : [at, up] };
  }
  const distance = coordinate === 0 ? plane.dataX(x) - mu : plane.dataY(y) - mu2;
  return { kind: 'width', coordinate, sigma: distance / reachOf(s) };
}

/** The coefficient at a place of the parabola, as finely as its pixels tell apart. */
export function coefficientAt(s: Snapshot, { parabola: box }: Layout, p: number, x: number): number {
  const curve = s.parabolas[p];
  return curve ? parabolaAxes(box, curve.grid, curve.values).coefficient(x) : s.settings.a;
}
