// What the stage paints in the first three parts: bars of two distributions, costs as areas, a track for λ or θ.
import { fixed } from '../../shell/format.ts';
import { msg } from '../../shell/language.ts';
import type { Palette } from '../../shell/palette.ts';
import type { Ink } from '../../shell/stage/canvas.ts';
import type { CodesSnapshot } from './codes.ts';
import { symbolAt } from './codes.ts';
import { type BarGroup, type Box, barAt, type Layout, type Track, yOf } from './layout.ts';
import { inUnit, LETTERS } from './numbers.ts';

export interface Brush {
  readonly ctx: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly ink: Ink;
}

export function paintLayout(brush: Brush, { groups, track }: Layout): void {
  for (const group of groups) paintGroup(brush, group);
  if (track) paintTrack(brush, track);
}

export function label(
  { ctx, ink }: Brush,
  text: string,
  x: number,
  y: number,
  colour: string,
  align: CanvasTextAlign = 'center',
  size = 14,
  weight = 400,
): void {
  ctx.font = ink.font(size, weight);
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(text, x, y);
}

/** What bars and densities stand on. */
export function baseline({ ctx, palette }: Brush, { left, right, bottom }: Box): void {
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(left, bottom + 0.5);
  ctx.lineTo(right, bottom + 0.5);
  ctx.stroke();
}

/** Above a picture; the short form where there is no room for the other. */
function heading(brush: Brush, { left, right, top }: Box, title: string, shortTitle = title): void {
  const { ctx, ink, palette } = brush;
  ctx.font = ink.font(13);
  const text = ctx.measureText(title).width < right - left ? title : shortTitle;
  label(brush, text, left, top - 36 * ink.unit, palette.faint, 'left', 13);
}

/** Truth is ink, the other is blue and hatched: told apart without colour. */
function paintGroup(brush: Brush, group: BarGroup): void {
  const { palette, ink } = brush;
  const { box, outcomes, series } = group;
  const narrow = (box.right - box.left) / outcomes.length < 60 * ink.unit;
  heading(brush, box, group.title, group.shortTitle);
  baseline(brush, box);
  outcomes.forEach((outcome, i) => {
    const slot = (box.right - box.left) / outcomes.length;
    label(
      brush,
      outcome,
      box.left + slot * (i + 0.5),
      box.bottom + 17 * ink.unit,
      palette.ink,
      'center',
      15,
      600,
    );
    series.forEach(({ values, truth, moves, name }, k) => {
      const value = values[i] ?? 0;
      const { x, width } = barAt(group, k, i);
      const y = yOf(box, value);
      bar(brush, x, y, width, box.bottom - y, truth, moves !== undefined);
      if (!narrow)
        label(
          brush,
          fixed(value),
          x + width / 2,
          y - 9 * ink.unit,
          truth ? palette.ink : palette.bound,
          'center',
          13,
        );
      if (i === tallest(values))
        label(
          brush,
          name,
          name.length === 1 ? x + width / 2 : k === 0 ? x + width - 3 : x + 3,
          y - (narrow ? 8 : 23) * ink.unit,
          truth ? palette.ink : palette.bound,
          name.length === 1 ? 'center' : k === 0 ? 'right' : 'left',
          15,
          700,
        );
    });
  });
}

const tallest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

function bar(
  { ctx, palette, ink }: Brush,
  x: number,
  y: number,
  width: number,
  height: number,
  truth: boolean,
  movable: boolean,
): void {
  const colour = truth ? palette.ink : palette.bound;
  ctx.save();
  ctx.globalAlpha = truth ? 0.75 : 0.22;
  ctx.fillStyle = colour;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(x, y, width, height);
  if (!truth) hatchRect(ctx, x, y, width, height, colour);
  if (movable) {
    // A grip: this edge can be moved.
    ctx.lineWidth = 5 * ink.unit;
    ctx.lineCap = 'round';
    ctx.beginPath();
    ctx.moveTo(x + width * 0.22, y);
    ctx.lineTo(x + width * 0.78, y);
    ctx.stroke();
  }
  ctx.restore();
}

export function hatchRect(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.globalAlpha = 0.55;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let d = -height; d < width; d += 7) {
    ctx.moveTo(x + d, y + height);
    ctx.lineTo(x + d + height, y);
  }
  ctx.stroke();
  ctx.restore();
}

/** A line from 0 to 1 with a knob on it. */
function paintTrack(brush: Brush, { box, name, value, ends }: Track): void {
  const { ctx, palette, ink } = brush;
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 3 * ink.unit;
  ctx.lineCap = 'round';
  ctx.beginPath();
  ctx.moveTo(box.left, box.top);
  ctx.lineTo(box.right, box.top);
  ctx.stroke();
  label(brush, ends[0], box.left - 8 * ink.unit, box.top + 5 * ink.unit, palette.faint, 'right');
  label(brush, ends[1], box.right + 8 * ink.unit, box.top + 5 * ink.unit, palette.faint, 'left');
  const x = box.left + (box.right - box.left) * value;
  ctx.beginPath();
  ctx.arc(x, box.top, 9 * ink.unit, 0, 2 * Math.PI);
  ctx.fillStyle = palette.bound;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = palette.paper;
  ctx.stroke();
  const side = value > 0.8 ? 'right' : value < 0.2 ? 'left' : 'center';
  label(
    brush,
    `${name} = ${fixed(value, name === 'θ' ? 3 : 2)}`,
    x,
    box.top + 26 * ink.unit,
    palette.ink,
    side,
    15,
    600,
  );
}

/** One symbol's column, in pixels: where it begins, and the heights of its code word and of the best one. */
export interface Column {
  readonly i: number;
  readonly left: number;
  readonly width: number;
  readonly paid: number;
  readonly best: number;
}

export function columnsOf(s: CodesSnapshot, box: Box): Column[] {
  const finite = [...s.lengths, ...s.ideals].filter(Number.isFinite);
  const tall = Math.max(Math.LN2, ...finite) * 1.08;
  const y = (nats: number) => box.bottom - (box.bottom - box.top) * Math.min(1, nats / tall);
  let left = box.left;
  return s.p.flatMap((share, i) => {
    const width = share * (box.right - box.left);
    if (width <= 0) return [];
    const column = { i, left, width, paid: y(s.lengths[i] ?? 0), best: y(s.ideals[i] ?? 0) };
    left += width;
    return [column];
  });
}

/**
 * Each symbol a column as wide as p sends it and as tall as its code word is long: areas are mean costs. Under the line of
 * ink the code made for p, whose area is the entropy; the blue one is paid; what lies between is the divergence.
 */
export function paintAreas(brush: Brush, s: CodesSnapshot, box: Box): void {
  const { ctx, palette, ink } = brush;
  const title = s.unit === 'bits' ? msg`what it costs: bits a symbol` : msg`what it costs: nats a symbol`;
  heading(brush, box, title, msg`what it costs`);
  for (const { i, left, width, paid, best } of columnsOf(s, box)) {
    const [high, low] = [Math.min(paid, best), Math.max(paid, best)];
    ctx.fillStyle = palette.ink;
    ctx.globalAlpha = 0.13;
    ctx.fillRect(left, low, width, box.bottom - low);
    ctx.globalAlpha = 1;
    // Paid above the best hatched blue; saved below it hatched in the other colour: their difference is the divergence.
    hatchRect(ctx, left, high, width, low - high, paid < best ? palette.bound : palette.M);
    edge(brush, left, width, best, palette.ink, 2.5);
    edge(brush, left, width, paid, palette.bound, 3.5);
    if (symbolAt(s) === i) {
      ctx.strokeStyle = palette.M;
      ctx.lineWidth = 3;
      ctx.strokeRect(left + 1.5, paid, width - 3, box.bottom - paid);
    }
    if (width > 15 * ink.unit) {
      label(
        brush,
        LETTERS[i] ?? '',
        left + width / 2,
        box.bottom + 17 * ink.unit,
        palette.ink,
        'center',
        15,
        600,
      );
      const nats = s.lengths[i] ?? 0;
      const text = Number.isFinite(nats) ? fixed(inUnit(nats, s.unit), width > 40 * ink.unit ? 2 : 1) : '∞';
      label(brush, text, left + width / 2, paid - 7 * ink.unit, palette.bound, 'center', 13, 600);
    }
  }
  ctx.strokeStyle = palette.faint;
  ctx.lineWidth = 1;
  ctx.strokeRect(box.left + 0.5, box.top - 0.5, box.right - box.left, box.bottom - box.top + 1);
}

function edge({ ctx }: Brush, x: number, width: number, y: number, colour: string, thick: number): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = thick;
  ctx.lineCap = 'butt';
  ctx.beginPath();
  ctx.moveTo(x + 1, y);
  ctx.lineTo(x + width - 1, y);
  ctx.stroke();
}
