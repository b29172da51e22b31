import { isDeepStrictEqual } from 'node:util'
import type { Scenario } from '../scenario.js'
import { inParallel } from '../trials/in-parallel.js'
import type { Objects } from './objects.js'
import { Trial, type KillAt, type Left } from './trial.js'

const AT_A_TIME = 2

/** A scenario that is loaded into DuckDB, and what a run of it that nobody disturbs goes through and leaves. */
export class Sweep implements AsyncDisposable {
  /** What a run goes through, such as `commit, given`. */
  readonly instants: readonly string[]
  readonly expected: Left
  readonly #scenario: Scenario
  readonly #objects: Objects
  readonly #before: Trial

  private constructor(
    scenario: Scenario,
    objects: Objects,
    before: Trial,
    peace: Pick<Sweep, 'instants' | 'expected'>,
  ) {
    this.#scenario = scenario
    this.#objects = objects
    this.#before = before
    this.instants = peace.instants
    this.expected = peace.expected
  }

  /** Loads what there is beforehand, and then runs the scenario in peace. */
  static async prepare(scenario: Scenario, objects: Objects): Promise<Sweep> {
    const before = await Trial.begin(scenario, objects)
    if (scenario.before) {
      await objects.change(scenario.before)
      await before.finish()
    }
    await objects.change(scenario.changes)
    await using trial = await Trial.begin(scenario, objects, before)
    const { exitCode, stderr } = await trial.start().ended
    if (exitCode !== 0) throw new Error(`A run that nobody disturbed ended with ${exitCode}: ${stderr}`)
    const peace = { instants: await trial.instants(), expected: await trial.left() }
    return new Sweep(scenario, objects, before, peace)
  }

  /** Returns the number of the first instant `name`. Throws if the run has none. */
  firstOf(name: string): number {
    const number = this.instants.indexOf(name)
    if (number === -1) throw new Error(`A run that nobody disturbed has no "${name}"`)
    return number
  }

  /**
   * Makes a trial for each series of kills, after which one run in peace must make all as it should be.
   * Returns where kills were, and the trials that ended otherwise.
   */
  async killInEach(
    series: readonly (readonly KillAt[])[],
  ): Promise<{ readonly kills: readonly string[]; readonly wrong: readonly unknown[] }> {
    const kills: string[] = []
    const wrong: unknown[] = []
    await inParallel(series, AT_A_TIME, async (ways) => {
      await using trial = await Trial.begin(this.#scenario, this.#objects, this.#before)
      const places: string[] = []
      for (const way of ways) {
        const { signal, exitCode, stderr } = await trial.start(way).ended
        if (signal === 'SIGKILL') places.push((await trial.instants()).at(-1)!)
        else if (exitCode !== 0) throw new Error(`A run to be killed ended with ${exitCode}: ${stderr}`)
      }
      await trial.finish()
      const left = await trial.left()
      if (!isDeepStrictEqual(left, this.expected)) wrong.push({ ways, places, left })
      kills.push(...places)
    })
    return { kills, wrong }
  }

  /** Has so many commands run at once; returns how they ended, and what they left. */
  async race(
    count: number,
  ): Promise<{ readonly exitCodes: readonly (number | null)[]; readonly left: Left }> {
    await using trial = await Trial.begin(this.#scenario, this.#objects, this.#before)
    const commands = Array.from({ length: count }, () => trial.start())
    const ended = await Promise.all(commands.map((command) => command.ended))
    return { exitCodes: ended.map(({ exitCode }) => exitCode), left: await trial.left() }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#before[Symbol.asyncDispose]()
    await this.#objects[Symbol.asyncDispose]()
  }
}
