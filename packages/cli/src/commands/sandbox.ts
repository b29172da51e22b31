import type { SandboxOptions } from '../command-line.js'
export async function sandboxCommand(command: readonly string[], options: SandboxOptions): Promise<number> {
  return command.length + Object.keys(options).length
}
