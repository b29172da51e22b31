import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Has Node do what `words` say, from nothing; returns the seconds that it took, those of CPU, and at most how many MiB of memory. */
export async function runMeasured(words, { cwd, env }) {
  const began = performance.now()
  const flags = ['--import', new URL('report-usage.js', import.meta.url).href]
  const child = spawn(process.execPath, [...flags, ...words], {
    cwd,
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [[usage], [code]] = await Promise.all([once(child, 'message'), once(child, 'exit')])
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}.`)
  return { ...usage, seconds: (performance.now() - began) / 1000 }
}
