// The processes of a benchmark: servers, and ways of doing a thing, each apart so that its memory is its own.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

// As the AWS SDK finds them, here and in every process started from here.
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
  AWS_REGION: 'us-east-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
})

/** Whether this process is one that another has started by `start` or `measure`. */
export const isStarted = process.send !== undefined

/** What the starter of this process has told it. */
export const told = () => JSON.parse(process.argv[2])

/**
 * Starts a server in `file` of this folder; answers what it says of itself, a way to ask it more, and one to stop it.
 * It is to stop as it is disconnected, as it also is where this process dies.
 */
export async function start(file, options) {
  const child = forked(file, options)
  return {
    ...(await answerOf(child)),
    ask(question) {
      child.send(question)
      return answerOf(child)
    },
    async stop() {
      if (child.connected) child.disconnect()
      await child.ended
    },
  }
}

/** Has `file` of this folder do one thing; answers what it tells of that, as `tell` does. */
export async function measure(file, options, flags = []) {
  const child = forked(file, options, flags)
  const answer = await answerOf(child)
  await child.ended
  return answer
}

/**
 * Does `work`, and tells whoever measures: its result, the seconds it took, and of this process
 * the seconds of CPU and at most how many MiB of memory.
 */
export async function tell(work) {
  const began = performance.now()
  const result = await work()
  const seconds = (performance.now() - began) / 1000
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  process.send({ ...result, seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 })
  process.disconnect()
}

function forked(file, options, execArgv = []) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(options)], { execArgv })
  return Object.assign(child, { file, ended: once(child, 'exit') })
}

async function answerOf(child) {
  const listening = new AbortController()
  const { signal } = listening
  const gone = once(child, 'disconnect', { signal }).then(() => {
    throw new Error(`${child.file} ended before it answered.`)
  })
  try {
    const [answer] = await Promise.race([once(child, 'message', { signal }), gone])
    return answer
  } finally {
    listening.abort()
  }
}
