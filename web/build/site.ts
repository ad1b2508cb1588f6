import type { LessonPage } from '../src/shell/lesson/lesson.ts';
import { mathFontCss, textFontCss } from './fonts.ts';
import { type LabSource, readLabs } from './labs.ts';
import { SOURCE } from './language.ts';
import { parseLesson } from './lesson.ts';
import { renderMarkdown } from './markdown.ts';
import { MathRenderer, type Renders } from './math.ts';

/** A lab with its text and equations rendered. */
export interface LabPage extends LabSource {
  readonly about: string;
  /** HTML by name. */
  readonly rendered: Readonly<Record<string, string>>;
  /** The same in CS229's notation; undefined where nothing is written otherwise there. */
  readonly renderedOther: Readonly<Record<string, string>> | undefined;
  /** The pages of the lesson; none where there is none. */
  readonly lesson: readonly LessonPage[];
  readonly lessonOther: readonly LessonPage[];
}

/** All that the labs' folders say, rendered together because one style sheet and one set of fonts serve all. */
export interface Site {
  readonly language: string;
  readonly labs: readonly LabPage[];
  readonly mathCss: string;
  readonly fontsCss: string;
}

/** On a narrow screen a formula breaks after a relation or an operator, as a line of text would. */
const DISPLAY_CSS = `
.katex-display {
  display: block;
  margin: 1em 0;
  text-align: center;
  overflow-x: auto;
  overflow-y: hidden;
}
.katex-display > .katex {
  display: block;
  white-space: normal;
}
.katex-display > .katex > .katex-html > .katex-base {
  margin: 0.2em 0;
}
@media (max-width: 30rem) {
  .katex {
    font-size: 1.05em;
  }
}
`;

/** Each heading with what is below it in an element of its own, so that it can be laid out alone. */
const inParts = (html: string): string =>
  html
    .split(/(?=<h3>)/)
    .map((part) => `<div class="part">${part}</div>`)
    .join('\n');

/** @param language that of the texts; those in the sources themselves are for `speak` to translate */
export async function buildSite(labsDir: string, language: string = SOURCE): Promise<Site> {
  const math = new MathRenderer();
  const other = math.inNotation('cs229');
  const labs = readLabs(labsDir, language).map((lab): LabPage => {
    const file = `web/src/labs/${lab.id}`;
    const equations = (renderer: Renders): Record<string, string> =>
      Object.fromEntries(
        Array.from(lab.equations, ([name, tex]) => [
          name,
          renderer.render(tex, true, `${file}/equations.tex, ${name}`),
        ]),
      );
    const rendered = equations(math);
    const inOther = equations(other);
    const differs = Object.keys(rendered).some((name) => rendered[name] !== inOther[name]);
    const about = inParts(renderMarkdown(lab.body, math, `${file}/page.md`));
    const lessonIn = (renderer: Renders) =>
      lab.lessonText === '' ? [] : parseLesson(lab.lessonText, renderer, `${file}/lesson.md`);
    return {
      ...lab,
      about,
      rendered,
      renderedOther: differs ? inOther : undefined,
      lesson: lessonIn(math),
      lessonOther: lessonIn(other),
    };
  });
  return {
    language,
    labs,
    mathCss: `${await mathFontCss(math.faces())}${math.css()}${DISPLAY_CSS}`,
    fontsCss: await textFontCss(),
  };
}
