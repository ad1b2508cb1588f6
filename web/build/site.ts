import type { LessonPage } from '../src/shell/lesson/lesson.ts';
import { mathFontCss, mathFontName, textFontCss } from './fonts.ts';
import { type LabSource, readLabs } from './labs.ts';
import { parseLesson } from './lesson.ts';
import { renderMarkdown } from './markdown.ts';
import { MathRenderer } from './math.ts';

/** A lab with its text and equations rendered. */
export interface LabPage extends LabSource {
  readonly about: string;
  /** HTML by name. */
  readonly rendered: Readonly<Record<string, string>>;
  /** The equations' fonts that the page needs before any script has run, by file name. */
  readonly fonts: readonly string[];
  /** The pages of the lesson; none where there is none. */
  readonly lesson: readonly LessonPage[];
}

/** All that the labs' folders say, rendered together because one style sheet and one set of fonts serve all. */
export interface Site {
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

export async function buildSite(labsDir: string): Promise<Site> {
  const math = new MathRenderer();
  const labs = readLabs(labsDir).map((lab): LabPage => {
    const file = `web/src/labs/${lab.id}`;
    const rendered: Record<string, string> = {};
    for (const [name, tex] of lab.equations) {
      rendered[name] = math.render(tex, true, `${file}/equations.tex, ${name}`);
    }
    const about = renderMarkdown(lab.body, math, `${file}/page.md`);
    const first = Object.values(rendered)[0] ?? '';
    const fonts = [...new Set([about, first].flatMap((html) => math.filesFor(html)))].map(mathFontName);
    const lesson = lab.lessonText === '' ? [] : parseLesson(lab.lessonText, math, `${file}/lesson.md`);
    return { ...lab, about, rendered, fonts, lesson };
  });
  return {
    labs,
    mathCss: `${await mathFontCss(math.faces())}${math.css()}${DISPLAY_CSS}`,
    fontsCss: await textFontCss(),
  };
}
