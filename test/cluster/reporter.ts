import type { Reporter, TestModule } from 'vitest/node'
import { tableOfDifferences, type EndedTest } from './differences.js'

declare module 'vitest' {
  interface TaskMeta {
    /** What a test of `npm run cluster` found out about the cluster. */
    cluster?: string
  }
}

/** Prints what a run saw of a cluster otherwise than in the sandbox, as a report to send. */
export default class ClusterReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const cases = modules.flatMap(({ children }) => [...children.allTests()])
    const tests = cases.map((test): EndedTest => {
      const { state, errors = [] } = test.result()
      return { name: test.fullName, state, errors }
    })
    const [cluster = 'nobody could sign in'] = cases.flatMap((test) => test.meta().cluster ?? [])
    const broken = modules.flatMap((module) =>
      module
        .errors()
        .map((error): EndedTest => ({ name: module.relativeModuleId, state: 'failed', errors: [error] })),
    )
    const passed = tests.filter(({ state }) => state === 'passed').length
    print(
      '## `npm run cluster`',
      '',
      `${cluster}; Node ${process.version}; ${passed} of ${tests.length} tests as in the sandbox`,
      '',
      tableOfDifferences([...broken, ...tests]),
      '',
      'Please send this report to the authors, whatever it says: CONTRIBUTING.md says how.',
    )
  }
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`\n${lines.join('\n')}\n`)
}
