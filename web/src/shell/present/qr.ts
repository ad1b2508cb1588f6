// A link as a square that a telephone reads.
import { html, svg, type TemplateResult } from 'lit/html.js';
import { encode } from 'uqr';
import { msg } from '../language.ts';

/** Empty modules around the code: the standard wants four. */
const BORDER = 4;

/** Black on white by day and by night: not every reader knows the inverse. Without a code where the link is too long for one. */
export function qrCode(link: string): TemplateResult {
  let code: ReturnType<typeof encode>;
  try {
    code = encode(link, { ecc: 'M', border: BORDER });
  } catch {
    return html`<p class="note">${msg`The link is too long for a code.`}</p>`;
  }
  const { data, size } = code;
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return html`<svg
    class="qr"
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
    role="img"
    aria-label=${msg`The link as a QR code`}
  >${svg`<rect width=${size} height=${size} fill="#ffffff"/><path d=${dark.join('')} fill="#000000"/>`}</svg>`;
}
