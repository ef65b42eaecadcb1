import { createHash } from 'node:crypto';
import { headlineOf } from './headline.ts';
import { html, trusted, type Html } from './html.ts';
import type { RunData } from './run-data.ts';
import { SCRIPT } from './script.js.ts';
import { dataSection } from './sections/data.ts';
import { evaluationSection } from './sections/evaluation.ts';
import { factsSection } from './sections/facts.ts';
import { rewardSection } from './sections/reward.ts';
import { rolloutsSection } from './sections/rollouts.ts';
import { trainingSection } from './sections/training.ts';
import { STYLE } from './style.css.ts';

const CONTENTS = [
  ['evaluation', 'Evaluation'],
  ['training', 'Training'],
  ['reward', 'The reward'],
  ['rollouts', 'Rollouts'],
  ['data', 'Data'],
  ['facts', 'Run facts'],
] as const;

/** The page may load nothing, and run no script but its own. */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The whole report as one HTML document. */
export function renderPage(run: RunData): string {
  const { sentence, notes } = headlineOf(run);
  const { name } = run.record;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${name}: Touchstone run report</title>
        ${trusted(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <header>
          <p class="kicker">Touchstone run report</p>
          <h1>${name}</h1>
          <p class="headline">${withAsides(sentence)}</p>
          ${
            notes.length > 0 &&
            html`<ul>
              ${notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
          }
        </header>
        ${contents()}
        <main>
          ${evaluationSection(run)} ${trainingSection(run)} ${rewardSection(run)} ${rolloutsSection(run)}
          ${dataSection(run)} ${factsSection(run)}
        </main>
        <footer>Every number on this page is computed from the run folder ${run.shownPath}.</footer>
        ${trusted(`<script>${SCRIPT}</script>`)}
      </body>
    </html> `;
  return page.markup;
}

function contents(): Html {
  return html`<nav aria-label="Contents">
    <ul>
      ${CONTENTS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
    </ul>
  </nav>`;
}

/** The sentence with its intervals, in brackets, set back. */
function withAsides(sentence: string): Html[] {
  return sentence
    .split(/(\[[^\]]*\]|\(.*\)\.?)/)
    .map((part, i) => (i % 2 === 1 ? html`<small>${part}</small>` : html`${part}`));
}
