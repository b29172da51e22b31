import { expect } from 'vitest'
import { makeWorkspace } from './workspace.js'

/** What is said on stderr by a command that finds its configuration wrong. */
export async function complaint(file: string, content: string, env?: NodeJS.ProcessEnv): Promise<string> {
  const { folder, run, write } = await makeWorkspace()
  await write(file, content)
  const { exitCode, stdout, stderr } = await run(['plan', '--config', file], env)
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
  return stderr.replaceAll(folder, '')
}
