/*
 * What a search finds, and in which order; nothing here knows the page. Needs minisearch.js and a file of search/.
 *
 * A question is read as a list of things asked for: words, and names that the records list (AMLO, Remain in Mexico), each of
 * which may be called by any of its names. Things that few pages have count for more. See search() for the order.
 */
var ranking = (() => {
  // Words that a question has and its answer need not have, in English and Spanish
  const STOP = new Set(("a about an and any are as at be been but by can could did do does each either for from get give gave had has have how i if in into is it its many me " +
    "more most much my no not of on one or our over say said should so some tell than that the their them then there these they this those to under up us was we were " +
    "what when where whether which who whom whose why will with would you your " +
    "al como con cual cuales cuando cuanto cuanta cuantas cuantos de del desde donde el ella ellos en entre es esta estan este estos fue fueron ha han hay hizo la las le les lo los mas no para " +
    "pero por porque que quien quienes se ser si sin sobre son su sus un una unas unos y ya o").split(" "))

  const fold = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/['’]s\b/g, "").replace(/['’]/g, "")
  /* The plural and the singular of a word are one, as are "deported" and "deporting"; the gender of a Spanish plural is kept. */
  const stem = word => /\d/.test(word) || word.length < 4 ? word
    : word.length > 6 && /(?:[^aeiou]ed|ing)$/.test(word) ? word.replace(/(?:ed|ing)$/, "")
    : word.replace(/ies$/, "y").replace(/([xz]|[cs]h|ss|[dt]or|ion|dad)es$/, "$1").replace(/([^isu])s$/, "$1")

  /* The words of a text: "12,574", "12 574" and "12574" are one; "title42" is two; "non-refoulement" is found in one piece too. */
  const split = folded => folded.replace(/(\d)[,.\u00a0\u202f ](?=\d{3}(?!\d))/g, "$1").replace(/([a-z]{3,})(\d)/g, "$1 $2").match(/[a-z0-9]+/g) ?? []
  const joined = folded => (folded.match(/[a-z]+(?:-[a-z]+)+/g) ?? []).map(word => word.replaceAll("-", ""))
  const words = text => split(fold(text))
  const indexed = text => {
    const folded = fold(text)
    return [...split(folded), ...joined(folded)]
  }
  // "How many people ..." and "Are people ..." have the same words, and another aim
  const AIMS = [/how (?:many|much)|cuant[oa]/, /\bwho|\bquien/, /\bwhy|\bpor que/, /\bwhen|\bcuando/, /\bwhere|\bdonde/, /\bhow|\bcomo/,
    /\bwhat|\bwhich|^\W*que\b|\bcual/, /^\W*(?:is|are|was|were|do|does|did|has|have|can|could|will|may)\b/]
  const aim = text => AIMS.findIndex(sign => sign.test(fold(text)))
  const phrase = text => words(text).map(stem).join(" ")

  const FIELDS = {title: 3, also: 3, heading: 2.5, page: 1, text: 1}
  const WEIGHTS = {page: 1, question: 1, term: 0.9, chart: 0.75, map: 0.7, event: 0.65, claim: 0.6, about: 0.5, source: 1}

  /* Promise the index of a file: {kinds, names, pages: [[address, title, kind, also, boost, [[anchor, heading, text, also], ...]], ...]} */
  async function build({names, pages}) {
    const entries = [], named = new Map(), exact = new Map()
    const name = forms => {
      const thing = [...new Set(forms.map(phrase))].filter(Boolean)
      for (const form of thing) if (form.length > 2) named.set(form, named.has(form) ? [...named.get(form), ...thing] : thing)
    }
    for (const forms of names) name(forms)
    for (const [address, title, kind, also, boost, sections] of pages) {
      if (kind == "term") name(also.split("; "))
      for (const form of [title, ...also.split("; ")]) if (form) exact.set(phrase(form), [...exact.get(phrase(form)) ?? [], address])
      for (const [anchor, heading, text, forms] of sections) {
        const first = !anchor && !heading
        entries.push({
          id: entries.length, address, anchor, kind, boost, name: title, title: first ? title : "", page: first ? "" : title, heading, text,
          also: first ? also : forms,
        })
      }
    }
    const roots = new Map()
    const processTerm = word => { // the whole word too: a word with a wrong letter has no root
      if (!roots.has(word)) roots.set(word, word.length > stem(word).length + 1 ? [stem(word), word] : stem(word))
      return roots.get(word)
    }
    const index = new MiniSearch({fields: Object.keys(FIELDS), tokenize: indexed, processTerm})
    await index.addAllAsync(entries, {chunkSize: 40}) // what a reader types meanwhile is not kept waiting
    return {index, entries, named, exact}
  }

  /* The things that a question asks for: each a list of phrases that mean it. The longest names are taken first. */
  function asked(query, named) {
    const all = words(query), roots = all.map(stem), things = []
    const meant = all.some(word => !STOP.has(word)) ? word => !STOP.has(word) : () => true
    for (let at = 0; at < roots.length;) {
      let length = Math.min(6, roots.length - at)
      while (length > 0 && !named.has(roots.slice(at, at + length).join(" "))) length--
      const form = roots.slice(at, at + Math.max(length, 1)).join(" ")
      if (length > 1 || meant(all[at])) things.push({form, word: length > 1 ? "" : all[at], others: length ? [...new Set(named.get(form))].filter(other => other != form) : [], last: at + Math.max(length, 1) == roots.length})
      at += Math.max(length, 1)
    }
    return things
  }

  const options = {boost: FIELDS, tokenize: text => text.split(" "), processTerm: word => word, combineWith: "AND"}
  /* The entries about one thing: by its own name, by its other names, by the words that it begins, or by words with another letter. */
  function about({form, word, others, last}, {index}) {
    const found = new Map()
    const take = (phrase, weight, more) => {
      for (const hit of index.search(phrase, {...options, ...more})) {
        const score = hit.score * weight / Math.sqrt(phrase.split(" ").length)
        const known = found.get(hit.id) ?? {score: 0, terms: [], match: {}}
        if (score > known.score) Object.assign(known, {score, match: hit.match})
        known.terms.push(...hit.terms)
        found.set(hit.id, known)
      }
    }
    take(form, 1, {prefix: (word, at, list) => last && at == list.length - 1 && word.length > 2, weights: {fuzzy: 0.3, prefix: 0.4}})
    for (const other of others) take(other, 0.8)
    if (!found.size && word.length > 4 && !/\d/.test(word)) {
      for (let at = 1; at < word.length; at++) take(stem(word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1)), 0.7) // two letters changed places
      if (!found.size) take(word, 0.7, {fuzzy: word.length > 7 ? 2 : 1, prefix: last, weights: {fuzzy: 0.5, prefix: 0.3}})
    }
    return found
  }

  /*
   * The pages for a question, best first: {entry, score, terms}, entry being the section that answers.
   * A section counts by how well it has each thing, and by how many of the things it has, its page's title included. A page counts as
   * its best section does, with a little for the others. One that is called what was asked for comes before those that mention it,
   * and so does a question that asks the same.
   */
  function search(made, query) {
    const things = asked(query, made.named)
    const sections = new Map()
    const weights = things.map(thing => {
      const found = about(thing, made)
      for (const [id, {score, terms, match}] of found) {
        const section = sections.get(id) ?? {score: 0, has: new Set(), asks: new Set(), terms: []}
        section.score += score
        section.has.add(thing)
        if (made.entries[id].kind == "question" && Object.values(match).flat().some(field => field != "text")) section.asks.add(thing)
        section.terms.push(...terms.filter(term => things.length == 1 && term == thing.form || !STOP.has(term)))
        sections.set(id, section)
      }
      return found.size ? Math.log(1 + made.entries.length / found.size) : 0
    })
    const whole = weights.reduce((sum, weight) => sum + weight, 0)
    const share = set => things.reduce((sum, thing, at) => sum + (set.has(thing) ? weights[at] : 0), 0) / whole
    const same = new Set(made.exact.get(phrase(query)) ?? made.exact.get(things.map(thing => thing.form).join(" ")))
    const pages = new Map(), wanted = aim(query)
    for (const [id, {score, has, asks, terms}] of sections) {
      const entry = made.entries[id]
      let value = score * share(has) ** 2 * (WEIGHTS[entry.kind] ?? 1) * entry.boost
      if (entry.kind == "question" && things.length > 1 && share(asks) > 0.8 && (wanted < 0 || wanted == aim(entry.heading))) value *= 2
      if (same.has(entry.address) && entry.title) value *= 2
      const page = pages.get(entry.address)
      if (!page) pages.set(entry.address, {entry, best: value, rest: 0, terms})
      else if (value > page.best) Object.assign(page, {entry, rest: page.rest + page.best, best: value, terms})
      else page.rest += value
    }
    return [...pages.values()].map(({entry, best, rest, terms}) => ({entry, terms, score: best + Math.min(0.15 * rest, 0.5 * best)})).sort((a, b) => b.score - a.score)
  }

  /* The sentence of a text that has most of the words found, the earlier of equals. */
  function sentence(text, terms) {
    const wanted = new Set(terms)
    let best = "", most = -1
    for (const one of text.split(/\n|(?<=[.!?][”"’)]*)\s+(?=[“"‘(¿¡]*[\p{Lu}\d])/u)) {
      const count = indexed(one).filter((word, at, all) => (wanted.has(stem(word)) || wanted.has(word)) && all.indexOf(word) == at).length
      if (count > most) [best, most] = [one, count]
    }
    return best
  }

  /* A text in parts, [part, whether it is one of the words found]. */
  const marked = (text, terms) => text.split(/((?:\d{1,3}(?:[,. \u00a0\u202f]\d{3})+(?!\d))|[\p{L}\p{M}\p{N}]+(?:['’]s\b)?)/u)
    .map(part => [part, /[\p{L}\p{N}]/u.test(part) && words(part).some(word => terms.includes(stem(word)) || terms.includes(word))])

  return {build, search, sentence, marked}
})()
