import { createHash } from 'node:crypto'
import { renderToString } from 'preact-render-to-string'
import type { Page } from '../data/page.js'
import { inMinutes } from '../data/words.js'
import { Legend } from './calendar.js'
import { keepLive } from './live-script.js'
import { enhance } from './page-script.js'
import { StepOf } from './step.js'
import { STYLES } from './styles.js'

const SCRIPT = `(${enhance.toString()})(document)`

const LIVE_SCRIPT = `const enhance = ${enhance.toString()}; enhance(document); (${keepLive.toString()})(enhance)`

/** How a page is made. */
export interface RenderOptions {
  /** Whether it is served, and may ask its server for how things stand. Default: false. */
  readonly live?: boolean | undefined
}

/**
 * Returns a page as one document of HTML that needs nothing besides.
 *
 * @example
 * ```ts
 * await writeFile('report.html', renderPage(pageOf(reports)))
 * ```
 */
export function renderPage(page: Page, { live = false }: RenderOptions = {}): string {
  const script = live ? LIVE_SCRIPT : SCRIPT
  const title = 'Arbalest: how the loads stand'
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policyFor(script, live)} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLES }} />
      </head>
      <body>
        <header>
          <h1>{title}</h1>
          <p class="quiet" data-as-of="" aria-live="polite">
            {`As of ${inMinutes(page.at)}. Nothing was changed.`}
          </p>
          {live && (
            <button type="button" data-live="" hidden>
              Look again
            </button>
          )}
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
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  )
  return `<!doctype html>\n${renderToString(document)}\n`
}

/** What the page may do: run its own script, use its own style, and if it is live, ask its own server; nothing else. */
function policyFor(script: string, live: boolean): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(STYLES)}'`,
    ...(live ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
