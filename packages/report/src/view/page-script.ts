/**
 * What the page does in a browser, with all in `root`: copies commands, lets the arrow keys walk through calendars, and shows
 * the words of the cell that is chosen. It is sent as its own source, and so uses nothing but what is
 * within it. Without it the page shows all it has, but for these words.
 */
export function enhance(root: ParentNode): void {
  const every = (selector: string) => root.querySelectorAll<HTMLElement>(selector)

  for (const button of every('button[data-copy]')) {
    button.hidden = false
    button.addEventListener('click', async () => {
      const command = button.parentElement?.querySelector('code')
      if (!command) return
      const state = button.querySelector('.unseen')
      try {
        await navigator.clipboard.writeText(command.textContent ?? '')
        button.dataset['copy'] = 'done'
        if (state) state.textContent = ': copied'
      } catch {
        // A page from a file may not be allowed to: then the command is selected, to be copied by hand.
        getSelection()?.selectAllChildren(command)
        if (state) state.textContent = ': selected'
      }
    })
  }

  const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  }
  for (const table of every('table.calendar')) {
    const rows = Array.from(table.querySelectorAll('tbody tr'), (row) =>
      Array.from(row.querySelectorAll<HTMLElement>('td')),
    )
    const words = table.closest('details')?.querySelector('output')
    const choose = (cell: HTMLElement) => {
      for (const other of table.querySelectorAll<HTMLElement>('td.chosen')) {
        other.classList.remove('chosen')
        other.tabIndex = -1
      }
      cell.classList.add('chosen')
      cell.tabIndex = 0
      if (words) words.textContent = cell.dataset['words'] ?? ''
    }
    const first = table.querySelector<HTMLElement>('td[data-words]')
    if (first) first.tabIndex = 0
    table.addEventListener('click', ({ target }) => {
      const cell = (target as Element).closest<HTMLElement>('td[data-words]')
      cell?.focus()
    })
    table.addEventListener('focusin', ({ target }) => {
      const cell = target as HTMLElement
      if (cell.dataset['words'] === undefined) return
      if (first && cell !== first) first.tabIndex = -1
      choose(cell)
    })
    table.addEventListener('keydown', (event) => {
      const step = steps[event.key]
      if (!step) return
      event.preventDefault()
      let row = rows.findIndex((cells) => cells.includes(event.target as HTMLElement))
      let column = rows[row]?.indexOf(event.target as HTMLElement) ?? 0
      for (;;) {
        row += step[0]
        column += step[1]
        const cell = rows[row]?.[column]
        if (!cell) return
        if (cell.dataset['words'] === undefined) continue
        cell.focus()
        return
      }
    })
  }
}
