"""Looks at every page of a running service in a real Chromium and says what is wrong, one JSON object a line.

    walk.py BASE ROUTES [--quick]

BASE is `http://127.0.0.1:8080`; ROUTES a JSON file: {"languages": {"fa": "rtl", …}, "pages": [{"route": …, "path": …}]}, where
`{lang}` in a path is the language; where a page has `fields`, they are sent to its path as a form first, and `link` is followed from
there. `--quick` looks at each page in two widths and one scheme of colours.

What is looked at, with the criterion of WCAG 2.2 that asks for it: axe-core's rules; reflow at 320 px (1.4.10); spacing of text
(1.4.12); the focus is seen and not covered, and the keyboard leaves every part of the page (2.1.2, 2.4.7, 2.4.11); language and
direction; titles that tell pages apart (2.4.2). And what the service promises: no request to anybody else, no inline script,
60 kB at most for what a first view needs.
"""

import http.client
import json
import pathlib
import re
import sys
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

WIDTHS = [320, 768, 1280]
SCHEMES = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "forced_colors": "active"},
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIRST_VIEW = 60_000

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""

# Whether the element with the focus is seen: it has an outline or a shadow, and is on top where it stands.
FOCUS = """() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  const box = at.getBoundingClientRect(), style = getComputedStyle(at)
  // Of a text of several lines, what is brought into view is the line with the cursor.
  const down = at.tagName === 'TEXTAREA' ? Math.min(box.height / 2, 20) : box.height / 2
  const x = box.left + Math.min(box.width / 2, 20), y = box.top + down
  const top = document.elementFromPoint(x, y)
  return {
    name: at.tagName.toLowerCase() + ' ' + (at.id || at.getAttribute('name') || at.textContent || '').trim().slice(0, 40),
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none',
    inView: box.width > 0 && box.height > 0 && y >= 0 && y <= innerHeight && x >= 0 && x <= innerWidth,
    onTop: !!top && (top === at || at.contains(top) || top.contains(at)),
    place: [Math.round(box.left), Math.round(box.top + scrollY)],
  }
}"""

WIDE = """() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth"""


class Walk:
    def __init__(self, base, routes, quick):
        self.base, self.quick = base, quick
        self.languages, self.pages = routes["languages"], routes["pages"]
        self.axe = Axe()
        self.count = 0
        self.reached = {}

    def report(self, check, path, problem, **more):
        print(json.dumps({"check": check, "path": path, "problem": problem, **more}, ensure_ascii=False), flush=True)

    def run(self):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            try:
                for scheme in SCHEMES[:1] if self.quick else SCHEMES:
                    for width in [WIDTHS[0], WIDTHS[2]] if self.quick else WIDTHS:
                        self.look(browser, width, scheme)
                self.keyboard(browser)
            finally:
                browser.close()
        print(json.dumps({"check": "done", "pages": self.count}), flush=True)

    def context(self, browser, width, scheme):
        return browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce", **scheme)

    def addresses(self):
        for language, direction in self.languages.items():
            for page in self.pages:
                yield language, direction, page["route"], self.address(page, language)

    def address(self, page, language):
        """A page's path; where a form leads to it, the form is sent once and its answer followed."""
        path = page["path"].replace("{lang}", language)
        if "fields" not in page:
            return path
        known = (page["route"], language)
        if known not in self.reached:
            server = http.client.HTTPConnection(self.base.split("//")[1])
            form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
            server.request("POST", path, page["fields"], form)
            reached = server.getresponse().getheader("Location") or path
            if page["link"]:
                html = urllib.request.urlopen(self.base + reached).read().decode()
                reached = re.search('href="([^"]*%s[^"]*)"' % re.escape(page["link"]), html)[1]
            self.reached[known] = reached
        return self.reached[known]

    def look(self, browser, width, scheme):
        name = scheme.get("forced_colors") and "forced" or scheme["color_scheme"]
        context = self.context(browser, width, scheme)
        page = context.new_page()
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: self.report("script", page.url, str(error), width=width, scheme=name))
        titles = {}
        for language, direction, route, path in self.addresses():
            requests.clear()
            response = page.goto(self.base + path, wait_until="load")
            self.count += 1
            where = {"width": width, "scheme": name}
            if response is None or response.status >= 500:
                self.report("status", path, f"{response and response.status}", **where)
                continue
            for violation in self.axe.run(page, options={"runOnly": RULES}).response["violations"]:
                nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
                self.report("axe", path, f"{violation['id']}: {violation['help']}: {nodes}", **where)
            if page.evaluate(WIDE) > 1:
                self.report("reflow", path, f"{page.evaluate(WIDE)} px too wide", **where)
            if (name, width) == ("light", WIDTHS[0]):
                self.spacing(page, path, where)
            if (name, width) == ("light", WIDTHS[2]):
                self.promises(page, response, requests, path, language, direction)
                title = page.title()
                other = titles.setdefault((language, title), route)
                if other != route and response.status < 400:
                    self.report("title", path, f"`{title}` is the title of {other} as well")
        context.close()

    def spacing(self, page, path, where):
        # The policy of the pages allows no style of others; the browser's own sheet is what a reader would change.
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        sheet = session.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]
        session.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": SPACING})
        if page.evaluate(WIDE) > 1:
            self.report("spacing", path, f"{page.evaluate(WIDE)} px too wide with spaced text", **where)
        session.detach()

    def promises(self, page, response, requests, path, language, direction):
        html = page.query_selector("html")
        if html.get_attribute("lang") != language or html.get_attribute("dir") != direction:
            self.report("language", path, f"{html.get_attribute('lang')} {html.get_attribute('dir')}")
        others = [url for url in requests if not url.startswith((self.base, "data:"))]
        if others:
            self.report("third party", path, others[0])
        policy = response.headers.get("content-security-policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy:
            self.report("policy", path, policy or "none")
        sheets = [self.base + link for link in page.eval_on_selector_all("link[rel=stylesheet]", "all => all.map(a => a.getAttribute('href'))") if "leaflet" not in link]
        weight = len(response.body()) + sum(len(page.request.get(url).body()) for url in sheets)
        if weight > FIRST_VIEW:
            self.report("weight", path, f"{weight} bytes of HTML and CSS")

    def keyboard(self, browser):
        context = self.context(browser, WIDTHS[2], SCHEMES[0])
        page = context.new_page()
        for language, direction, route, path in self.addresses():
            response = page.goto(self.base + path, wait_until="load")
            if response is None or response.status >= 500:
                continue
            seen, last = [], None
            for _ in range(400):
                page.keyboard.press("Tab")
                stop = page.evaluate(FOCUS)
                if stop is None or seen and stop["name"] == seen[0]["name"] and stop["place"] == seen[0]["place"]:
                    break
                if last and stop["name"] == last["name"] and stop["place"] == last["place"]:
                    self.report("trap", path, stop["name"])
                    break
                if not stop["marked"]:
                    self.report("focus", path, f"{stop['name']} has no mark")
                if not (stop["inView"] and stop["onTop"]):
                    self.report("covered", path, f"{stop['name']} is not seen when it has the focus")
                seen.append(stop)
                last = stop
                if self.quick and len(seen) > 25:
                    break
        context.close()


if __name__ == "__main__":
    base, routes = sys.argv[1].rstrip("/"), json.loads(pathlib.Path(sys.argv[2]).read_text("utf-8"))
    Walk(base, routes, "--quick" in sys.argv).run()
