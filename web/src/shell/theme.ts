// Light or dark: the system's choice until the reader makes one, which is kept on this device, or the address names one.
import { recalled, remember } from './device.ts';

export type Theme = 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');

const stored = (): Theme | undefined => {
  // A page that shows the lab in a frame may be light or dark whatever the system is.
  const value = new URLSearchParams(location.search).get('theme') ?? recalled('theme');
  return value === 'light' || value === 'dark' ? value : undefined;
};

let chosen = stored();

export const theme = (): Theme => chosen ?? (dark.matches ? 'dark' : 'light');

function apply(): void {
  document.documentElement.dataset.theme = theme();
}

export function toggleTheme(): void {
  chosen = theme() === 'dark' ? 'light' : 'dark';
  remember('theme', chosen);
  apply();
}

// At once: a page must not be seen in the other one first.
apply();

/** Applies the theme whenever the system's changes. */
export function followTheme(changed: () => void): void {
  dark.addEventListener('change', () => {
    apply();
    changed();
  });
}

export const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
