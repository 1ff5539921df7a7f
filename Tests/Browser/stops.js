// Puts functions into the page that say where the focus is, and whether its stops come in the order in which one reads.
() => {
  const numbers = new WeakMap()
  const elements = []
  const number = one => {
    if (!numbers.has(one)) { numbers.set(one, elements.length); elements.push(one) }
    return numbers.get(one)
  }
  const name = one =>
    `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} ${one.id || one.getAttribute('name') || one.textContent.trim().slice(0, 40)}`

  const focusStop = () => {
    const at = document.activeElement
    if (!at || at === document.body) return null
    const style = getComputedStyle(at)
    // Of a link of several lines, one is seen; of what is larger than the window, a part.
    const isDrawn = !!at.closest('svg')
    const looks = [...at.getClientRects()].map(box => {
      const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth)
      const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight)
      const isSeen = right - left >= Math.min(box.width, 24) - 1 && bottom - top >= Math.min(box.height, 24) - 1 && right > left && bottom > top
      const over = isSeen && document.elementFromPoint(left + Math.min((right - left) / 2, 20), (top + bottom) / 2)
      // What is drawn has a shape of its own, and may lie around its middle.
      return { isSeen, isOnTop: isDrawn || !!over && (over === at || at.contains(over) || over.contains(at)) }
    })
    const box = at.getClientRects()[0] ?? at.getBoundingClientRect()
    return {
      number: number(at), name: name(at),
      marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none',
      inView: looks.some(one => one.isSeen),
      onTop: looks.some(one => one.isSeen && one.isOnTop),
      box: [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY],
      group: isDrawn ? 'drawing' : at.closest('.leaflet-container') ? 'map'
        : 'column ' + [...document.querySelectorAll('.columns > *')].findIndex(column => column.contains(at)),
    }
  }

  // In a line from its beginning to its end, then the next line: in the direction in which the page is written.
  window.orderFaults = stops => {
    const isRight = document.documentElement.dir === 'rtl'
    const faults = []
    for (let i = 1; i < stops.length; i++) {
      const before = stops[i - 1], after = stops[i]
      // Columns are read one after the other; a map and a drawing have an order of their own.
      if (before.group !== after.group || ['map', 'drawing'].includes(after.group)) continue
      const [left, top, right, bottom] = before.box, [left2, top2, right2, bottom2] = after.box
      const isSameLine = Math.min(bottom, bottom2) - Math.max(top, top2) > Math.min(bottom - top, bottom2 - top2) / 2
      const isForward = isSameLine ? (isRight ? right2 <= left + 2 || right2 < right : left2 >= right - 2 || left2 > left) : top2 >= top - 2
      if (!isForward) faults.push(`${after.name} comes after ${before.name}, and stands before it`)
    }
    return faults
  }

  // Each stop is looked at when the key is let go: by then the page has brought it into view.
  let stops = []
  addEventListener('keyup', event => { if (event.key === 'Tab') stops.push(focusStop()) }, true)
  window.takeStops = () => { const all = stops; stops = []; return all }

  window.stepTo = number => elements[number]?.focus()

  // What can be pressed, is seen, and was no stop. One of a group of choices stands for all.
  window.leftOut = seen => {
    const stops = seen.map(one => elements[one])
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(one =>
      one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0 && !stops.includes(one)
      && !(one.type === 'radio' && stops.some(other => other.type === 'radio' && other.name === one.name))
    ).map(name)
  }
}
