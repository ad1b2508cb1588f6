// A language that nobody speaks: long, accented, between brackets. Where a page in it shows plain English, a text was
// forgotten; where it overflows, a longer language will.

const PLAIN = 'aAcCeEiInNoOuUyY';
const ACCENTED = 'áÅçÇéÉîÎñÑöØüÛýÝ';

/** What is not text: values, tags, entities. */
const FIXED = /(\{\d+\}|<[^>]*>|&\w+;)/;

/** The longer a text, the less other languages add to it. */
const padding = (length: number): string => ' ~'.repeat(Math.ceil(length < 12 ? length / 4 : length / 8));

export function pseudo(english: string): string {
  if (!/\p{L}/u.test(english.replace(/\{\d+\}|<[^>]*>/g, ''))) return english;
  const text = english
    .split(FIXED)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[a-z]/gi, accented)))
    .join('');
  return `[${text}${padding(english.length)}]`;
}

const accented = (letter: string): string => ACCENTED[PLAIN.indexOf(letter)] ?? letter;
