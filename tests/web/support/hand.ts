import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { LabPage } from './lab.ts';

/**
 * Takes a handle by the mouse and moves it by so many pixels. What was done before can scale the picture anew, so the
 * handle is waited for until it stands still and is what lies under the pointer.
 */
export async function dragBy(lab: LabPage, handle: Locator, dx: number, dy: number): Promise<void> {
  await lab.link();
  await handle.hover();
  const box = await handle.boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const { mouse } = lab.page;
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + dx, y + dy, { steps: 8 });
  await mouse.up();
}
