import module from 'node:module'
import { version } from './process/version.js'

// From Node.js 22.1 on, a run finds compiled what a run before it compiled.
const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown }
enableCompileCache?.()

const words = process.argv.slice(2)

if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  console.log(version()) // with nothing else loaded, as scripts ask for it often
} else {
  // Which Node a library will need next year is news for who chose the library, not for each run.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  const { commandLine } = await import('./command-line/command-line.js')
  process.exitCode = await commandLine(words)
}
