import { SinkError, type Slot, type StepReport, type UnitState } from '@arbalest/core'
import { RejectionSummary } from '@arbalest/core/host'
import { pageOf, renderPage } from '@arbalest/report'
import { openUnit, reported, slotOf } from '../../packages/report/test/reports.js'

/** What would act if it were taken for markup. */
const MARKUP = `</script></style><script>globalThis.pwned = 1</script><img src=x onerror="globalThis.pwned = 1">`

const HOUR = 3_600_000
const STATES: readonly UnitState[] = ['failed', 'quarantined', 'changed', 'pending', 'gone']

/** Ten years of hours, of which one in a hundred days has each other state, and none of the last of January 2020. */
function tenYears(): { readonly slots: readonly Slot[]; readonly missing: readonly string[] } {
  const names = Array.from({ length: 87_672 }, (_, index) =>
    new Date(Date.UTC(2016, 0, 1) + index * HOUR).toISOString().slice(0, 13),
  )
  const missing = names.filter((name) => name.startsWith('2020-01-31'))
  const slots = names
    .filter((name) => !name.startsWith('2020-01-31'))
    .map((name, index) => slotOf(name, index % 2_400 < 5 ? STATES[index % 2_400] : 'loaded'))
  return { slots, missing }
}

/** A page with all that a page can show, where a hostile text can be: each is one. */
export function samplePage(): string {
  const { slots, missing } = tenYears()
  const runs = Array.from({ length: 100 }, (_, index) => ({
    run: `01890a5d-ac96-774b-bcce-${String(index).padStart(12, '0')}`,
    from: new Date(Date.UTC(2026, 10, 28) - index * 24 * HOUR),
    to: new Date(Date.UTC(2026, 10, 28) - index * 24 * HOUR + (index % 7) * 60_000),
    transactions: 1,
    objects: 24,
    bytes: 170_000,
    rows: 200 + ((index * 37) % 90),
    rejected: index % 9,
  }))
  const whole = reported({
    units: { loaded: slots.length - 5, pending: 1, changed: 1, failed: 1, gone: 1, quarantined: 1 },
    open: [
      openUnit('2018-02-01T05', 'pending', { oldest: new Date('2018-02-01T06:00:00Z') }),
      openUnit('2018-02-02T05', 'changed'),
      openUnit(MARKUP, 'failed', { error: new SinkError('SQL_FAILED', MARKUP) }),
      openUnit(`${MARKUP}2`, 'quarantined'),
      openUnit(`${MARKUP}3`, 'gone'),
    ],
    tried: 3,
    calendar: { by: 'partition', slots, missing: [missing] },
    runs,
    rejections: RejectionSummary.of([{ object: MARKUP, line: 4, column: MARKUP, reason: MARKUP }]),
    table: {
      exists: true,
      stored: true,
      differences: [{ kind: 'missing', effect: 'stops a load', column: MARKUP, declared: 'integer' }],
      statements: [{ text: `alter table "${MARKUP}" add column "id" integer` }],
    },
  })
  const failed: StepReport = {
    pipeline: 'p',
    step: { ...whole.step, scope: 'p/unreachable' },
    error: new SinkError('SINK_UNREACHABLE', MARKUP),
  }
  return renderPage(pageOf([whole, failed], { showValues: true }))
}

/** A small page that is served, on which as many units are pending as `pending` says. */
export function livePage(pending: number): string {
  const slots = ['2017-12-31', '2018-01-01', '2018-02-01'].map((name) => slotOf(name))
  const open = Array.from({ length: pending }, (_, index) => openUnit(`2019-01-0${index + 1}`))
  const found = reported({
    units: { loaded: 3, pending },
    open,
    calendar: { by: 'partition', slots, missing: [] },
  })
  const at = new Date(Date.UTC(2026, 10, 28, 6, pending))
  return renderPage(pageOf([found], { at }), { live: true })
}
