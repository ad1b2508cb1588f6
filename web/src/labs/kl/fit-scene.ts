// What the stage paints in the fourth part: p and both q above, the landscape over (mean, ln σ) below.
import type { UnivariateGaussian } from '../../../../wasm/api/divergence_fit.ts';
import { plain, short } from '../../shell/format.ts';
import type { Frame } from '../../shell/lab.ts';
import { msg } from '../../shell/language.ts';
import { colourOf, type Palette } from '../../shell/palette.ts';
import { ticks } from '../../shell/stage/axes.ts';
import { addMarker } from '../../shell/stage/marks.ts';
import { type Brush, baseline, label } from './bars.ts';
import type { FitSnapshot, Valleys } from './fit.ts';
import { heatMap } from './heat.ts';
import { type Box, SWITCH } from './layout.ts';
import { ofPane, type Snapshot } from './model.ts';

export interface FitPlaces {
  readonly density: Box;
  readonly map: Box;
  x(mean: number): number;
  mean(x: number): number;
  /** Height of a density. */
  y(value: number): number;
  value(y: number): number;
  /** Height of ln σ on the map. */
  rho(logSigma: number): number;
  logSigma(y: number): number;
}

export const ROOT = Math.sqrt(2 * Math.PI);
export const normal = ({ mean, logSigma }: UnivariateGaussian, x: number): number =>
  Math.exp(-0.5 * ((x - mean) / Math.exp(logSigma)) ** 2) / (ROOT * Math.exp(logSigma));

export function placesOf({ scene }: FitSnapshot, width: number, height: number, unit: number): FitPlaces {
  const [left, right] = [44 * unit, width - 12 * unit];
  const middle = SWITCH + (height - SWITCH) * 0.44;
  const density = { left, right, top: SWITCH + 6, bottom: middle - 20 * unit };
  const map = { left, right, top: middle + 6 * unit, bottom: height - 22 * unit };
  const [low, high] = [scene.x[0] ?? 0, scene.x.at(-1) ?? 1];
  const [least, most] = [scene.logSigmas[0] ?? 0, scene.logSigmas.at(-1) ?? 1];
  // Room above p: a Gaussian on one of two equal modes is twice as high.
  const top = 2.3 * Math.max(...scene.density);
  const scale = (right - left) / (high - low);
  const rise = (map.bottom - map.top) / (most - least);
  const tall = (density.bottom - density.top) / top;
  return {
    density,
    map,
    x: (mean) => left + (mean - low) * scale,
    mean: (x) => low + (x - left) / scale,
    y: (value) => density.bottom - value * tall,
    value: (y) => (density.bottom - y) / tall,
    rho: (logSigma) => map.bottom - (logSigma - least) * rise,
    logSigma: (y) => least + (map.bottom - y) / rise,
  };
}

/** On the way from one q to the next: a straight line, for the eye only. */
const between = (a: UnivariateGaussian, b: UnivariateGaussian, t: number): UnivariateGaussian => ({
  mean: a.mean + (b.mean - a.mean) * t,
  logSigma: a.logSigma + (b.logSigma - a.logSigma) * t,
});

export interface Curve {
  readonly name: string;
  readonly q: UnivariateGaussian;
  readonly colour: string;
  readonly dash: readonly number[];
}

export function curvesOf(s: FitSnapshot, palette: Palette): Curve[] {
  if (s.alpha) return [{ name: 'q', q: s.alpha.q, colour: colourOf(palette, 2), dash: [] }];
  return [
    { name: msg`inclusive q`, q: s.inclusive.q, colour: palette.E, dash: [] },
    { name: msg`exclusive q`, q: s.exclusive.q, colour: palette.M, dash: [9, 5] },
  ];
}

export function paintFit(brush: Brush, places: FitPlaces, s: FitSnapshot, frame: Frame<Snapshot>): void {
  const { palette } = brush;
  const from = frame.from?.pane === 'fit' && frame.progress < 1 ? curvesOf(frame.from, palette) : undefined;
  const curves = curvesOf(s, palette).map((curve, i) => {
    const before = from?.[i]?.q;
    return before ? { ...curve, q: between(before, curve.q, frame.progress) } : curve;
  });
  paintDensities(brush, places, s, curves);
  paintMap(brush, places, s, curves, ofPane(frame.history.slice(0, frame.index + 1), 'fit'));
}

function inside({ ctx }: Brush, { left, right, top, bottom }: Box, paint: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();
  paint();
  ctx.restore();
}

function paintDensities(brush: Brush, places: FitPlaces, s: FitSnapshot, curves: readonly Curve[]): void {
  const { ctx, palette, ink } = brush;
  const { density: box, x, y } = places;
  inside(brush, box, () => {
    ctx.beginPath();
    ctx.moveTo(box.left, box.bottom);
    s.scene.x.forEach((at, i) => {
      ctx.lineTo(x(at), y(s.scene.density[i] ?? 0));
    });
    ctx.lineTo(box.right, box.bottom);
    ctx.fillStyle = palette.ink;
    ctx.globalAlpha = 0.12;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 2;
    ctx.stroke();
    for (const { q, colour, dash } of curves) {
      ctx.beginPath();
      for (let px = box.left; px <= box.right; px += 2) {
        const py = y(normal(q, places.mean(px)));
        if (px === box.left) ctx.moveTo(px, py);
        else ctx.lineTo(px, py);
      }
      ctx.setLineDash(dash.map((d) => d * ink.unit));
      ctx.strokeStyle = colour;
      ctx.lineWidth = 3 * ink.unit;
      ctx.stroke();
      ctx.setLineDash([]);
    }
  });
  paintGrips(brush, places, s);
  baseline(brush, box);
  for (const at of ticks(
    places.mean(box.left),
    places.mean(box.right),
    (box.right - box.left) / (75 * ink.unit),
  ))
    label(brush, plain(at), x(at), box.bottom + 16 * ink.unit, palette.faint, 'center', 13);
  // Names in the corner, where no curve is tall.
  const names = [...curves.map(({ name, colour }) => ({ name, colour })), { name: 'p', colour: palette.ink }];
  names.forEach(({ name, colour }, i) => {
    label(brush, name, box.right, box.top + (14 + 18 * i) * ink.unit, colour, 'right', 14, 600);
  });
}

/** Where a component of p can be taken hold of: its peak, and its width. */
export const gripsOf = (s: FitSnapshot, { x, y }: FitPlaces) =>
  s.p.weights.flatMap((weight, k) => {
    if (weight <= 0) return [];
    const [mean, sigma] = [s.p.means[k] ?? 0, s.p.sigmas[k] ?? 1];
    const peak = weight / (ROOT * sigma);
    return [
      { k, part: 'peak' as const, x: x(mean), y: y(peak) },
      { k, part: 'width' as const, x: x(mean + sigma), y: y(peak * Math.exp(-0.5)) },
    ];
  });

function paintGrips({ ctx, palette, ink }: Brush, places: FitPlaces, s: FitSnapshot): void {
  for (const { part, x, y } of gripsOf(s, places)) {
    ctx.beginPath();
    if (part === 'peak') ctx.arc(x, y, 6 * ink.unit, 0, 2 * Math.PI);
    else ctx.rect(x - 4 * ink.unit, y - 4 * ink.unit, 8 * ink.unit, 8 * ink.unit);
    ctx.fillStyle = palette.paper;
    ctx.fill();
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 2;
    ctx.stroke();
  }
}

function paintMap(
  brush: Brush,
  places: FitPlaces,
  s: FitSnapshot,
  curves: readonly Curve[],
  history: readonly FitSnapshot[],
): void {
  const { ctx, palette, ink } = brush;
  const { map: box, x, rho } = places;
  const { scene } = s;
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(heatMap(scene, palette), box.left, box.top, box.right - box.left, box.bottom - box.top);
  inside(brush, box, () => {
    if (scene.valleys) paintStarts(brush, places, scene.valleys);
    const lines = s.path
      ? [{ points: history.flatMap(({ alpha }) => alpha?.q ?? []), colour: colourOf(palette, 2) }]
      : [
          { points: history.map(({ inclusive }) => inclusive.q), colour: palette.E },
          { points: history.map(({ exclusive }) => exclusive.q), colour: palette.M },
        ];
    for (const { points, colour } of lines) trail(brush, places, points, colour);
    if (s.walk !== 'down') ring(brush, x(s.start.mean), rho(s.start.logSigma), palette.ink);
    for (const { q, colour } of curves) dot(brush, x(q.mean), rho(q.logSigma), colour);
  });
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 1;
  ctx.strokeRect(box.left + 0.5, box.top + 0.5, box.right - box.left - 1, box.bottom - box.top - 1);
  for (const at of ticks(places.logSigma(box.bottom), places.logSigma(box.top + 18 * ink.unit), 4))
    label(brush, plain(at), box.left - 6 * ink.unit, rho(at) + 4 * ink.unit, palette.faint, 'right', 13);
  label(brush, 'ln σ', box.left - 6 * ink.unit, box.top + 8 * ink.unit, palette.ink, 'right', 13);
  const name = scene.direction === 'exclusive' ? 'KL(q ‖ p)' : 'KL(p ‖ q)';
  label(
    brush,
    msg`${name} over mean and ln σ; deeper blue is less`,
    box.left,
    box.bottom + 16 * ink.unit,
    palette.faint,
    'left',
    13,
  );
}

/** Each start has the mark of the optimum that descent from it reaches: the valleys. */
function paintStarts(
  { ctx, palette, ink }: Brush,
  { x, rho }: FitPlaces,
  { starts, reached, optima }: Valleys,
): void {
  starts.forEach(({ mean, logSigma }, i) => {
    const k = reached[i] ?? -1;
    if (k < 0) return;
    ctx.beginPath();
    addMarker(ctx, k, x(mean), rho(logSigma), 2.6 * ink.unit);
    ctx.fillStyle = colourOf(palette, k);
    ctx.fill();
  });
  ctx.font = ink.font(13, 700);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  optima.forEach(({ q, value }, k) => {
    const [px, py] = [x(q.mean), rho(q.logSigma)];
    ctx.beginPath();
    addMarker(ctx, k, px, py, 7 * ink.unit);
    ctx.lineWidth = 4;
    ctx.strokeStyle = palette.paper;
    ctx.stroke();
    ctx.fillStyle = colourOf(palette, k);
    ctx.fill();
    ctx.strokeText(short(value), px + 12 * ink.unit, py);
    ctx.fillStyle = palette.ink;
    ctx.fillText(short(value), px + 12 * ink.unit, py);
  });
}

function trail(
  { ctx, palette, ink }: Brush,
  { x, rho }: FitPlaces,
  points: readonly UnivariateGaussian[],
  colour: string,
): void {
  ctx.beginPath();
  points.forEach(({ mean, logSigma }, i) => {
    if (i === 0) ctx.moveTo(x(mean), rho(logSigma));
    else ctx.lineTo(x(mean), rho(logSigma));
  });
  ctx.lineJoin = 'round';
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 4.5 * ink.unit;
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.2 * ink.unit;
  ctx.stroke();
}

function dot({ ctx, palette, ink }: Brush, x: number, y: number, colour: string): void {
  ctx.beginPath();
  ctx.arc(x, y, 7 * ink.unit, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 2.5;
  ctx.stroke();
}

function ring({ ctx, palette, ink }: Brush, x: number, y: number, colour: string): void {
  ctx.beginPath();
  ctx.arc(x, y, 10 * ink.unit, 0, 2 * Math.PI);
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.8;
  ctx.stroke();
}
