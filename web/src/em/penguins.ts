// The penguins with the names of their columns in the reader's language.
import { penguins as data } from '../data/penguins.ts';
import { msg } from '../shell/language.ts';

export const penguins = {
  ...data,
  columns: [msg`bill length, mm`, msg`bill depth, mm`] as [string, string],
};
