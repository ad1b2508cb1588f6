// What holds of every lesson: short pages, hints, and nothing that lesson.md names is missing from the lab.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLACES } from '../../../web/build/lesson.ts';
import type { Drive } from '../../../web/src/shell/lesson/lesson.ts';
import { clamp } from '../../../web/src/shell/values.ts';
import { classwork, LESSONS } from './lesson_support.ts';

/** The words of a page; a formula counts as one. */
const wordsIn = (html: string): number =>
  html
    .replace(
      /<span class="katex">[\s\S]*?<\/math><\/span><span class="katex-html"[\s\S]*?(?=<\/p>| )/g,
      ' x ',
    )
    .replace(/<math[\s\S]*?<\/math>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .split(/\s+/)
    .filter((word) => /[a-z]{2}/i.test(word)).length;

for (const id of LESSONS) {
  const work = await classwork(id);
  const { controls } = work.lab;
  const { pages, lesson } = work;
  const parts = pages.flatMap((page) => page.parts);
  const asked = parts.filter((part) => part.kind === 'question');

  test(`${id}: at least five short pages and four questions, each with a title of its own`, () => {
    assert.ok(pages.length >= 5, `${pages.length} pages`);
    assert.ok(asked.length >= 4, `${asked.length} questions`);
    assert.equal(new Set(pages.map(({ title }) => title)).size, pages.length);
    for (const page of pages) {
      const texts = page.parts.flatMap((part) => (part.kind === 'text' ? [part.html] : []));
      const words = texts.reduce((sum, html) => sum + wordsIn(html), 0);
      assert.ok(words >= 45 && words <= 135, `“${page.title}” has ${words} words`);
    }
  });

  test(`${id}: lesson.md and lesson.ts ask the same questions, in kinds that fit`, () => {
    assert.deepEqual(asked.map((part) => part.id).sort(), Object.keys(lesson.questions).sort());
    for (const { id: name, choices, hints, prompt } of asked) {
      const question = work.question(name);
      assert.ok(prompt.length > 20, name);
      assert.ok(hints.length === 2 && hints.every((hint) => hint.length > 20), `hints of ${name}`);
      assert.equal(choices.length > 0, question.kind === 'choice', name);
      if (question.kind === 'choice') {
        assert.ok(choices.length >= 2, name);
        assert.deepEqual(choices.map((choice) => choice.name).sort(), Object.keys(question.feedback).sort());
      }
      if (question.kind === 'number' || question.kind === 'place') assert.ok(question.tolerance > 0, name);
    }
  });

  test(`${id}: every setting names a control and a value that it takes, every mark a place that there is`, () => {
    const drives: Drive[] = [
      ...pages.flatMap(({ view }) => (view ? [view] : [])),
      ...parts.flatMap((part) => (part.kind === 'show' ? [part.drive] : [])),
    ];
    assert.ok(drives.length >= pages.length, 'every page drives the view');
    for (const { set } of drives) {
      for (const [name, raw] of Object.entries(set)) {
        const control = controls[name];
        assert.ok(control, `there is a control ${name}`);
        assert.equal(String(clamp(control, raw)), raw, `${name} takes ${raw}`);
      }
    }
    for (const place of pages.flatMap(({ look }) => look)) {
      const [section = '', name] = place.split(':');
      if (name === undefined) assert.ok((PLACES as readonly string[]).includes(section), place);
      else assert.ok(controls[name], `there is a control ${name}`);
    }
    for (const page of pages) assert.ok(page.view && page.look.length > 0, `“${page.title}” shows something`);
  });

  test(`${id}: what a page shows can be reached, and every question can be answered on the way`, async () => {
    for (const [i, page] of pages.entries()) {
      const at = await work.page(i + 1);
      for (const part of page.parts) {
        if (part.kind === 'show') await work.show(at, part.drive).catch(() => undefined);
        if (part.kind !== 'question') continue;
        const question = work.question(part.id);
        if (question.kind === 'choice') assert.match(await work.refusal(part.id, at), /\w/);
      }
    }
  });
}

test('the words for nonsense', async () => {
  const { judge } = await import('../../../web/src/shell/lesson/judge.ts');
  const question = {
    kind: 'number',
    unit: 'nats',
    tolerance: 0.1,
    truth: () => 1.5,
    right: () => 'y',
    wrong: () => 'n',
  };
  const answers = async (text: string) => {
    const verdict = await judge(question as never, {} as never, [text]);
    return typeof verdict === 'string' ? verdict : verdict.right;
  };
  for (const text of ['1.5', '1,5', ' 1.5 ', '15e-1', '0,15E1', '+1.5', '1.5 nats', '1.4', '1.6'])
    assert.equal(await answers(text), true, text);
  for (const text of ['-1.5', '−1.5', '1.39', '1.61', '0', '.5', ',5'])
    assert.equal(await answers(text), false, text);
  for (const text of ['abc', '1.5.2', '1,234.5', '1e', '--1', '∞', 'NaN', '1e999', '0x10', '1 5'])
    assert.match(String(await answers(text)), /is not a number/, text);
  assert.match(String(await answers('  ')), /first/);
  assert.match(String(await judge(question as never, {} as never, [])), /Write a number first/);
});

test('of what is kept only what the lesson still has is read', async () => {
  const { readProgress } = await import('../../../web/src/shell/lesson/progress.ts');
  const read = (text: string | undefined) => {
    const { page, right } = readProgress(text, 5, ['a', 'b']);
    return [page, ...right];
  };
  assert.deepEqual(read('{"page":3,"right":["b","a","gone",7]}'), [3, 'b', 'a']);
  for (const damaged of [
    undefined,
    '',
    '{',
    'null',
    '[]',
    '7',
    '{"page":0}',
    '{"page":6}',
    '{"page":1.5,"right":"a"}',
  ])
    assert.deepEqual(read(damaged), [1], String(damaged));
});
