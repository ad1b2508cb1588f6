// How the chosen notation writes what the labs of EM name in tables.
import { notation } from '../shell/notation.ts';

const SYMBOLS = {
  bishop: { weight: 'π', share: 'γ' },
  cs229: { weight: 'φ', share: 'Q' },
} as const;

export const symbols = () => SYMBOLS[notation()];
