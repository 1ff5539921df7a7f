// Words in another script than the language around them has, and what somebody typed that nothing keeps apart.
() => {
  const scripts = { en: 'Latin', ru: 'Cyrillic', he: 'Hebrew', fa: 'Arabic', ar: 'Arabic' }
  const words = {
    Latin: /\p{Script=Latin}{3,}/gu, Cyrillic: /\p{Script=Cyrillic}{2,}/gu, Hebrew: /\p{Script=Hebrew}{2,}/gu, Arabic: /\p{Script=Arabic}{2,}/gu,
  }
  // Codes, names of files and formats are the same in every language: `R2`, `M-1394`, `officer-token`, `JSON`.
  const sign = /[\p{Script=Latin}\d]*[-./\d][-./\d\p{Script=Latin}]*/gu
  // What the pages are given to show stands for what anybody may type; whose language it is, nobody knows.
  const typed = /zqx/
  const faults = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.data, at = walker.currentNode.parentElement
    if (!text.trim() || at.closest('script, code, pre, .leaflet-container, textarea')) continue
    if (typed.test(text)) {
      const isApart = at.closest('bdi, [dir=auto]') || /\u2068[^\u2069]*zqx[^\u2068]*\u2069/.test(text)
      if (!isApart) faults.push(`what is typed is not kept apart: ${at.outerHTML.slice(0, 140)}`)
      continue
    }
    // A choice holds no marks of language in it.
    if (at.closest('option')) continue
    const language = at.closest('[lang]').lang
    for (const [script, pattern] of Object.entries(words)) {
      if (script === scripts[language]) continue
      const found = (text.replace(sign, ' ').match(pattern) ?? []).filter(one => script !== 'Latin' || /[a-z]{3}/.test(one) && !['cookie', 'Shift'].includes(one))
      if (found.length) faults.push(`\`${found.slice(0, 4).join(' ')}\` in ${language}: ${at.outerHTML.slice(0, 140)}`)
    }
  }
  return faults
}
