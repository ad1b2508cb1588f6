// What a student does in the lab of SGVB, and its numbers as the page writes them.
import { load } from '../../../wasm/api/index.node.ts';
import type { LabPage } from './classroom.ts';
import { dragBy } from './hand.ts';

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

export async function drag(lab: LabPage, name: string, dx: number, dy: number): Promise<void> {
  const sentence = await lab.page.locator('#transport .sentence').textContent();
  await dragBy(lab, handle(lab, name), dx, dy);
  await lab.page.waitForFunction(
    (before) => document.querySelector('#transport .sentence')?.textContent !== before,
    sentence,
  );
  await lab.painted();
}

export const chartWords = async (lab: LabPage) =>
  (await lab.page.locator('#bound canvas').getAttribute('aria-label')) ?? '';
