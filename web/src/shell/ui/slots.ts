/** Writes live numbers under the symbols of pre-rendered equations; a slot without a number is left empty. */
export function fillSlots(host: HTMLElement, numbers: Readonly<Record<string, string>>): void {
  for (const slot of host.querySelectorAll<HTMLElement>('[data-slot]')) {
    const text = numbers[slot.dataset.slot ?? ''] ?? '';
    if (slot.textContent !== text) slot.textContent = text;
  }
}
