import { createHash } from 'node:crypto'
import { renderToString } from 'preact-render-to-string'
import type { Page } from '../data/page.js'
import { inMinutes } from '../data/words.js'
import { Legend } from './calendar.js'
import { enhance } from './page-script.js'
import { StepOf } from './step.js'
import { STYLES } from './styles.js'

const SCRIPT = `(${enhance.toString()})()`

/** What the page may do: run its own script, use its own style, and nothing else; it asks no server for anything. */
const POLICY = [
  "default-src 'none'",
  `script-src '${hashOf(SCRIPT)}'`,
  `style-src '${hashOf(STYLES)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Returns a page as one document of HTML that needs nothing besides. */
export function renderPage(page: Page): string {
  const title = 'Arbalest: how the loads stand'
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLES }} />
      </head>
      <body>
        <header>
          <h1>{title}</h1>
          <p class="quiet">{`As of ${inMinutes(page.at)}. Nothing was changed.`}</p>
        </header>
        <main>
          {page.steps.map((step, index) => (
            <StepOf step={step} id={`step-${index}`} />
          ))}
        </main>
        <footer>
          <h2>Signs</h2>
          <Legend />
        </footer>
        <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />
      </body>
    </html>
  )
  return `<!doctype html>\n${renderToString(document)}\n`
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
