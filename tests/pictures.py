"""Pictures of the built site for the README: `make pictures`.

Home and a track, light, dark and on a phone; each with a palette, so that it stays small.
"""

import functools
import http.server
import io
import threading
from pathlib import Path

from browsing import CHROMIUM, Quiet
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from projects import ROOT

PICTURES = ROOT / ".github"
PAGES = {"home": "", "track": "tracks/auto-tariffs/"}
VIEWS = {
    "": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "-dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "-phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "device_scale_factor": 2, "is_mobile": True},
}


def take(browser: Browser, address: str, into: Path) -> None:
    """Take every picture of the site at an address, as on the day for which it was built."""
    for view, settings in VIEWS.items():
        page = browser.new_context(**settings).new_page()  # type: ignore[arg-type]
        for name, path in PAGES.items():
            page.goto(address + path)
            page.clock.set_fixed_time(page.locator("meta[name=as-of]").get_attribute("content") or "")
            page.goto(address + path, wait_until="networkidle")
            picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
            picture.quantize(64, dither=Image.Dither.NONE).save(into / f"{name}{view}.png", optimize=True)
        page.context.close()


def main() -> None:
    """Serve `site/` on this machine and take the pictures."""
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(ROOT / "site"))) as server,
        sync_playwright() as play,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        take(browser, f"http://127.0.0.1:{server.server_port}/", PICTURES)
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
