// Texts in the reader's language. English stands where it is used; the others stand in web/languages, by the English.
//
// The build knows its language and puts the text in the place of `msg` (web/build/language.ts), so that a page carries no
// catalogue. The functions here do the same while running, for what runs without a build: the build itself, and tests.

/** Of this build; there it is replaced. */
export const LANGUAGE: string = 'en';

/** By their tags, in their own words. The first is the one in the source, whose pages stand at the root of the site. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

/** From an English text, in which `{0}` stands for the first value, to the other one; undefined where there is none. */
export type Translate = (english: string) => string | undefined;

let translated: Translate = () => undefined;

/** From now on `msg` answers with this; what it does not know stays English. */
export function speak(translate: Translate): void {
  translated = translate;
}

/** A text that the source does not write as msg`…`: the words of a template, of an equation. */
export const inOtherWords = (english: string): string => translated(english) ?? english;

/** What a text is called in the catalogue: "Step {0} of {1}". */
export const keyOf = (texts: readonly string[]): string =>
  texts.reduce((key, text, i) => (i === 0 ? text : `${key}{${i - 1}}${text}`), '');

/**
 * A whole sentence or a whole label, with the values in it: msg`Step ${i} of ${n}`. Never a part of a sentence: another
 * language has another order, and other endings.
 */
export function msg(texts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return inOtherWords(keyOf(texts)).replace(/\{(\d+)\}/g, (_, i: string) => String(values[Number(i)]));
}

let rules: Intl.PluralRules | undefined;

/**
 * The form that goes with a count: plural(n, { one: msg`${n} point`, other: msg`${n} points` }). English and German have
 * these two; for a language with more, the source gains the forms that it needs.
 */
export function plural(
  count: number,
  forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>,
): string {
  rules ??= new Intl.PluralRules(LANGUAGE);
  return forms[rules.select(count)] ?? forms.other;
}
