/** The page's style: light and dark, and the colours of the system if these are forced. Every text has a contrast of 4.5 to 1 at least. */
export const STYLES = `
:root { color-scheme: light dark; --text: #1b1f24; --quiet: #57606a; --back: #ffffff; --card: #f6f8fa; --line: #d0d7de; --link: #0550ae;
  --loaded: #c8ebd0; --changed: #ffe3b3; --pending: #cfe4ff; --failed: #ffc9c6; --quarantined: #ecd3ff; --gone: #d8dee4; --missing: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --quiet: #9aa4af; --back: #0d1117; --card: #161b22; --line: #3d444d; --link: #79b8ff;
    --loaded: #14532d; --changed: #6b4700; --pending: #0c3b73; --failed: #7d1f1c; --quarantined: #51276f; --gone: #3a424c; --missing: #0d1117; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 66rem; padding: 1rem; color: var(--text); background: var(--back); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 0; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .25rem 0; }
a { color: var(--link); }
section { margin: 1.5rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
.quiet { color: var(--quiet); }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0; padding: 0; list-style: none; }
.counts li { padding: 0 .5rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--text); }
.scroll { position: relative; overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); }
th { font-weight: 600; text-align: left; }
.list th, .list td { padding: .25rem .75rem .25rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
.list td { min-width: 4rem; }
.holes th[scope="row"] { min-width: 8rem; }
.holes td:nth-child(2) { white-space: nowrap; }
figure { margin: .5rem 0; }
.number { text-align: right; white-space: nowrap; }
.calendar th { padding: 0 .5rem 0 0; font-size: .75rem; font-weight: 400; white-space: nowrap; color: var(--quiet); }
.calendar thead th { padding: 0; text-align: center; }
.calendar td { width: 1.5rem; min-width: 1.5rem; height: 1.5rem; padding: 0; text-align: center; line-height: 1; border: 1px solid transparent; }
.calendar td[data-words] { cursor: pointer; border-color: var(--line); }
.calendar td:focus, .calendar td.chosen { outline: 3px solid var(--link); outline-offset: -1px; }
.loaded { background: var(--loaded); } .changed { background: var(--changed); } .pending { background: var(--pending); }
.failed { background: var(--failed); } .quarantined { background: var(--quarantined); } .gone { background: var(--gone); }
.missing { background: var(--missing); }
.calendar td.missing, .counts li.missing { border-style: dashed; border-color: var(--quiet); }
.chosen-words { display: block; min-height: 1.5rem; }
.command { display: flex; gap: .5rem; align-items: start; margin: .25rem 0; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { margin: 0; padding: .25rem .5rem; flex: 1; min-width: 12rem; white-space: pre-wrap; background: var(--back); border: 1px solid var(--line); border-radius: .25rem; }
button { font: inherit; padding: .125rem .75rem; color: var(--link); background: var(--back); border: 1px solid var(--line); border-radius: .25rem; cursor: pointer; }
button:focus-visible, summary:focus-visible, a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); }
summary { cursor: pointer; }
svg { display: block; width: 100%; max-width: 40rem; height: 5rem; }
.bar { fill: var(--link); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) {
  body { padding: .5rem; }
  section { padding: .5rem; }
  .holes, .holes tbody, .holes tr, .holes td, .holes th[scope="row"] { display: block; }
  .holes thead { display: none; }
}
@media (forced-colors: active) {
  .calendar td[data-words], .counts li { border: 1px solid CanvasText; }
  .bar { fill: CanvasText; }
  .calendar td:focus, .calendar td.chosen { outline-color: Highlight; }
}
`
