import { spawn, spawnSync } from 'node:child_process'

/** Whether this machine has the `script` of util-linux, which runs a command in a pseudo-terminal. */
export const HAS_TERMINAL = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes(
  'util-linux',
)

/** A question that is waited for, and the keys that are pressed then. */
export type Dialogue = readonly (readonly [question: string, keys: string])[]

/** Runs a command in a pseudo-terminal, whose user presses keys at each question. Returns what was on the screen. */
export async function inTerminal(command: string, cwd: string, dialogue: Dialogue): Promise<string> {
  // Started by no terminal, the new one has no size, in which every letter is a line.
  const sized = `stty columns 100 rows 30 && exec ${command}`
  const child = spawn('script', ['--quiet', '--return', '--command', sized, '/dev/null'], { cwd })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  let screen = ''
  let seen = 0
  const open = [...dialogue]
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    const [question, keys] = open[0] ?? []
    if (question === undefined || !screen.includes(question, seen)) return
    seen = screen.length
    open.shift()
    child.stdin.write(keys!)
  })
  const exitCode = await ended
  if (open.length > 0) throw new Error(`"${open[0]![0]}" was never asked: ${screen}`)
  return `${screen}\nexit code ${exitCode}`
}
