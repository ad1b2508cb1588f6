// A canvas context that writes SVG: what a stage or Chart.js draws into it becomes a picture of shapes and text. It knows
// the part of the interface that these use, and no DOM but for the images that are drawn into it.
import { IDENTITY, type Matrix, times } from './svg-matrix.ts';
import { attributes, colour, fontOf, hatching, number, text } from './svg-text.ts';

type Paint = string | Fill | CanvasGradient | CanvasPattern;

/** Something in <defs> that fills. */
interface Fill {
  readonly id: string;
}

/** What save() keeps. */
const start = {
  fillStyle: '#000000' as Paint,
  strokeStyle: '#000000' as Paint,
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  miterLimit: 10,
  lineDashOffset: 0,
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  dash: [] as readonly number[],
  matrix: IDENTITY,
  clipped: undefined as string | undefined,
};

type State = typeof start;

export interface SvgOptions {
  readonly width: number;
  readonly height: number;
  /** The measure of text; a context of the canvas kind. */
  readonly ruler: CanvasRenderingContext2D;
  /** The colour of a hatching, which is a pattern of the canvas kind. */
  hatched(pattern: CanvasPattern): string | undefined;
}

export interface SvgContext extends State {}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the members of the state are assigned in the constructor.
export class SvgContext {
  readonly width: number;
  readonly height: number;
  readonly #options: SvgOptions;
  readonly #defs: string[] = [];
  readonly #body: string[] = [];
  readonly #saved: State[] = [];
  readonly #hatchings = new Map<string, string>();
  #path = '';
  #clip: string | undefined;
  #ids = 0;

  constructor(options: SvgOptions) {
    this.#options = options;
    this.width = options.width;
    this.height = options.height;
    Object.assign(this, start);
  }

  /** What Chart.js asks of a canvas. */
  get canvas(): this {
    return this;
  }
  getContext(): this {
    return this;
  }

  /** The picture. */
  finish(title: string): string {
    this.#inClip(undefined);
    const { width, height } = this;
    const root = attributes({
      ...{ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
      role: 'img',
    });
    const defs = this.#defs.length > 0 ? `<defs>${this.#defs.join('')}</defs>\n` : '';
    return `<svg${root}>\n<title>${text(title)}</title>\n${defs}${this.#body.join('\n')}\n</svg>\n`;
  }

  save(): void {
    const state = {} as Record<string, unknown>;
    for (const key of Object.keys(start)) state[key] = this[key as keyof State];
    this.#saved.push(state as State);
  }
  restore(): void {
    Object.assign(this, this.#saved.pop());
  }

  setTransform(...matrix: Matrix): void {
    this.matrix = matrix;
  }
  resetTransform(): void {
    this.matrix = IDENTITY;
  }
  translate(x: number, y: number): void {
    this.matrix = times(this.matrix, [1, 0, 0, 1, x, y]);
  }
  scale(x: number, y: number): void {
    this.matrix = times(this.matrix, [x, 0, 0, y, 0, 0]);
  }
  rotate(angle: number): void {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    this.matrix = times(this.matrix, [c, s, -s, c, 0, 0]);
  }

  beginPath(): void {
    this.#path = '';
  }
  moveTo(x: number, y: number): void {
    if (Number.isFinite(x + y)) this.#path += `M${number(x)} ${number(y)}`;
  }
  lineTo(x: number, y: number): void {
    if (Number.isFinite(x + y)) this.#path += `${this.#path ? 'L' : 'M'}${number(x)} ${number(y)}`;
  }
  closePath(): void {
    if (this.#path) this.#path += 'Z';
  }
  bezierCurveTo(...points: number[]): void {
    this.#path += `C${points.map(number).join(' ')}`;
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.#path += `M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}Z`;
  }
  arc(x: number, y: number, r: number, from: number, to: number, back = false): void {
    this.ellipse(x, y, r, r, 0, from, to, back);
  }
  /** A whole turn has to be drawn as two arcs. */
  ellipse(
    ...[x, y, rx, ry, turn, from, to, back = false]: Parameters<CanvasRenderingContext2D['ellipse']>
  ): void {
    const place = (angle: number) => {
      const [u, v] = [rx * Math.cos(angle), ry * Math.sin(angle)];
      return [
        x + u * Math.cos(turn) - v * Math.sin(turn),
        y + u * Math.sin(turn) + v * Math.cos(turn),
      ] as const;
    };
    const full = 2 * Math.PI;
    const wanted = back ? from - to : to - from;
    const swept = wanted >= full ? full : ((wanted % full) + full) % full;
    const sign = back ? -1 : 1;
    this.lineTo(...place(from));
    const steps = swept > Math.PI ? 2 : 1;
    for (let i = 1; i <= steps; ++i) {
      const [px, py] = place(from + (sign * swept * i) / steps);
      const degrees = number((turn * 180) / Math.PI);
      this.#path += `A${number(rx)} ${number(ry)} ${degrees} 0 ${back ? 0 : 1} ${number(px)} ${number(py)}`;
    }
  }

  fill(): void {
    this.#draw('path', { d: this.#path, ...this.#filled() });
  }
  stroke(): void {
    this.#draw('path', { d: this.#path, fill: 'none', ...this.#stroked() });
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.#draw('rect', { x, y, width, height, ...this.#filled() });
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#draw('rect', { x, y, width, height, fill: 'none', ...this.#stroked() });
  }
  /** There is nothing on a new page. */
  clearRect(): void {}

  clip(): void {
    const id = this.#id('clip');
    const around = this.clipped ? { 'clip-path': `url(#${this.clipped})` } : {};
    const path = `<path${attributes({ d: this.#path, ...this.#transform() })}/>`;
    this.#defs.push(`<clipPath${attributes({ id, ...around })}>${path}</clipPath>`);
    this.clipped = id;
  }

  fillText(words: string, x: number, y: number): void {
    this.#text(words, x, y, this.#filled());
  }
  strokeText(words: string, x: number, y: number): void {
    this.#text(words, x, y, { fill: 'none', ...this.#stroked() });
  }
  measureText(words: string): TextMetrics {
    const { ruler } = this.#options;
    ruler.font = this.font;
    return ruler.measureText(words);
  }

  setLineDash(dash: readonly number[]): void {
    this.dash = [...dash];
  }
  getLineDash(): readonly number[] {
    return this.dash;
  }

  drawImage(image: HTMLCanvasElement, x: number, y: number, width: number, height: number): void {
    this.#draw('image', { href: image.toDataURL(), x, y, width, height, preserveAspectRatio: 'none' });
  }

  createLinearGradient(x1: number, y1: number, x2: number, y2: number) {
    const id = this.#id('gradient');
    const at = this.#defs.push('') - 1;
    const stops: string[] = [];
    const open = attributes({ id, gradientUnits: 'userSpaceOnUse', x1, y1, x2, y2 });
    const addColorStop = (offset: number, paint: string) => {
      stops.push(`<stop${attributes({ offset, ...colour('stop', paint, 1) })}/>`);
      this.#defs[at] = `<linearGradient${open}>${stops.join('')}</linearGradient>`;
    };
    return { id, addColorStop };
  }

  #text(words: string, x: number, y: number, style: Record<string, unknown>): void {
    const anchor = { center: 'middle', right: 'end', end: 'end' }[this.textAlign];
    this.#draw(
      'text',
      {
        ...{ x, y: y + this.#drop(words), ...fontOf(this.font) },
        // Where the font is not there, another one takes its place, and its width.
        ...{ textLength: number(this.measureText(words).width), lengthAdjust: 'spacingAndGlyphs' },
        ...(anchor ? { 'text-anchor': anchor } : {}),
        ...style,
      },
      text(words),
    );
  }

  /** How far the alphabetic baseline lies below the one that is set: not every reader of SVG knows the others. */
  #drop(words: string): number {
    const { ruler } = this.#options;
    ruler.font = this.font;
    const ascent = (baseline: string) => {
      ruler.textBaseline = baseline as CanvasTextBaseline;
      return ruler.measureText(words).actualBoundingBoxAscent;
    };
    return ascent('alphabetic') - ascent(this.textBaseline);
  }

  #filled(): Record<string, unknown> {
    return this.#paint('fill', this.fillStyle);
  }
  #stroked(): Record<string, unknown> {
    const { lineWidth, lineCap, lineJoin, lineDashOffset, dash } = this;
    return {
      ...this.#paint('stroke', this.strokeStyle),
      'stroke-width': lineWidth,
      ...(lineCap === 'butt' ? {} : { 'stroke-linecap': lineCap }),
      ...(lineJoin === 'miter' ? {} : { 'stroke-linejoin': lineJoin }),
      ...(dash.length > 0 ? { 'stroke-dasharray': dash.map(number).join(' ') } : {}),
      ...(lineDashOffset ? { 'stroke-dashoffset': lineDashOffset } : {}), // Chart.js also sets undefined
    };
  }

  #paint(what: 'fill' | 'stroke', paint: Paint): Record<string, unknown> {
    if (typeof paint === 'string') return colour(what, paint, this.globalAlpha);
    const hatched = this.#options.hatched(paint as CanvasPattern);
    const id = hatched === undefined ? (paint as Fill).id : this.#hatching(hatched);
    if (id === undefined) throw new Error('Nothing is known of this pattern.');
    return {
      [what]: `url(#${id})`,
      ...(this.globalAlpha < 1 ? { [`${what}-opacity`]: this.globalAlpha } : {}),
    };
  }

  #hatching(of: string): string {
    const known = this.#hatchings.get(of);
    if (known) return known;
    const id = this.#id('hatch');
    this.#defs.push(hatching(id, of));
    this.#hatchings.set(of, id);
    return id;
  }

  #draw(name: string, given: Record<string, unknown>, content?: string): void {
    if (given.d === '') return;
    this.#inClip(this.clipped);
    const open = `<${name}${attributes({ ...given, ...this.#transform() })}`;
    this.#body.push(content === undefined ? `${open}/>` : `${open}>${content}</${name}>`);
  }

  #inClip(clip: string | undefined): void {
    if (clip === this.#clip) return;
    if (this.#clip) this.#body.push('</g>');
    if (clip) this.#body.push(`<g clip-path="url(#${clip})">`);
    this.#clip = clip;
  }

  #transform(): Record<string, unknown> {
    return this.matrix.every((value, i) => value === IDENTITY[i])
      ? {}
      : { transform: `matrix(${this.matrix.map((value) => Number(value.toFixed(6))).join(' ')})` };
  }

  #id(what: string): string {
    this.#ids += 1;
    return `${what}${this.#ids}`;
  }
}
