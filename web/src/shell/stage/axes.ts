// A plane: data coordinates to pixels, with equal units on both axes unless the data's scales differ wildly.

export interface Bounds {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export interface Plane {
  /** The rectangle inside the axes, in pixels. */
  readonly area: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  readonly width: number;
  readonly height: number;
  readonly bounds: Bounds;
  px(x: number): number;
  py(y: number): number;
  /** The inverses: pixels to data. */
  dataX(px: number): number;
  dataY(py: number): number;
  /** Pixels per unit. */
  readonly sx: number;
  readonly sy: number;
}

/** At the base type size. */
const MARGIN = { left: 46, right: 14, top: 20, bottom: 40 };

/** Where the spread of one axis is more than this many times the other's, equal units would flatten the picture. */
const FLATTEST = 2.5;

/** Smallest box around the rows of X (N x 2, row-major), widened by a tenth. */
export function boundsOf(X: Float64Array): Bounds {
  const range = (offset: number): readonly [number, number] => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = offset; i < X.length; i += 2) {
      const value = X[i] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const pad = 0.06 * (high - low) || Math.abs(high) || 1;
    return [low - pad, high + pad];
  };
  return { x: range(0), y: range(1) };
}

/** @param aspect  'free' fills the whole box: for quantities of different kinds, whose units have nothing in common */
export function planeOf(
  width: number,
  height: number,
  wanted: Bounds,
  unit: number,
  aspect: 'equal' | 'free' = 'equal',
): Plane {
  const margin = {
    left: MARGIN.left * unit,
    right: MARGIN.right * unit,
    top: MARGIN.top * unit,
    bottom: MARGIN.bottom * unit,
  };
  const w = Math.max(1, width - margin.left - margin.right);
  const h = Math.max(1, height - margin.top - margin.bottom);
  const spanX = wanted.x[1] - wanted.x[0];
  const spanY = wanted.y[1] - wanted.y[0];
  let sx = w / spanX;
  let sy = h / spanY;
  const alike = Math.max(spanX, spanY) <= FLATTEST * Math.min(spanX, spanY);
  if (aspect === 'equal' && alike) sx = sy = Math.min(sx, sy);
  const centre = (range: readonly [number, number]) => (range[0] + range[1]) / 2;
  const bounds: Bounds = {
    x: [centre(wanted.x) - w / sx / 2, centre(wanted.x) + w / sx / 2],
    y: [centre(wanted.y) - h / sy / 2, centre(wanted.y) + h / sy / 2],
  };
  return {
    area: { left: margin.left, top: margin.top, right: width - margin.right, bottom: height - margin.bottom },
    width,
    height,
    bounds,
    sx,
    sy,
    px: (x) => margin.left + (x - bounds.x[0]) * sx,
    py: (y) => margin.top + (bounds.y[1] - y) * sy,
    dataX: (px) => bounds.x[0] + (px - margin.left) / sx,
    dataY: (py) => bounds.y[1] - (py - margin.top) / sy,
  };
}

/** Round numbers inside [low, high], about `wanted` of them. */
export function ticks(low: number, high: number, wanted: number): number[] {
  const rough = (high - low) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((m) => m * power >= rough) ?? 10);
  const result: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; ++i) result.push(Number((i * step).toPrecision(12)));
  return result;
}
