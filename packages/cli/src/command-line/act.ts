/** Waits for what a command does, and keeps its exit code. */
export type Act = (exitCode: Promise<number>) => Promise<void>
