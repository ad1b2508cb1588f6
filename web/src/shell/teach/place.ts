// Addresses: of the page itself, #gmm/Homework%202/1;k=3;ui=-seed, so that an assignment can be kept as a bookmark; and
// of the labs, as somebody pastes them.

export interface Place {
  readonly lab: string;
  readonly title: string;
  /** Of the lab's address: empty, or from “#” on. */
  readonly fragment: string;
}

/** A handout has no room for more. */
export const LONGEST_TITLE = 120;

export const placeText = ({ lab, title, fragment }: Place): string =>
  `#${[lab, encodeURIComponent(title), fragment.replace(/^#/, '')].join('/')}`;

/** undefined where the text is of something else, such as a place on the page. */
export function placeOf(hash: string): Place | undefined {
  const [, lab = '', title = '', rest = ''] = /^#([^/;]+)\/([^/]*)\/?(.*)$/s.exec(hash) ?? [];
  if (lab === '') return undefined;
  return {
    lab,
    title: decoded(title).slice(0, LONGEST_TITLE),
    fragment: rest === '' ? '' : `#${rest}`,
  };
}

/** A link as it was pasted: of a lab, of an assignment on this page, or only what follows the “#”, of the lab `chosen`. */
export function pastedPlace(text: string, chosen: string): Place | undefined {
  const link = text.trim();
  const [, path = '', fragment = ''] = /^([^#]*)(#.*)?$/s.exec(link) ?? [];
  const lab = /(?:^|\/)lab\/([^/?]+)(?:\/(?:index\.html)?)?(?:\?.*)?$/.exec(path)?.[1];
  if (lab !== undefined) return { lab, title: '', fragment };
  if (/(?:^|\/)teach(?:\/(?:index\.html)?)?(?:\?.*)?$/.test(path)) return placeOf(fragment);
  if (path === '' && /^#\d+(;|$)/.test(fragment)) return { lab: chosen, title: '', fragment };
  return /^\d+;\S+$/.test(link) ? { lab: chosen, title: '', fragment: `#${link}` } : undefined;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
