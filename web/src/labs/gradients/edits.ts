// What the hand asks of q, as a link tells it: "at=0.5,1", "width1=0.8", "share2=0.3".
import { readNumbers, writeNumbers } from '../../shell/link.ts';
import type { Edit } from './model.ts';

export const edits = {
  write(change: unknown): string {
    const edit = change as Edit;
    switch (edit.kind) {
      case 'mean':
        return `at=${writeNumbers(edit.mean)}`;
      case 'width':
        return `width${edit.coordinate + 1}=${writeNumbers([edit.sigma])}`;
      default:
        return `share${edit.state + 1}=${writeNumbers([edit.share])}`;
    }
  },
  read(text: string): Edit | undefined {
    const [, kind, index, numbers = ''] = /^(at|width|share)([1-9]?)=(.*)$/.exec(text) ?? [];
    const values = readNumbers(numbers);
    const [value = 0] = values ?? [];
    if (!values || (kind === 'at') !== (index === '')) return undefined;
    if (kind === 'at') return { kind: 'mean', mean: values };
    if (values.length !== 1) return undefined;
    const which = Number(index) - 1;
    return kind === 'width'
      ? { kind, coordinate: which, sigma: value }
      : { kind: 'share', state: which, share: value };
  },
};
