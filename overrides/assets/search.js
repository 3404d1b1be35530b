/*
 * The search in the header. Opening it loads the library, the ranking and the pages; the first letter loads the sources, which
 * are shown after the pages, in a group of their own. All are scripts, not data, so that it works from disk too.
 */
{
  const assets = document.currentScript.src.replace(/[^/]*$/, "")
  const root = assets.replace(/assets\/$/, "")
  const box = document.querySelector(".md-search")
  const input = box.querySelector("input")
  const status = box.querySelector("[role=status]")
  const toggle = document.getElementById("__search")
  const groups = [] // the lists of pages and of sources, each with its heading
  const most = [10, 5]

  const load = address => new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = address
    script.onload = resolve
    script.onerror = reject
    document.body.append(script)
  })
  const made = [] // the index of pages, that of sources
  let opened, asked
  const open = () => opened ??= Promise.all([load(`${assets}minisearch.js`), load(`${assets}ranking.js`), load(`${root}search/pages.js`)])
    .then(async () => {
      for (const heading of ["", searchPages.words.sources]) {
        const group = element("section", "hits", element("h2", "md-search-result__meta", heading), element("ol", "md-search-result__list"))
        group.firstChild.hidden = !heading
        groups.push(group)
      }
      status.after(...groups)
      made[0] = await ranking.build(searchPages)
      show()
    })
  const openSources = () => asked ??= open().then(() => load(`${root}search/sources.js`))
    .then(async () => {
      made[1] = await ranking.build(searchSources)
      show()
    })

  const element = (name, className, ...content) => {
    const made = document.createElement(name)
    made.className = className
    made.append(...content)
    return made
  }
  const marked = (text, terms) => ranking.marked(text, terms).map(([part, found]) => found ? element("mark", "", part) : part)
  const shortened = text => text.length > 260 ? `${text.slice(0, text.lastIndexOf(" ", 260))} …` : text

  const item = ({entry, terms}, kinds) => {
    const file = location.protocol == "file:" ? "index.html" : "" // no server adds it
    const link = element("a", "md-search-result__link")
    link.href = `${root}${entry.address}${file}${entry.anchor ? `#${entry.anchor}` : ""}`
    const title = element("p", "hit__title", element("strong", "", ...marked(entry.name, terms)))
    if (kinds[entry.kind] && kinds[entry.kind] != entry.name) title.append(" ", element("span", "hit__kind", kinds[entry.kind]))
    link.append(title)
    if (entry.heading) link.append(element("p", "hit__heading", ...marked(entry.heading, terms)))
    const answer = entry.kind == "source" ? entry.text.split("\n")[0] : ranking.sentence(entry.text, terms) // a source's reference in full
    const sentence = shortened(answer)
    if (sentence) link.append(element("p", "hit__text", ...marked(sentence, terms)))
    return element("li", "md-search-result__item", link)
  }

  function show() {
    if (!made[0]) return
    const query = input.value.trim()
    if (query) openSources()
    let total = 0
    groups.forEach((group, at) => {
      const hits = query && made[at] ? ranking.search(made[at], query).slice(0, most[at]) : []
      group.querySelector("ol").replaceChildren(...hits.map(hit => item(hit, at ? {} : searchPages.kinds)))
      group.hidden = !hits.length
      total += hits.length
    })
    const {start, none, one, many} = searchPages.words
    status.textContent = !query ? start : !total ? none : total == 1 ? one : many.replace("#", total)
  }

  let due // letters that come together are answered together
  const showSoon = () => {
    due ??= setTimeout(() => {
      due = undefined
      show()
    })
  }

  const focus = () => { toggle.checked = true; input.focus() }
  const close = () => { toggle.checked = false; if (box.contains(document.activeElement)) document.activeElement.blur() }
  const typing = element => element.matches?.("input, textarea, select, [contenteditable]")

  input.addEventListener("focus", () => { toggle.checked = true; open() })
  input.addEventListener("input", showSoon)
  input.form.addEventListener("submit", event => {
    event.preventDefault()
    box.querySelector(".hits a")?.click()
  })
  input.form.addEventListener("reset", () => setTimeout(() => { show(); input.focus() }))
  toggle.addEventListener("change", () => toggle.checked ? focus() : close())
  box.addEventListener("click", event => { if (event.target.closest("a")) close() }) // it may lead to a heading of this page
  document.addEventListener("focusin", event => { if (toggle.checked && !box.contains(event.target) && event.target != toggle) toggle.checked = false })

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
    const links = [...box.querySelectorAll(".hits a")], at = links.indexOf(document.activeElement)
    if ((event.key == "/" || event.key == "s") && !typing(event.target)) { focus(); input.select() }
    else if (!toggle.checked) return
    else if (event.key == "Escape") close()
    else if (event.key == "ArrowDown") (links[at + 1] ?? input).focus()
    else if (event.key == "ArrowUp") (at < 0 ? links.at(-1) : links[at - 1] ?? input)?.focus()
    else return
    event.preventDefault()
  })

  // The page for unknown addresses has a box of its own, which begins with the words of the address.
  const own = document.querySelector(".find")
  if (own) {
    const field = own.elements.q
    field.value ||= decodeURIComponent(location.pathname.replace(/\.html?$/, "")).match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? ""
    own.addEventListener("submit", event => {
      event.preventDefault()
      input.value = field.value
      focus()
      show()
    })
  }

  const query = new URLSearchParams(location.search).get("q")
  if (query) input.value = query
  if (query || toggle.checked || document.activeElement == input) { // somebody was here before this script
    focus()
    open()
  }
}
