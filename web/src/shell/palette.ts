// Colours that carry meaning on canvases. Okabe-Ito hues, shaded so that each keeps 3:1 against the paper of its theme.
// E blue and M vermilion belong to the phases; components start with the other hues, and are told apart by shape too.

export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly bound: string;
  readonly E: string;
  readonly M: string;
  /** One a component; from the eighth on they repeat, with another marker. */
  readonly components: readonly string[];
}

const light: Palette = {
  paper: '#fdfcf9',
  ink: '#1d1b18',
  faint: '#5d5a54',
  grid: '#e6e2d9',
  bound: '#0072b2',
  E: '#0072b2',
  M: '#c25400',
  components: ['#b87400', '#2a86bf', '#00805f', '#b4578c', '#0060a8', '#d55e00', '#8a7f00'],
};

const dark: Palette = {
  paper: '#15171b',
  ink: '#ece8df',
  faint: '#a9a59b',
  grid: '#2c3037',
  bound: '#5aaeea',
  E: '#5aaeea',
  M: '#f58a4b',
  components: ['#e69f00', '#56b4e9', '#22b58c', '#cc79a7', '#5c9fe0', '#f0803c', '#f0e442'],
};

let projected: Palette | undefined;

/** Instead of both, while presenting. */
export const project = (palette: Palette | undefined): void => {
  projected = palette;
};

export const paletteOf = (theme: 'light' | 'dark'): Palette => projected ?? (theme === 'dark' ? dark : light);

export const colourOf = (palette: Palette, component: number): string =>
  palette.components[component % palette.components.length] as string;

export type Rgb = readonly [red: number, green: number, blue: number];

/** @param hex "#rrggbb" */
export const channelsOf = (hex: string): Rgb => {
  const channel = (i: number) => Number.parseInt(hex.slice(i, i + 2), 16);
  return [channel(1), channel(3), channel(5)];
};

const toLinear = (hex: string): Rgb => {
  const linear = (channel: number) => {
    const s = channel / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  };
  const [red, green, blue] = channelsOf(hex);
  return [linear(red), linear(green), linear(blue)];
};

const toHex = (rgb: Rgb): string =>
  `#${rgb
    .map((c) => Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055)))
    .map((c) => Math.min(255, Math.max(0, c)).toString(16).padStart(2, '0'))
    .join('')}`;

/**
 * Blends component colours by responsibilities, in linear light. Weights are rounded to sixteenths, so that thousands
 * of points share a few hundred fill styles.
 */
export function blender(palette: Palette, k: number): (weights: Float64Array, offset: number) => string {
  const colours = Array.from({ length: k }, (_, i) => toLinear(colourOf(palette, i)));
  const known = new Map<number, string>();
  return (weights, offset) => {
    // A number with a digit for each weight: this is asked for every point of every frame.
    let key = 0;
    for (let i = 0; i < k; ++i) key = 17 * key + Math.round(16 * (weights[offset + i] ?? 0));
    const found = known.get(key);
    if (found) return found;
    const rounded = colours.map((_, i) => Math.round(16 * (weights[offset + i] ?? 0)));
    const total = rounded.reduce((a, b) => a + b, 0) || 1;
    const mix = [0, 1, 2].map((c) =>
      colours.reduce((sum, rgb, i) => sum + ((rounded[i] ?? 0) / total) * (rgb[c] ?? 0), 0),
    );
    const blended = toHex(mix as unknown as Rgb);
    known.set(key, blended);
    return blended;
  };
}
