/*
  The values of a chart: the one nearest to the pointer, or to which arrow keys lead, is shown in a card with its date, a
  note and its evidence. A click or a tap keeps the card open, so that its link can be followed. Without this script the
  browser shows the value at a point, and the chart's page has all of them in a table.
*/
{
  const NEAR = 60 // pixels from the pointer to a value that it may mean
  const GAP = 10 // pixels from a value to its card

  const middle = box => ({x: box.left + box.width / 2, y: box.top + box.height / 2})

  /** The distance from a place in the window to a box; 0 within it. */
  const distance = (x, y, box) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom))

  const paragraph = (text, name = "p") => {
    const made = document.createElement(name)
    made.textContent = text
    return made
  }

  const read = figure => {
    const plot = figure.querySelector(".chart__plot, .chart__rows")
    const points = [...plot.querySelectorAll("[data-at]")]
    const said = new Map()
    for (const point of points) {
      const title = point.querySelector("title")
      said.set(point, title.textContent)
      title.remove() // the browser would show it beside the card
    }
    const card = document.createElement("div")
    card.className = "chart__card"
    card.setAttribute("role", "status")
    card.hidden = true
    figure.append(card)
    let shown = null
    let kept = false

    const hide = () => {
      if (shown) shown.classList.remove("chart__here")
      shown = null
      kept = false
      card.hidden = true
    }

    const place = point => {
      const around = figure.getBoundingClientRect()
      const at = point.getBoundingClientRect()
      const left = middle(at).x - around.left - card.offsetWidth / 2
      const above = at.top - card.offsetHeight - GAP
      const header = document.querySelector(".md-header")
      const free = above > (header ? header.getBoundingClientRect().bottom : 0)
      card.style.left = `${Math.round(Math.max(0, Math.min(left, around.width - card.offsetWidth)))}px`
      card.style.top = `${Math.round((free ? above : at.bottom + GAP) - around.top)}px`
    }

    const show = point => {
      if (point === shown) return
      if (shown) shown.classList.remove("chart__here")
      shown = point
      point.classList.add("chart__here")
      const text = said.get(point)
      const end = text.lastIndexOf(": ")
      const evidence = document.createElement("a")
      evidence.href = figure.dataset.sources + point.dataset.at
      evidence.textContent = `${figure.dataset.evidence}: ${point.dataset.by}`
      const last = document.createElement("p")
      last.append(evidence)
      const parts = [paragraph(text.slice(end + 2), "b"), paragraph(text.slice(0, end))]
      if (point.dataset.note) parts.push(paragraph(point.dataset.note))
      card.replaceChildren(...parts, last)
      card.hidden = false
      place(point)
    }

    /** Shows the value nearest to a place in the window, if there is one near it. */
    const showNear = event => {
      let best = null
      let least = NEAR
      for (const point of points) {
        const away = distance(event.clientX, event.clientY, point.getBoundingClientRect())
        if (away < least) [best, least] = [point, away]
      }
      if (best) show(best)
      else hide()
      return best
    }

    plot.addEventListener("pointermove", event => {
      if (event.pointerType === "mouse" && !kept) showNear(event)
    })
    plot.addEventListener("pointerleave", event => {
      if (event.pointerType === "mouse" && !kept) hide()
    })
    plot.addEventListener("click", event => { kept = Boolean(showNear(event)) })
    document.addEventListener("click", event => { if (!figure.contains(event.target)) hide() })

    /** The value to which a key leads: in its series, or the one at the nearest date or place of another. */
    const next = key => {
      const series = [...new Set(points.map(point => point.parentNode))]
      const own = points.filter(point => point.parentNode === shown.parentNode)
      const i = own.indexOf(shown)
      if (key === "ArrowLeft") return own[i - 1]
      if (key === "ArrowRight") return own[i + 1]
      if (key === "Home") return own[0]
      if (key === "End") return own[own.length - 1]
      const other = series[series.indexOf(shown.parentNode) + (key === "ArrowDown" ? 1 : -1)]
      const here = middle(shown.getBoundingClientRect()).x
      const away = point => Math.abs(middle(point.getBoundingClientRect()).x - here)
      return points.filter(point => point.parentNode === other).sort((one, two) => away(one) - away(two))[0]
    }

    plot.tabIndex = 0
    plot.setAttribute("role", "application") // so that screen readers pass the arrow keys on
    plot.setAttribute("aria-label", `${plot.getAttribute("aria-label")} ${figure.dataset.keys}`)
    plot.addEventListener("focus", () => { if (plot.matches(":focus-visible")) show(shown || points[0]) })
    figure.addEventListener("focusout", event => { if (!figure.contains(event.relatedTarget)) hide() })
    figure.addEventListener("keydown", event => {
      if (event.key === "Escape") {
        if (card.contains(document.activeElement)) plot.focus()
        hide()
      }
      if (event.target !== plot || event.altKey || event.ctrlKey || event.metaKey) return
      if (event.key === "Enter" && shown) card.querySelector("a").focus()
      if (!/^(Arrow|Home$|End$)/.test(event.key)) return
      event.preventDefault() // the page stays where it is
      const point = shown ? next(event.key) : points[0]
      if (!point) return
      show(point)
      kept = true
      card.scrollIntoView({block: "nearest", behavior: "instant"})
    })
  }

  document.querySelectorAll(".chart[data-sources]").forEach(read)
}
