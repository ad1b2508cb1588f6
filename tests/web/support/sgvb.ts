// What a student does in the lab of SGVB, and its numbers as the page writes them.
import assert from 'node:assert/strict';
import { load } from '../../../wasm/api/index.node.ts';
import type { LabPage } from './classroom.ts';

export const { linearGaussian: lgm } = await load();

export const PHONE = { width: 390, height: 844, touch: true };

export const further = (lab: LabPage, label: string) =>
  lab.page.locator('#transport').getByRole('button', { name: label, exact: true });

export async function steps(lab: LabPage, label: '10 steps' | '100 steps'): Promise<void> {
  const to = (await lab.index()) + Number(label.split(' ')[0]);
  await further(lab, label).click();
  await lab.at(to);
}

export const handle = (lab: LabPage, name: string) =>
  lab.page.locator('#stage .handles').getByRole('button', { name });

/** Where a handle is, in pixels of the window. */
async function centre(lab: LabPage, name: string): Promise<{ x: number; y: number }> {
  const box = await handle(lab, name).boundingBox();
  assert.ok(box, name);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export async function drag(lab: LabPage, name: string, dx: number, dy: number): Promise<void> {
  const sentence = await lab.page.locator('#transport .sentence').textContent();
  const { x, y } = await centre(lab, name);
  const { mouse } = lab.page;
  await mouse.move(x, y);
  await mouse.down();
  for (let i = 1; i <= 8; ++i) await mouse.move(x + (dx * i) / 8, y + (dy * i) / 8);
  await mouse.up();
  await lab.page.waitForFunction(
    (before) => document.querySelector('#transport .sentence')?.textContent !== before,
    sentence,
  );
  await lab.painted();
}

export const chartWords = async (lab: LabPage) =>
  (await lab.page.locator('#bound canvas').getAttribute('aria-label')) ?? '';
