/* Loads the scripts of what a page contains: an element with data-script="charts" needs assets/charts.js. */
{
  const folder = document.currentScript.src.replace(/[^/]*$/, "")
  const wanted = [...document.querySelectorAll("[data-script]")].map(element => element.dataset.script)
  for (const name of new Set(wanted)) {
    if (!/^[a-z]+$/.test(name)) continue // a file of this folder, and no other
    const script = document.createElement("script")
    script.src = `${folder}${name}.js`
    document.body.append(script)
  }
}
