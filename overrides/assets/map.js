/*
  The map: a stop opens its row of the table beside its point, with its evidence, and steps lead along the caravan's way.
  Without this script a stop is a link to its row.
*/
{
  const GAP = 14 // pixels between a point and its card
  const figure = document.querySelector("figure.map[data-script=map]")
  const card = document.getElementById("map-stop")
  const [back, on] = [card.querySelector(".walk__back"), card.querySelector(".walk__on")]
  const rows = table => [...table.querySelectorAll("td[id]")]

  const point = id => figure.querySelector(`svg a[href="#${CSS.escape(id)}"]`)

  /** The content of a cell, without ids, which are the table's. */
  const copy = cell => {
    const content = cell.cloneNode(true)
    for (const one of content.querySelectorAll("[id]")) {
      if (one.matches(".cite, .cite button")) one.dataset.mark = one.id
      one.removeAttribute("id")
    }
    for (const one of content.querySelectorAll("[aria-describedby]")) one.removeAttribute("aria-describedby")
    return content.childNodes
  }

  /** Puts the card beside its point; on a phone it lies at the bottom, and the point is moved above it. */
  const place = link => {
    card.removeAttribute("style")
    if (!link) return
    const dot = link.querySelector("circle").getBoundingClientRect()
    const [width, height] = [document.documentElement.clientWidth, document.documentElement.clientHeight]
    const header = document.querySelector(".md-header")
    const top = (header ? header.getBoundingClientRect().bottom : 0) + GAP
    const phone = matchMedia("(max-width: 44.99em)").matches
    const lowest = phone ? height - card.offsetHeight - 2 * GAP : height - 6 * GAP
    if (dot.top < top || dot.bottom > lowest) {
      scrollBy({top: dot.top - (top + (phone ? lowest : height)) / 2, behavior: "instant"})
    }
    if (phone) return
    const now = link.querySelector("circle").getBoundingClientRect()
    const right = now.right + GAP + card.offsetWidth < width
    card.style.inset = "auto"
    card.style.margin = "0"
    card.style.left = `${Math.round(right ? now.right + GAP : Math.max(GAP, now.left - GAP - card.offsetWidth))}px`
    card.style.top = `${Math.round(Math.max(top, Math.min(now.top - GAP, height - card.offsetHeight - GAP)))}px`
  }

  const show = id => {
    const cell = document.getElementById(id)
    if (!cell) return
    const [name, date, text] = cell.closest("tr").cells
    const table = cell.closest("table")
    const stops = rows(table)
    const number = stops.indexOf(cell)
    const route = id.replace(/-\d+$/, "")
    const title = document.getElementById(route)
    const radio = document.getElementById(`map-${route}`)
    if (radio) radio.checked = true
    card.querySelector(".walk__route").textContent = title ? title.firstChild.textContent.trim() : ""
    card.querySelector(".walk__name").replaceChildren(...copy(name), " · ", ...copy(date))
    card.querySelector(".walk__text").replaceChildren(...copy(text))
    card.querySelector(".walk__number").textContent = `${number + 1} / ${stops.length}`
    back.disabled = number === 0
    on.disabled = number === stops.length - 1
    back.onclick = () => show(stops[number - 1].id)
    on.onclick = () => show(stops[number + 1].id)
    for (const one of figure.querySelectorAll(".map__here")) one.classList.remove("map__here")
    const link = point(id)
    if (link) link.classList.add("map__here")
    if (!card.matches(":popover-open")) card.showPopover()
    place(link)
    if (document.activeElement === document.body) (on.disabled ? back : on).focus({preventScroll: true})
  }

  figure.addEventListener("click", event => {
    const link = event.target.closest("svg .route a, .map__walk")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    show(decodeURIComponent(link.getAttribute("href").slice(1)))
  })

  card.addEventListener("toggle", event => {
    if (event.newState === "open") return
    for (const one of figure.querySelectorAll(".map__here")) one.classList.remove("map__here")
    card.querySelector(".walk__text").replaceChildren() // the evidence of a number opens at the table's again
  })
}
