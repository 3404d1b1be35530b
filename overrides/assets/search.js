/*
 * The search in the header: pages, terms and charts, then sources in a group of their own. The index (search/pages.js,
 * search/sources.js) is loaded when a reader opens the search; both are scripts, so that it works from disk.
 */
{
  const assets = document.currentScript.src.replace(/[^/]*$/, "")
  const root = assets.replace(/assets\/$/, "")
  const input = document.querySelector(".md-search__input")
  const list = document.querySelector(".md-search-result__list")
  const status = document.querySelector(".md-search-result__meta")
  const toggle = document.getElementById("__search")
  const words = document.querySelector("[data-script=search]").dataset

  // Words that a question has and its answer need not have, in English and Spanish
  const STOP = new Set(("a an and are as at be been but by can could did do does for from had has have how i if in into is it its me of on or our " +
    "should so than that the their them then there they this to was we were what when where which who whom whose why will with would you your about many much " +
    "al como con cual cuando cuanto cuantos cuantas de del donde el en es esta este fue ha hay la las lo los mas no para pero por porque que quien quienes se ser " +
    "si sin sobre son su sus un una y o").split(" "))
  const fold = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, "")
  const stem = word => /\d/.test(word) || word.length < 5 ? word : word.replace(/ies$/, "y").replace(/([xs]|ch|sh)es$/, "$1").replace(/([^s])s$/, "$1")
  // "12,574", "12 574" and "12574" are one word; so are "title42" and "title 42"
  const split = text => fold(text).replace(/(\d)[,.\u00a0\u202f ](?=\d{3}(?!\d))/g, "$1").replace(/([a-z]{3,})(\d)/g, "$1 $2").match(/[a-z0-9]+/g) || []
  const term = word => STOP.has(word) ? null : stem(word)
  const terms = text => split(text).map(term).filter(Boolean)

  const load = address => new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = address
    script.onload = resolve
    script.onerror = reject
    document.body.append(script)
  })

  let pages, sources, names = [], loading
  const indexed = ({pages}) => {
    const index = new MiniSearch({fields: ["title", "heading", "also", "text"], tokenize: split, processTerm: term})
    index.addAll(pages.map(([location, title, heading, text, also], id) => ({id, location, title: heading ? "" : title, heading, text, also})))
    return {index, pages}
  }
  const open = () => loading ??= load(`${assets}minisearch.js`).then(() => load(`${root}search/pages.js`)).then(() => {
    pages = indexed(searchPages)
    names = searchPages.names.map(forms => forms.map(form => ` ${terms(form).join(" ")} `))
    show()
  })
  let asking // the sources are loaded once somebody has typed
  const openSources = () => asking ??= open().then(() => load(`${root}search/sources.js`)).then(() => {
    sources = indexed(searchSources)
    show()
  })

  /* The words of a question, and the first name of each thing that it calls by another. */
  const widened = query => {
    const asked = ` ${terms(query).join(" ")} `
    const more = names.filter(forms => forms.slice(1).some(form => form.length > 4 && asked.includes(form))).map(forms => forms[0])
    return {asked: asked.trim(), more: more.join(" ").trim()}
  }

  const weight = location => /^(about|check|timeline)\//.test(location) ? 0.5 : /^(charts|map|lesson)\//.test(location) ? 0.6 : /^glossary\//.test(location) ? 0.8 : 1

  /* The best section of each page: sections with all words, then those with some. */
  const search = ({index, pages}, query) => {
    const {asked, more} = widened(query)
    if (!asked) return []
    const last = terms(query).at(-1)
    const options = {
      boost: {title: 4, also: 4, heading: 2}, tokenize: text => text.split(" "), processTerm: word => word,
      prefix: (word, i, all) => i == all.length - 1 && word == last && word.length > 2,
      fuzzy: word => word.length > 4 && !/\d/.test(word) ? 1 : false, maxFuzzy: 1, weights: {fuzzy: 0.25, prefix: 0.5},
      boostDocument: id => weight(pages[id][0]),
    }
    const parts = more ? {combineWith: "OR", queries: [asked, {queries: [more], combineWith: "AND"}]} : asked
    const found = new Map()
    const count = new Set(asked.split(" ")).size
    for (const hit of index.search(parts, options)) {
      const page = pages[hit.id], address = page[0].split("#")[0]
      const score = hit.score * (Math.min(new Set(hit.queryTerms).size, count) / count) ** 2
      const best = found.get(address)
      if (!best) found.set(address, {page, score, top: score, terms: hit.terms})
      else {
        best.score += score * 0.1
        if (score > best.top) Object.assign(best, {page, score: best.score + score - best.top, top: score, terms: hit.terms})
      }
    }
    return [...found.values()].sort((a, b) => b.score - a.score)
  }

  const marked = (element, text, found) => {
    for (const part of text.split(/([\p{L}\p{N}]+(?:[,.]\d{3})*)/u)) {
      const hit = part && split(part).some(word => found.includes(stem(word)))
      element.append(hit ? Object.assign(document.createElement("mark"), {textContent: part}) : part)
    }
    return element
  }
  /* The sentence with most of the words. */
  const sentence = (text, found) => {
    let best = "", most = -1
    for (const one of text.split(/(?<=[.!?]”?)\s+(?=[“\p{Lu}\d])/u)) {
      const have = new Set(terms(one)), count = found.filter(word => have.has(word)).length
      if (count > most) [best, most] = [one, count]
    }
    return best.length > 240 ? best.slice(0, best.lastIndexOf(" ", 240)) + " …" : best
  }
  const item = ({page: [location, title, heading, text], terms: found}) => {
    const entry = document.createElement("li"), link = document.createElement("a"), article = document.createElement("article")
    entry.className = "md-search-result__item"
    link.className = "md-search-result__link"
    article.className = "md-search-result__article md-typeset"
    const [path, hash] = location.split("#")
    const file = globalThis.location.protocol == "file:" ? "index.html" : "" // no server adds it
    link.href = `${root}${path}${file}${hash ? `#${hash}` : ""}`
    article.append(marked(document.createElement("strong"), heading ? `${title}: ${heading}` : title, found))
    article.append(marked(document.createElement("p"), sentence(text, found), found))
    link.append(article)
    entry.append(link)
    return entry
  }

  function show() {
    if (!pages) return
    const query = input.value.trim()
    if (query) openSources()
    const ours = query ? search(pages, query).slice(0, 10) : []
    const theirs = query && sources ? search(sources, query).slice(0, 5) : []
    list.replaceChildren(...ours.map(item))
    if (theirs.length) {
      const group = document.createElement("li")
      group.className = "md-search-result__meta"
      group.textContent = words.sources
      list.append(group, ...theirs.map(item))
    }
    status.textContent = !query ? words.start : ours.length + theirs.length ? `${ours.length + theirs.length} ${words.found}` : words.none
  }

  const focus = () => { toggle.checked = true; input.focus(); input.select() }
  const close = () => { toggle.checked = false; input.blur() }
  const typing = element => element.matches?.("input, textarea, select, [contenteditable]")
  input.addEventListener("focus", () => { toggle.checked = true; open() })
  input.addEventListener("input", show)
  input.form.addEventListener("submit", event => {
    event.preventDefault()
    list.querySelector("a")?.click()
  })
  input.form.addEventListener("reset", () => { setTimeout(() => { show(); input.focus() }) })
  toggle.addEventListener("change", () => toggle.checked ? focus() : input.blur())
  const key = event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement)
    if ((event.key == "/" || event.key == "s") && !typing(event.target)) focus()
    else if (event.key == "Escape" && toggle.checked) close()
    else if (event.key == "ArrowDown" && toggle.checked) (links[at + 1] ?? input).focus()
    else if (event.key == "ArrowUp" && toggle.checked) (at > 0 ? links[at - 1] : at == 0 ? input : links.at(-1))?.focus()
    else return
    event.preventDefault()
  }
  document.addEventListener("keydown", key)

  const asked = new URLSearchParams(location.search).get("q")
  if (asked) input.value = asked
  if (asked || toggle.checked || window.openSearch) focus()
}
