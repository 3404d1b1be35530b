"""Makes the pictures that cannot be drawn anew by each browser: ``.venv/bin/python tools/pictures.py``.

Social networks and telephones' home screens read no SVG: `social.png` and `icon.png` in `overrides/assets/` are drawn from the
logo, the outlines under the map and the route of the home page. Needs a browser, as the tests do.
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from explainer.library import Library, load
from explainer.render import map
from explainer.render.site import Site

ROOT = Path(__file__).parent.parent
ASSETS = ROOT / "overrides" / "assets"

SOCIAL = """\
<body style="margin:0;width:1200px;height:630px;background:#fdfcf9;color:#1c1f1e;font-family:Charter,'Bitstream Charter',
Cambria,Georgia,serif;position:relative;overflow:hidden;border-top:14px solid #1d4b45;box-sizing:border-box">
<svg viewBox="{frame}" style="position:absolute;right:-40px;top:30px;height:590px">
{land}<polyline points="{way}" fill="none" stroke="#9a3d1b" stroke-width="4.5" stroke-linejoin="round"/>{stops}</svg>
<div style="position:absolute;left:64px;top:64px;width:84px">{logo}</div>
<h1 style="position:absolute;left:64px;top:196px;font-size:84px;line-height:1.02;letter-spacing:-2px;margin:0;width:560px">The
Caravan Debate</h1>
<p style="position:absolute;left:66px;top:398px;font-size:33px;line-height:1.32;margin:0;width:540px">Mexico’s response to the
migrant caravans, explained from sources that you can check</p></body>
"""


def main() -> None:
    """Draw both pictures."""
    drawing = map.hero(Site(load(ROOT)))
    assert drawing, "the route of the home page is missing"
    land = "".join(
        f'<path d="{path}" fill="{"#d9dcd2" if code == "MX" else "#eceae1"}" stroke="#8b938c" stroke-width=".6"/>'
        for code, path in drawing["outlines"]
    )
    stops = "".join(
        f'<circle cx="{stop.x}" cy="{stop.y}" r="5.5" fill="#9a3d1b" stroke="#fdfcf9" stroke-width="2"/>'
        for stop in drawing["stops"]
    )
    logo = (ASSETS / "logo.svg").read_text("utf-8")
    social = SOCIAL.format(frame=drawing["frame"], way=drawing["way"], land=land, stops=stops, logo=logo)
    icon = f'<body style="margin:0;background:#1d4b45">{logo}</body>'
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, html, width, height in (("social", social, 1200, 630), ("icon", icon, 180, 180)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(html)
            page.screenshot(path=str(ASSETS / f"{name}.png"))
        browser.close()


if __name__ == "__main__":
    main()
