// Both notations render everywhere, say the same, and neither has a letter of the other.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readLabs } from '../../../web/build/labs.ts';
import { parseLesson } from '../../../web/build/lesson.ts';
import { MathRenderer, type Notation } from '../../../web/build/math.ts';
import { symbols } from '../../../web/src/em/symbols.ts';
import { notation, setNotation } from '../../../web/src/shell/notation.ts';
import { repository } from '../support.ts';

const math = new MathRenderer();
/** The letters that mean the same, and only that, in the labs of EM. */
const OTHERS: Readonly<Record<Notation, RegExp>> = { bishop: /[φϕQ]/u, cs229: /[πγ]/u };
const NOTATIONS = ['bishop', 'cs229'] as const;

/** What a formula shows, without its markup and without its MathML. */
const shown = (html: string) =>
  html
    .replace(/<span class="katex-mathml">[\s\S]*?<\/math><\/span>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s/g, '');

const spoken = (html: string) =>
  [...html.matchAll(/<math[\s\S]*?<\/math>/g)].map(([formula]) => formula.replace(/<[^>]*>/g, '')).join(' ');

const parts = (html: string) => [...html.matchAll(/data-(?:term|slot)="\w+"/g)].map(([part]) => part);

for (const { id, equations, lessonText } of readLabs(join(repository, 'web/src/labs')))
  test(`${id}: its equations and its lesson in both notations`, () => {
    const inAll = NOTATIONS.map((name) => {
      const renderer = math.inNotation(name);
      return {
        name,
        equations: Array.from(equations, ([of, tex]) => renderer.render(tex, true, `${id}, ${of}`)),
        lesson: JSON.stringify(parseLesson(lessonText, renderer, id)),
      };
    });
    const [bishop, cs229] = inAll;
    assert.deepEqual(bishop?.equations.map(parts), cs229?.equations.map(parts));
    const differs = [...equations.values(), lessonText].some((tex) => /\\(weight|resp)/.test(tex));
    assert.equal(bishop?.equations.join() !== cs229?.equations.join(), differs);
    if (!differs) return;
    for (const { name, equations: rendered, lesson } of inAll) {
      for (const html of rendered) {
        assert.doesNotMatch(shown(html), OTHERS[name]);
        assert.doesNotMatch(spoken(html), OTHERS[name]);
      }
      const letters = lesson.replace(/\\"/g, '"');
      assert.doesNotMatch(spoken(letters), OTHERS[name], `${name} in the lesson`);
    }
    assert.match(cs229?.equations.map(shown).join() ?? '', OTHERS.bishop);
  });

test('the words of tables follow; what is written otherwise is loaded first', async () => {
  assert.equal(notation(), 'bishop');
  assert.deepEqual(symbols(), { weight: 'π', share: 'γ' });
  await setNotation('cs229');
  assert.deepEqual(symbols(), { weight: 'φ', share: 'Q' });
  await setNotation('bishop');
  assert.equal(notation(), 'bishop');
});
