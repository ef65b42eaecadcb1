import { COLOURS, DARK_COLOURS, LIGHT_COLOURS } from './charts/colours.ts';
import { difficultyChart, stratumScores } from './charts/difficulty.ts';
import { drawSvg, type Chart } from './charts/draw.ts';
import { curveChart } from './charts/marks.ts';
import { chosenEvaluation, validationChart } from './charts/validation.ts';
import { beforeLabel, headlineOf } from './headline.ts';
import { html, trusted, type Html } from './html.ts';
import { count, fixed, percent, points } from './numbers.ts';
import { AFTER, BEFORE, heldOutEvaluation, validationEvaluations, type RunData } from './run-data.ts';
import { pointsOf } from './steps.ts';
import { oneLine } from './visible-text.ts';

const WIDTH = 1200;
const HEIGHT = 420;
const MARGIN = 36;
const PANEL = { width: 360, height: 252, gap: 24, top: 150 };

/** A part of the picture: its title, the key to its colours, and what is drawn. */
interface Panel {
  readonly title: string;
  readonly key: readonly { readonly text: string; readonly colour: string; readonly open?: boolean }[];
  readonly chart: Chart | undefined;
}

/** The run in one wide picture: before and after by difficulty, validation by step, lengths of answers. */
export function renderSummaryImage(run: RunData): string {
  const { sentence } = headlineOf(run);
  const image = html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    width="${WIDTH}"
    height="${HEIGHT}"
    role="img"
    font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
  >
    <title>${sentence}</title>
    ${trusted(`<style>:root {${LIGHT_COLOURS} } @media (prefers-color-scheme: dark) { :root {${DARK_COLOURS} } } svg { color: var(--ink); }</style>`)}
    <rect
      x="0.5"
      y="0.5"
      width="${WIDTH - 1}"
      height="${HEIGHT - 1}"
      rx="14"
      fill="var(--surface)"
      stroke="var(--line)"
    />
    ${heading(run)}
    ${panelsOf(run).map((panel, i) => drawPanel(panel, MARGIN + i * (PANEL.width + PANEL.gap)))}
  </svg> `;
  return image.markup;
}

function heading(run: RunData): Html {
  const [title, detail] = headingTexts(run);
  return html`<text
      x="${MARGIN}"
      y="60"
      font-size="30"
      font-weight="650"
      fill="var(--ink)"
      letter-spacing="-0.3"
      >${title}</text
    >
    <text x="${MARGIN}" y="90" font-size="15.5" fill="var(--muted)">${detail}</text>`;
}

function headingTexts(run: RunData): [string, string] {
  const [before, after] = [heldOutEvaluation(run, BEFORE), heldOutEvaluation(run, AFTER)];
  const { sentence } = headlineOf(run);
  if (!before || !after || !run.comparison) return [oneLine(run.record.name, 60), oneLine(sentence, 150)];
  const { mean, low, high, level, n } = run.comparison.difference;
  const unclear = low <= 0 && high >= 0 ? ': no change that the interval could tell from zero' : '';
  return [
    `Held-out pass@1: ${percent(before.passAt1.mean)} ${beforeLabel(run)}, ${percent(after.passAt1.mean)} after GRPO`,
    `${points(mean)} points${unclear} (${percent(level, 0)} interval ${fixed(100 * low, 1)} to ${fixed(100 * high, 1)}), ` +
      `${count(n, 'seed')} × ${count(after.samplesPerSeed, 'sample')}, run “${oneLine(run.record.name, 40)}”`,
  ];
}

function panelsOf(run: RunData): Panel[] {
  const { width, height } = PANEL;
  const scores = stratumScores(run);
  const validations = validationEvaluations(run);
  const chosen = chosenEvaluation(validations, heldOutEvaluation(run, AFTER)?.step);
  return [
    {
      title: 'pass@1 by difficulty',
      key: [
        { text: beforeLabel(run), colour: COLOURS.muted, open: true },
        { text: 'after GRPO', colour: COLOURS.right },
      ],
      chart: scores.length > 0 ? difficultyChart(scores, { width, height }) : undefined,
    },
    {
      title: 'pass@1 on validation seeds',
      key: [{ text: 'with its interval, by GRPO step', colour: COLOURS.right }],
      chart: validations.length > 0 ? validationChart(validations, chosen, { width, height }) : undefined,
    },
    lengthPanel(run),
  ];
}

function lengthPanel({ grpo }: RunData): Panel {
  const curves = [
    { name: 'right', colour: COLOURS.right, points: pointsOf(grpo, 'lengthTokensCorrect') },
    { name: 'wrong', colour: COLOURS.wrong, points: pointsOf(grpo, 'lengthTokensIncorrect') },
  ].filter(({ points }) => points.length > 0);
  const title = 'Length of answers, tokens';
  const description = 'Mean length of right and of wrong answers by GRPO step.';
  const { width, height } = PANEL;
  return {
    title,
    key: curves.map(({ name, colour }) => ({ text: `when ${name}`, colour })),
    chart: curves.length > 0 ? curveChart({ title, description, curves, width, height }) : undefined,
  };
}

function drawPanel({ title, key, chart }: Panel, left: number): Html {
  const body = chart
    ? trusted(drawSvg(chart).replace('<svg ', `<svg x="${left}" y="${PANEL.top}" `))
    : html`<text x="${left}" y="${PANEL.top + 30}" font-size="14" fill="var(--muted)">not there yet</text>`;
  return html`<text x="${left}" y="124" font-size="15.5" font-weight="650" fill="var(--ink)">${title}</text>
    ${chart && drawKey(key, left)}${body} `;
}

/** Width of a letter of the key, on average. */
const LETTER = 6.6;

function drawKey(key: Panel['key'], left: number): Html[] {
  let x = left + 6;
  return key.map(({ text, colour, open = false }) => {
    const own = html`<circle
        cx="${x}"
        cy="141"
        r="${open ? 4 : 5}"
        fill="${open ? 'none' : colour}"
        stroke="${colour}"
        stroke-width="${open ? 2 : 0}"
      /><text x="${x + 11}" y="145.5" font-size="13" fill="var(--muted)">${text}</text>`;
    x += 34 + LETTER * text.length;
    return own;
  });
}
