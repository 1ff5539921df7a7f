// Declarations of our style sheet that the browser does not understand. What a token stands for is known only where it is used.
async address => {
  const text = (await (await fetch(address)).text()).replace(/\/\*[^]*?\*\//g, '')
  const faults = []
  for (const [, block] of text.matchAll(/\{([^{}]*)\}/g)) {
    for (const one of block.split(';').map(one => one.trim()).filter(Boolean)) {
      const [, name, value] = one.match(/^([-\w]+)\s*:\s*([^]*)$/) ?? []
      if (!name) { faults.push(`\`${one}\` is no declaration`); continue }
      if (name.startsWith('--') || name.startsWith('-webkit-')) continue
      const known = value.includes('var(') ? name in document.body.style : CSS.supports(name, value.replace(/\s*!important$/, ''))
      if (!known) faults.push(`\`${one}\` is not understood`)
    }
  }
  return faults
}
