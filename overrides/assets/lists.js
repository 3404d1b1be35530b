/* Lists with handles: a link opens the fold that it leads to and passes the filter; a box finds entries by their words. */
{
  const folds = () => [...document.querySelectorAll("article details.fold")]
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

  // A link into a fold, or to an entry that a filter hides.
  const show = () => {
    let id = location.hash.slice(1)
    try { id = decodeURIComponent(id) } catch { return } // no address of ours
    const target = document.getElementById(id)
    if (!target?.closest("article")) return
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true
    if (target.checkVisibility()) return
    for (const form of document.querySelectorAll("form.filters")) {
      form.reset()
      form.dispatchEvent(new Event("input"))
    }
    target.scrollIntoView()
  }
  addEventListener("hashchange", show)
  show()

  // A link to the address that is open already is no change of address.
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href*='#']")
    if (link && link.href == location.href) show()
  })

  for (const button of document.querySelectorAll(".filters__all")) {
    const words = [button.textContent, button.dataset.close]
    let open = false
    button.addEventListener("click", () => {
      open = !open
      button.textContent = words[Number(open)]
      for (const fold of folds()) if (fold.checkVisibility()) fold.open = open
    })
  }

  // A box for words, and menus whose names are attributes of the entries.
  for (const form of document.querySelectorAll("form.finder")) {
    const entries = [...document.querySelectorAll(form.dataset.entries)]
    const texts = entries.map(entry => plain(entry.textContent))
    const groups = [...new Set(entries.map(entry => entry.closest(".entries, details.fold")))].filter(Boolean)
    const opened = new Set()
    const find = () => {
      const words = plain(form.querySelector("[type=search]").value).split(/\s+/).filter(Boolean)
      const menus = [...form.querySelectorAll("select")].filter(menu => menu.value)
      const fits = (entry, text) =>
        words.every(word => text.includes(word)) &&
        menus.every(menu => (entry.getAttribute(menu.name) ?? "").split(" ").includes(menu.value))
      let found = 0
      entries.forEach((entry, i) => {
        entry.hidden = !fits(entry, texts[i])
        found += !entry.hidden
      })
      const asked = words.length + menus.length > 0
      for (const group of groups) {
        group.hidden = !entries.some(entry => !entry.hidden && group.contains(entry))
        if (group.localName != "details") continue
        if (asked && !group.open) opened.add(group)
        if (asked) group.open = true
        else if (opened.delete(group)) group.open = false
      }
      form.querySelector("output").value = asked ? form.dataset.found.replace("{}", found) : ""
    }
    form.addEventListener("input", find)
    form.addEventListener("submit", event => event.preventDefault())
    find()
  }
}
