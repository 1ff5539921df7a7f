// Text that is cut off by what holds it.
() => [...document.querySelectorAll('body *')].filter(one => {
  const style = getComputedStyle(one)
  if (!one.checkVisibility() || one.closest('.leaflet-container, svg, select, option')) return false
  // What is only for those who hear the page is meant to be out of sight.
  if (one.closest('.unseen')) return false
  const hides = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY)
  return hides && one.textContent.trim() && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
}).map(one => `${one.outerHTML.slice(0, 120)} is cut off`)
