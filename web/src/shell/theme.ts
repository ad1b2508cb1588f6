// Light or dark: the system's choice until the reader makes one, which is kept on this device.

export type Theme = 'light' | 'dark';

const KEY = 'elbo-lab-theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Storage may be full or denied; then the choice lasts as long as the page. */
const stored = (): Theme | undefined => {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : undefined;
  } catch {
    return undefined;
  }
};

let chosen = stored();

export const theme = (): Theme => chosen ?? (dark.matches ? 'dark' : 'light');

function apply(): void {
  document.documentElement.dataset.theme = theme();
}

export function toggleTheme(): void {
  chosen = theme() === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // said above
  }
  apply();
}

/** Applies the theme now and whenever the system's changes. */
export function followTheme(changed: () => void): void {
  apply();
  dark.addEventListener('change', () => {
    apply();
    changed();
  });
}

export const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
