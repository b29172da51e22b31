// Runs `arbalest` as it is built, one line of words after the other, as its parent asks: to start Node and to load
// all modules takes most of the time of a short run, and here is done once.
const MAIN = new URL('../../packages/cli/dist/main.js', import.meta.url).href
const [NODE] = process.argv

let runs = 0

// Each run listens to them, as it would to those of a process of its own.
process.stdout.setMaxListeners(0)
process.stderr.setMaxListeners(0)
process.on('disconnect', () => process.exit())
process.on('message', async ({ words, cwd, env }) => {
  runs++
  process.chdir(cwd)
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, env)
  process.argv = [NODE, MAIN, ...words]
  process.exitCode = undefined
  const [stdout, stderr] = [process.stdout, process.stderr].map(keep)
  const warn = ({ name, message }) => process.stderr.write(`${name}: ${message}\n`)
  process.on('warning', warn)
  try {
    // The module that runs it anew each time; those that it needs stay.
    await import(`${MAIN}?run=${runs}`)
  } catch (error) {
    process.exitCode = 1
    process.stderr.write(`${error.stack}\n`)
  }
  process.off('warning', warn)
  process.send({ exitCode: process.exitCode ?? 0, stdout: stdout(), stderr: stderr() })
})

/** Keeps what is written to `stream` from now on; the function that returns it. */
function keep(stream) {
  let text = ''
  stream.write = (chunk, ...rest) => {
    text += chunk
    const written = rest.at(-1)
    if (typeof written === 'function') queueMicrotask(written)
    return true
  }
  return () => text
}
