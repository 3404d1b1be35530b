/*
  The card of a number in the text: it says which statement it proves, never covers it, and offers to quote it. The
  browser opens and closes cards; without this script they stand beside their number. On a touch screen a first tap on
  a term shows its meaning, and a second one opens its page.
*/
{
  const GAP = 8 // pixels between a statement and its card
  const LEAST = 160 // the least height of a card, in pixels
  const SHORT = 200 // characters of a statement that are repeated as a whole
  const WORDLESS = /^[\s.,;:!?)\]…–—-]*$/

  /** The text that is read between two places of the page, without numbers and the meanings of terms. */
  const words = range => {
    const copy = range.cloneContents()
    for (const one of copy.querySelectorAll(".cite, .term__card")) one.remove()
    return copy.textContent.replace(/\s+/g, " ").replace(/^[\s.,;:!?)…]+/, "").trim()
  }

  /** The statement before a number: from the number before it, or from the start of its paragraph or row. */
  const statement = mark => {
    const block = mark.closest("tr, p, li, dd, dt, blockquote, figcaption, h1, h2, h3, h4") || mark.parentElement
    const range = document.createRange()
    range.selectNodeContents(block)
    range.setEndBefore(mark)
    const marks = [...block.querySelectorAll(".cite")]
    for (const before of marks.slice(0, marks.indexOf(mark)).reverse()) {
      const shorter = range.cloneRange()
      shorter.setStartAfter(before)
      if (!WORDLESS.test(words(shorter))) return shorter // numbers side by side share a statement
    }
    return range
  }

  const shortened = text => {
    if (text.length <= SHORT) return text
    const half = SHORT / 2
    return `${text.slice(0, half).replace(/\s+\S*$/, "")} … ${text.slice(-half).replace(/^\S*\s+/, "")}`
  }

  const copy = async (card, text, button, copied) => {
    try {
      await navigator.clipboard.writeText(text)
      button.textContent = copied
    } catch { // the browser does not allow it here: the reader copies the text
      const field = card.querySelector(".note__copy") || document.createElement("textarea")
      field.className = "note__copy"
      field.readOnly = true
      field.value = text
      field.setAttribute("aria-label", button.textContent)
      card.append(field)
      field.select()
    }
  }

  /** Adds to a card, once, what only a script can offer. */
  const complete = (card, mark, text) => {
    if (card.querySelector(".note__tools")) return
    const said = card.parentElement.dataset
    const repeated = document.createElement("p")
    repeated.className = "note__statement"
    repeated.textContent = shortened(text)
    if (text) card.querySelector(".note__head").after(repeated)
    for (const links of card.querySelectorAll(".evidence__links")) {
      const source = links.querySelector("a[rel=noopener]")
      if (!source || links.querySelectorAll("a[rel=noopener]").length > 1 || /(^|\.)archive\.org$/.test(source.hostname)) continue
      const archive = document.createElement("a")
      archive.href = `https://web.archive.org/web/${source.href.split("#")[0]}`
      archive.rel = "noopener"
      archive.textContent = said.archive
      source.after(" ", archive)
    }
    const button = mark.querySelector("button") // its id stays when numbers change
    const address = `${location.href.split("#")[0]}#${button.id || button.dataset.mark || mark.id || mark.dataset.mark}`
    const sources = [...card.querySelectorAll(".evidence")].map(evidence => {
      const link = evidence.querySelector(".evidence__links a[rel=noopener]")
      const name = evidence.querySelector(".evidence__source")
      return [name && name.textContent.trim(), link && link.href.split(/#?:~:/)[0]].filter(Boolean).join(" ")
    })
    const quote = document.createElement("button")
    quote.type = "button"
    quote.textContent = said.quote
    quote.onclick = () => copy(card, [`“${text}”`, ...sources, `${document.title}, ${address}`].join("\n"), quote, said.copied)
    const link = document.createElement("a")
    link.href = address
    link.textContent = said.link
    link.onclick = () => card.hidePopover()
    const tools = document.createElement("p")
    tools.className = "note__tools"
    tools.append(quote, link)
    card.append(tools)
  }

  /** Puts a card below or above its statement; on a phone it lies at the bottom, and the text moves out of its way. */
  const place = (card, range, mark) => {
    card.removeAttribute("style")
    const header = document.querySelector(".md-header")
    const top = (header ? header.getBoundingClientRect().bottom : 0) + GAP
    const height = document.documentElement.clientHeight
    const width = document.documentElement.clientWidth
    const cut = Math.max(mark.getBoundingClientRect().bottom, range.getBoundingClientRect().bottom) + GAP - height
    if (cut > 0) scrollBy({top: cut, behavior: "instant"}) // the last line was half below the window
    const said = range.getBoundingClientRect()
    const end = mark.getBoundingClientRect()
    const first = Math.min(said.height ? said.top : end.top, end.top)
    const last = Math.max(said.bottom, end.bottom)
    const set = (name, pixels) => { card.style[name] = `${Math.round(pixels)}px` }
    if (matchMedia("(max-width: 44.99em)").matches) {
      set("maxHeight", Math.max(LEAST, Math.min(height / 2, height - top - (last - first) - 2 * GAP)))
      const hidden = last + GAP - card.getBoundingClientRect().top
      if (hidden > 0) scrollBy({top: hidden, behavior: "instant"})
      else if (first < top) scrollBy({top: first - top, behavior: "instant"})
      return
    }
    card.style.position = "absolute" // it moves with the text
    card.style.positionArea = "none"
    card.style.positionTry = "none" // otherwise the browser may still flip the card as it did before
    card.style.inset = "auto"
    card.style.margin = "0"
    const wanted = card.offsetHeight
    let below = height - last - 2 * GAP
    const above = first - top - GAP
    const under = below >= wanted || below >= above
    if (Math.max(below, above) < LEAST) {
      const before = scrollY
      scrollBy({top: Math.min(LEAST - below, Math.max(0, end.top - top)), behavior: "instant"})
      below += scrollY - before // the places below are of the page, so that they need no change
      set("maxHeight", Math.max(LEAST, below))
      set("top", last + before + GAP)
    } else {
      set("maxHeight", Math.min(wanted, under ? below : above))
      set("top", scrollY + (under ? last + GAP : first - GAP - card.offsetHeight))
    }
    set("left", scrollX + Math.max(GAP, Math.min(end.left, width - card.offsetWidth - GAP)))
  }

  const open = card => {
    const button = document.querySelector(`[popovertarget="${card.id}"]:not(.note__close)`)
    const mark = button && button.closest(".cite")
    if (!mark) return
    const range = statement(mark)
    complete(card, mark, words(range))
    if (mark.closest("[popover]")) return // a card within a card stays where the style sheet puts it
    place(card, range, mark)
    if (window.CSS && CSS.highlights) CSS.highlights.set("statement", new Highlight(range))
  }

  for (const card of document.querySelectorAll(".note[popover]")) {
    card.addEventListener("toggle", event => {
      if (event.newState === "open") open(card)
      else if (window.CSS && CSS.highlights && !document.querySelector(".note:popover-open")) CSS.highlights.delete("statement")
    })
    if (card.matches(":popover-open")) open(card) // the reader was faster than the script
  }

  document.addEventListener("click", event => {
    const term = event.target.closest(".term")
    for (const one of document.querySelectorAll(".term--open")) if (one !== term) one.classList.remove("term--open")
    if (!term || !matchMedia("(hover: none)").matches || term.classList.contains("term--open")) return
    event.preventDefault()
    term.classList.add("term--open")
  })
}
