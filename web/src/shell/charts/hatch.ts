// Hatching means "gap" everywhere: thin diagonal lines, readable without colour.

const known = new Map<string, CanvasPattern | string>();

/** The colour of a hatching. */
export const hatched = (pattern: CanvasPattern): string | undefined =>
  [...known].find(([, made]) => made === pattern)?.[0];

export function hatch(colour: string): CanvasPattern | string {
  const found = known.get(colour);
  if (found) return found;
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const ctx = tile.getContext('2d');
  if (!ctx) return colour;
  ctx.globalAlpha = 0.12;
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, 8, 8);
  ctx.globalAlpha = 0.75;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  for (const offset of [-8, 0, 8]) {
    ctx.moveTo(offset - 1, 9);
    ctx.lineTo(offset + 9, -1);
  }
  ctx.stroke();
  const pattern = ctx.createPattern(tile, 'repeat') ?? colour;
  known.set(colour, pattern);
  return pattern;
}
