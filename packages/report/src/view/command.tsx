import type { JSX } from 'preact'

/** A command, or a statement, with a button that copies it, which the page's script shows. */
export function Command({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  return (
    <div class="command">
      <pre>
        <code>{text}</code>
      </pre>
      <button type="button" data-copy="" hidden>
        Copy
        <span class="unseen" aria-live="polite" />
        <span class="unseen"> {label}</span>
      </button>
    </div>
  )
}
