import { DARK_COLOURS, LIGHT_COLOURS } from './charts/colours.ts';

/** The page's style sheet. */
export const STYLE = `
:root { color-scheme: light dark; ${LIGHT_COLOURS} }
@media (prefers-color-scheme: dark) { :root { ${DARK_COLOURS} } }
@media print { :root { --page: #fff; } details.folded { display: none; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 3.5rem; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
header .kicker { margin: 0; color: var(--muted); font-size: .9rem; }
h1 { margin: .1rem 0 0; font-size: 1.05rem; font-weight: 650; overflow-wrap: anywhere; }
.headline { margin: 1.1rem 0 .6rem; max-width: 60rem; font-size: clamp(1.3rem, 1rem + 1.7vw, 1.95rem);
  line-height: 1.3; font-weight: 600; letter-spacing: -.012em; text-wrap: pretty; }
.headline small { font-size: .68em; font-weight: 400; color: var(--muted); letter-spacing: 0; }
.headline small { font-size: .68em; font-weight: 400; color: var(--muted); letter-spacing: 0; }
.headline + ul { margin: .6rem 0 0; padding-left: 1.1rem; color: var(--muted); max-width: 48rem; }
nav { position: sticky; top: 0; z-index: 2; margin-top: 1.6rem; background: var(--page); border-bottom: 1px solid var(--line); }
nav ul { display: flex; gap: 1.4rem; max-width: 72rem; margin: 0 auto; padding: .65rem 1.25rem; list-style: none;
  overflow-x: auto; white-space: nowrap; font-size: .9rem; }
a { color: var(--right); text-decoration: none; } a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--right); outline-offset: 2px; border-radius: 3px; }
section { padding: 2.2rem 0 .4rem; }
h2 { margin: 0 0 .9rem; font-size: 1.4rem; letter-spacing: -.01em; line-height: 1.25; }
h3 { margin: 1.6rem 0 .5rem; font-size: 1.05rem; }
h4 { margin: 0 0 .5rem; font-size: .9rem; font-weight: 600; }
p { margin: .6rem 0; } .note { color: var(--muted); font-size: .88rem; max-width: 46rem; }
.missing { color: var(--muted); font-style: italic; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 1rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; margin-top: 1rem; }
.pair > div { min-width: 0; } .pair > div > .scroll:first-child { margin-top: 0; }
figure { display: flex; flex-direction: column; margin: 0; padding: .9rem .9rem .5rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; min-width: 0; }
figcaption { font-size: .95rem; line-height: 1.35; }
figcaption > span { display: block; color: var(--muted); font-size: .82rem; }
svg.chart { display: block; width: 100%; height: auto; max-width: 28rem; margin: .3rem auto 0; color: var(--ink); }
svg.chart text { white-space: pre; }
.key { white-space: nowrap; margin-left: .3rem; }
.key i { display: inline-block; width: .65em; height: .65em; margin: 0 .3em 0 .5em; border-radius: 50%; background: var(--muted); }
.key i.right, .key i.disc { background: var(--right); } .key i.wrong { background: var(--wrong); }
.key i.unclear { background: var(--unclear); }
.key i.ring { background: none; border: 2px solid var(--muted); }
.scroll { overflow-x: auto; margin: .8rem 0; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
figure .scroll, .card .scroll { border: 0; margin: .3rem 0; border-radius: 0; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .65rem .8rem .35rem; font-weight: 600; }
th, td { padding: .36rem .8rem; text-align: right; vertical-align: top; border-top: 1px solid var(--line); white-space: nowrap; }
th:first-child, .text th, .text td { text-align: left; }
.noted td:last-child, .noted th:last-child { text-align: left; white-space: normal; min-width: 9rem; color: var(--muted); }
.fit td, .fit th { white-space: normal; } .fit td small { color: var(--muted); white-space: nowrap; }
.fit td, .fit th { white-space: normal; } .fit td small { color: var(--muted); white-space: nowrap; }
.text td { white-space: normal; overflow-wrap: anywhere; min-width: 6rem; }
thead th { white-space: normal; vertical-align: bottom; color: var(--muted); font-weight: 500; border-top: 0; }
tbody th { font-weight: 500; }
details.folded { margin: .6rem 0; } details.folded > summary { cursor: pointer; color: var(--right); font-size: .88rem; padding: .2rem 0; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
code { overflow-wrap: anywhere; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; overflow: hidden; }
#filter { display: flex; flex-wrap: wrap; gap: .6rem 1.2rem; align-items: center; margin: .8rem 0; font-size: .9rem; }
[hidden] { display: none !important; }
select, button { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .6rem; }
.card { margin: .5rem 0; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.card > summary { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: baseline; padding: .6rem .9rem; cursor: pointer; list-style: none; }
.card > summary::-webkit-details-marker { display: none; }
.card > summary::before { content: "▸"; color: var(--muted); } .card[open] > summary::before { content: "▾"; }
.card[open] > summary { border-bottom: 1px solid var(--line); }
.card > dl { display: grid; grid-template-columns: 6rem 1fr; gap: .25rem 1rem; } .card > dl dt { margin: 0; } .card > dl dd { margin: 0; }
.card > :not(summary) { margin-left: .9rem; margin-right: .9rem; }
.facts { display: flex; flex-wrap: wrap; gap: .1rem .9rem; margin-left: auto; color: var(--muted); font-size: .85rem; font-variant-numeric: tabular-nums; }
.badge { display: inline-block; padding: 0 .5em; border-radius: 99px; border: 1px solid currentColor; font-size: .78rem; font-weight: 600; line-height: 1.55; white-space: nowrap; }
.badge.correct { color: var(--right); } .badge.incorrect { color: var(--wrong); } .badge.unverifiable, .badge.failed { color: var(--unclear); }
.arrow { color: var(--muted); margin: 0 .35em; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.2rem; margin-top: .8rem; padding-bottom: .5rem; }
.sides > div { min-width: 0; }
dl { margin: .7rem 0; } dt { color: var(--muted); font-size: .82rem; margin-top: .55rem; } dd { margin: .1rem 0 0; font-size: .93rem; overflow-wrap: anywhere; }
.gap { display: block; margin: .5rem 0; color: var(--muted); font-style: italic; }
.facts-list { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.2rem; } .facts-list dt { margin: 0; font-size: inherit; } .facts-list dd { margin: 0; }
.commands dt { color: inherit; font-size: .95rem; } .commands dd { color: var(--muted); font-size: .88rem; }
footer { padding-top: 2rem; padding-bottom: 3rem; color: var(--muted); font-size: .85rem; }
@media (max-width: 40rem) { th, td { padding-left: .5rem; padding-right: .5rem; } .fit td small { display: block; } body { font-size: 15px; } header { padding-top: 1.5rem; } .facts { margin-left: 0; }
  header, main, footer { padding-left: .9rem; padding-right: .9rem; } nav ul { padding-left: .9rem; padding-right: .9rem; gap: 1.1rem; }
  .facts-list { grid-template-columns: 1fr; gap: 0; } .facts-list dt { margin-top: .5rem; font-size: .82rem; } }
`;
