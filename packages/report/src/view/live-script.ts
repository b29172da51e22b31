/**
 * What a page that is served does besides: looks again each minute, if it is seen and nothing in it has
 * the focus, and when its button is pressed. It is sent as its own source, as `enhance`, which it is given.
 */
export function keepLive(enhance: (root: ParentNode) => void): void {
  const button = document.querySelector<HTMLElement>('button[data-live]')
  const status = document.querySelector('[data-as-of]')
  if (!button || !status) return

  const openOnes = (root: ParentNode) =>
    Array.from(root.querySelectorAll('details'), (each) => ({
      each,
      name: `${each.closest('section')?.querySelector('h2')?.textContent} ${each.querySelector('summary')?.textContent}`,
    }))

  const look = async () => {
    try {
      const response = await fetch(location.href)
      if (!response.ok) throw new Error(response.statusText)
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
      const [before, after] = [document, fresh].map((each) => each.querySelector('main'))
      if (!before || !after) return
      const isOpen = new Map(openOnes(before).map(({ name, each }) => [name, each.open]))
      for (const { name, each } of openOnes(after)) each.open = isOpen.get(name) ?? each.open
      before.replaceWith(after)
      enhance(after)
      status.textContent = fresh.querySelector('[data-as-of]')?.textContent ?? ''
    } catch {
      status.textContent =
        'It could not be checked again; what follows is the last result. The command says why, or has ended.'
    }
  }

  button.hidden = false
  button.addEventListener('click', look)
  setInterval(() => {
    const isUsed = document.querySelector('main')?.contains(document.activeElement)
    if (document.visibilityState === 'visible' && !isUsed) void look()
  }, 60_000)
}
