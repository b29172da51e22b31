import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Begins each lane with the files that sweep for crashes, or kill at many instants, which take longest. Without the times of an
 * earlier run Vitest goes by size, and leaves one of these, which are small, to run alone at the end.
 */
export class SweepsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- of the sequencer, not of an array
    const sorted = await super.sort(files)
    const lanes = [...new Set(sorted.map(({ project }) => project))]
    return lanes.flatMap((lane) => {
      const own = sorted.filter(({ project }) => project === lane)
      return [...own.filter(sweeps), ...own.filter((file) => !sweeps(file))]
    })
  }
}

function sweeps({ moduleId }: TestSpecification): boolean {
  return /\b(testStrategy|killInEach)\(/.test(readFileSync(moduleId, 'utf8'))
}
