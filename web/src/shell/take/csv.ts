// Tables as RFC 4180 has them, every number in the fewest digits that give it back.
import Papa from 'papaparse';
import type { NumberTable } from '../takeaway.ts';

export const csvOf = ({ head, rows }: Pick<NumberTable, 'head' | 'rows'>): string =>
  `${Papa.unparse({ fields: [...head], data: rows().map((row) => row.map((cell) => cell ?? '')) }, { newline: '\r\n' })}\r\n`;
