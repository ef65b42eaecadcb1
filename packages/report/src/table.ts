import { html, type Html, type HtmlValue } from './html.ts';

/** How cells are set: numbers that never wrap, numbers that wrap on a phone, text, or numbers with a note at the end. */
export type TableKind = 'numbers' | 'fit' | 'text' | 'noted';

/** A table that scrolls sideways on its own when it does not fit; columns after the first are numbers. */
export function table(
  caption: string,
  head: readonly HtmlValue[],
  rows: readonly (readonly HtmlValue[])[],
  kind: TableKind = 'numbers',
): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table class="${kind}">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(tableRow)}
      </tbody>
    </table>
  </div>`;
}

function tableRow([first, ...rest]: readonly HtmlValue[]): Html {
  return html`<tr>
    <th scope="row">${first}</th>
    ${rest.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}

/** Content that is folded away until asked for. */
export function folded(summary: string, content: Html | readonly Html[]): Html {
  return html`<details class="folded">
    <summary>${summary}</summary>
    ${content}
  </details>`;
}

/** A section of the page with its heading. */
export function section(id: string, title: string, content: readonly (Html | undefined | false)[]): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${content}
  </section>`;
}

/** Says that a part is not there, and why. */
export function missing(message: string): Html {
  return html`<p class="missing">${message}</p>`;
}
