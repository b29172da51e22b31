import { version } from './version.js'

const words = process.argv.slice(2)

if (words.length === 1 && words[0] === '--version') {
  console.log(version()) // with nothing else loaded, as scripts ask for it often
} else {
  const { commandLine } = await import('./command-line.js')
  process.exitCode = await commandLine(words)
}
