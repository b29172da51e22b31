// A sandbox in a process of its own, which tells where it is, and how much memory it took at most when asked.
import { startSandbox } from '@arbalest/sandbox'

const sandbox = await startSandbox({ buckets: JSON.parse(process.argv[2]) })
process.on('message', async (message) => {
  if (message === 'memory') return process.send({ peak: process.resourceUsage().maxRSS / 1024 })
  await sandbox.stop()
  process.disconnect()
})
process.send({ url: sandbox.url })
