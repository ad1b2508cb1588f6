// Courses write the same mixture in other letters. The reader's choice is kept on this device; what is written otherwise
// is loaded when the other notation is first chosen.
import { recalled, remember } from './device.ts';

/** π and γ, as in Bishop's book; φ and Q, as in CS229. */
export type Notation = 'bishop' | 'cs229';
type Load = () => Promise<unknown>;

const others: Load[] = [];
let current: Notation = 'bishop';

export const notation = (): Notation => current;

/** @param load brings what is written otherwise */
export function inOtherNotation(load: Load): void {
  others.push(load);
}

export async function setNotation(wanted: Notation): Promise<void> {
  if (wanted !== 'bishop') await Promise.all(others.map((load) => load()));
  current = wanted;
  remember('notation', wanted);
}

/** What was chosen before; without a connection the page's own letters do. */
export const recallNotation = (): Promise<void> | undefined =>
  recalled('notation') === 'cs229' ? setNotation('cs229').catch(() => {}) : undefined;
