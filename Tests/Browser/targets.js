// What can be pressed and is smaller than 24 by 24 CSS px (WCAG 2.2, 2.5.8), but for what the criterion excepts:
// a target in a sentence, one with room around it, one that another on the page does the same as, the browser's own control.
() => {
  const pressed = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex]:not([tabindex="-1"])'
  const shown = one => {
    const box = one.getBoundingClientRect()
    return one.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0
  }
  const targets = [...document.querySelectorAll(pressed)].filter(shown)
  const boxes = new Map(targets.map(one => {
    // A label is pressed as well as its field.
    const label = one.labels?.[0], own = one.getBoundingClientRect()
    if (!label || !shown(label) || !['radio', 'checkbox'].includes(one.type)) return [one, own]
    const other = label.getBoundingClientRect()
    const left = Math.min(own.left, other.left), top = Math.min(own.top, other.top)
    return [one, new DOMRect(left, top, Math.max(own.right, other.right) - left, Math.max(own.bottom, other.bottom) - top)]
  }))
  const isLarge = box => box.width >= 23.99 && box.height >= 23.99
  // The text of a line goes on before or after it.
  const isInSentence = one => {
    if (getComputedStyle(one).display !== 'inline') return false
    const line = one.closest('p, li, td, dd, dt, figcaption, span')
    return line && line.textContent.trim().length > one.textContent.trim().length
  }
  // A circle of 24 px around its middle meets no other target, and no other such circle.
  const hasRoom = (one, box) => {
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2
    return targets.every(other => {
      if (other === one || other.contains(one) || one.contains(other)) return true
      const its = boxes.get(other)
      const dx = Math.max(its.left - x, 0, x - its.right), dy = Math.max(its.top - y, 0, y - its.bottom)
      if (Math.hypot(dx, dy) < 12) return false
      return isLarge(its) || Math.hypot((its.left + its.right) / 2 - x, (its.top + its.bottom) / 2 - y) >= 24
    })
  }
  const sameElsewhere = one => one.href && targets.some(other =>
    other !== one && String(other.href?.baseVal ?? other.href) === String(one.href.baseVal ?? one.href) && isLarge(boxes.get(other)))
  return targets.filter(one => {
    const box = boxes.get(one)
    // A lot on a drawing is as large as it is: the search and the other views of the map lead to it as well.
    return !isLarge(box) && !one.closest('svg') && !isInSentence(one) && !hasRoom(one, box) && !sameElsewhere(one)
  }).map(one => {
    const box = boxes.get(one)
    return `${one.outerHTML.slice(0, 120)} is ${Math.round(box.width)} × ${Math.round(box.height)} px`
  })
}
