import assert from 'node:assert/strict';
import type { LabPage } from './lab.ts';

/** Gives a control another value than it has. */
export async function change(lab: LabPage, name: string): Promise<void> {
  const control = lab.control(name);
  const [tag, widget] = await control.evaluate((e) => [e.tagName, e.closest('.field')?.className ?? '']);
  if (tag === 'SELECT') {
    const now = await control.inputValue();
    const values = await control
      .locator('option')
      .evaluateAll((options) => options.map((o) => (o as HTMLOptionElement).value));
    const other = values.filter((value) => value !== now && value !== 'own')[0];
    assert.ok(other, `${name} has another option`);
    return lab.set(name, other);
  }
  // Buttons by key: whether the pointer hits them is another test's question.
  if (widget.includes('stepper')) {
    const buttons = lab.page.locator(`[data-control="${name}"] .stepper button:enabled`);
    return lab.after(() => buttons.last().press('Enter'));
  }
  if (widget.includes('seed'))
    return lab.after(() => lab.page.locator(`[data-control="${name}"] button`).press('Enter'));
  // The slider, by keyboard, so that values between round ones make the journey.
  const slider = lab.page.locator(`[data-control="${name}"] input[type="range"]`);
  await lab.after(() => slider.press('PageUp'));
  // The link is the last slider event's: wait until the box shows what the slider says.
  await lab.page.waitForFunction((n) => {
    const field = document.querySelector(`[data-control="${n}"]`);
    const value = field?.querySelector<HTMLInputElement>('input[type="number"]')?.value ?? '';
    return location.hash.includes(`${n}=${encodeURIComponent(value)}`);
  }, name);
}
