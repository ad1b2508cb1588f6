// The run as a table: every number of the chart, for screen readers, for copying, for the curious.
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { msg } from '../language.ts';

export interface TraceTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Rows beyond these many last ones are left out of the page, and said to be. */
const SHOWN = 200;

function traceTable({ head, rows }: TraceTable, current: number): TemplateResult {
  const first = Math.max(0, rows.length - SHOWN);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg`Numbers of the run`}>
    <table class="numbers">
      ${first > 0 ? html`<caption>${msg`The last ${SHOWN} of ${rows.length} positions`}</caption>` : ''}
      <thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
      <tbody>
        ${rows
          .slice(first)
          .map(
            (row, i) =>
              html`<tr aria-current=${first + i === current ? 'step' : 'false'}>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`,
          )}
      </tbody>
    </table>
  </div>`;
}

/** Closed until asked for: a long run is a long table. `table` is there while it is open. */
export const traceSection = (
  table: TraceTable | undefined,
  current: number,
  toggle: (open: boolean) => void,
): TemplateResult => html`<details
  class="trace"
  @toggle=${(event: Event) => toggle((event.target as HTMLDetailsElement).open)}
>
  <summary>${msg`The run in numbers`}</summary>
  ${table ? traceTable(table, current) : nothing}
</details>`;
