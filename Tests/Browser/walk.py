"""Looks at every page of a running service in a real Chromium and says what is wrong.

    walk.py BASE ROUTES

BASE is `http://127.0.0.1:8080`; ROUTES a JSON file: {"languages": {"fa": "rtl", …}, "pages": [{"route": …, "path": …}]}, where `{lang}` in a path
is the language. Where a page has `fields`, they are sent to its path as a form first, and `link` is followed from there; where it has `press`, what
that selects is pressed on the page, and what comes is looked at.

Each page is opened once in each language; then the window is made 320, 768 and 1280 px wide, in light, dark and forced colours. In light colours
axe-core looks with all its rules for WCAG 2.2 A and AA, in the others with those that hang on colours. Besides: reflow (1.4.10), spaced text
(1.4.12), text of twice the size (1.4.4), size of targets (2.5.8), titles that tell pages apart (2.4.2), language of the page and of its parts
(3.1.1, 3.1.2), help at the same place (3.2.6). What the service promises: no request to anybody else, no inline script, 60 kB at most for what a
first view needs, values of the other direction kept apart. At last the Nu HTML checker reads every page and the style sheet.

The keyboard goes over every page too: what has the focus is seen and not covered (2.4.7, 2.4.11), also where the page is enlarged to four times;
it goes on in the order in which one reads (2.4.3), back by the same way, and ends (2.1.2).
"""

import http.client
import json
import pathlib
import re
import sys
import tempfile
import urllib.request

import axe_playwright_python

import markup
from browsing import chromium, problem, script, share

WIDTHS = [1280, 768, 320]
SCHEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
AXE = pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN_AXE = """async rules => (await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })).violations.map(one =>
  `${one.id}: ${one.help}: ` + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join('; '))"""
FIRST_VIEW = 60_000

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
LARGE = "html { font-size: 200% !important }"

WIDE = """() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth"""


class Pages:
    """The addresses to look at."""

    def __init__(self, base, routes):
        self.base, self.directions, self.pages = base, routes["languages"], routes["pages"]

    def all(self, language):
        for page in self.pages:
            yield page["route"], self.address(page, language), page.get("press")

    def address(self, page, language):
        """A page's path; where a form leads to it, the form is sent and its answer followed."""
        path = page["path"].replace("{lang}", language)
        if "fields" not in page:
            return path
        server = http.client.HTTPConnection(self.base.split("//")[1])
        form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        server.request("POST", path, page["fields"], form)
        reached = server.getresponse().getheader("Location") or path
        if page["link"]:
            html = urllib.request.urlopen(self.base + reached).read().decode()
            reached = re.search('href="([^"]*%s[^"]*)"' % re.escape(page["link"]), html)[1]
        return reached


class Walk:
    """All pages in one language."""

    def __init__(self, pages, language, folder):
        self.pages, self.language, self.folder = pages, language, pathlib.Path(folder)
        self.problems, self.count = [], 0
        self.titles, self.help = {}, None

    def report(self, check, path, text, **more):
        self.problems.append(problem(check, path, text, **more))

    def open(self, page, path, press):
        """Opens a page and gives the answer that is shown; None where there is none."""
        response = page.goto(self.pages.base + path, wait_until="load")
        if press and response:
            with page.expect_navigation(wait_until="load") as reached:
                page.locator(press).first.click()
            response = reached.value
        self.count += 1
        if response is None or response.status >= 500 and "/failure" not in path:
            self.report("status", path, f"{response and response.status}")
            return None
        return response

    def look(self):
        with chromium() as browser:
            context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
            context.add_init_script(path=AXE)
            page = context.new_page()
            requests = []
            page.on("request", lambda request: requests.append(request.url))
            page.on("pageerror", lambda error: self.report("script", page.url, str(error)))
            for number, (route, path, press) in enumerate(self.pages.all(self.language)):
                requests.clear()
                page.emulate_media(**SCHEMES["light"])
                page.set_viewport_size({"width": WIDTHS[0], "height": 800})
                response = self.open(page, path, press)
                if response is None:
                    continue
                html = response.body()
                (self.folder / f"{self.language}-{number}.html").write_bytes(html)
                self.promises(page, response, html, requests, path)
                self.words(page, response, route, path)
                for width in WIDTHS:
                    self.shapes(page, path, width)
            for text in page.evaluate(script("sheet.js"), "/assets/mizan.css"):
                self.report("style", "/assets/mizan.css", text)
            context.close()
        return self.problems, self.count

    def shapes(self, page, path, width):
        """One width in all schemes of colours."""
        page.set_viewport_size({"width": width, "height": 800})
        heights = {}
        for scheme, media in SCHEMES.items():
            where = {"width": width, "scheme": scheme}
            page.emulate_media(**media)
            for text in page.evaluate(RUN_AXE, RULES if scheme == "light" else OF_COLOURS):
                self.report("axe", path, text, **where)
            heights[scheme] = page.evaluate("() => document.documentElement.scrollHeight")
        # What axe looks at in light colours alone holds in the others while nothing but colours differs.
        if len(set(heights.values())) > 1:
            self.report("scheme", path, f"the page is {heights} px high", width=width)
        page.emulate_media(**SCHEMES["light"])
        where = {"width": width, "scheme": "light"}
        if page.evaluate(WIDE) > 1:
            self.report("reflow", path, f"{page.evaluate(WIDE)} px too wide", **where)
        for text in page.evaluate(script("targets.js")):
            self.report("target", path, text, **where)
        if width == 320:
            self.styled(page, path, SPACING, "spaced text", where)
        if width == 1280:
            self.styled(page, path, LARGE, "text of twice the size", where)

    def styled(self, page, path, style, name, where):
        # The policy of the pages allows no style of others; the browser's own sheet is what a reader would change.
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        sheet = session.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]
        session.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": style})
        if page.evaluate(WIDE) > 1:
            self.report("reflow", path, f"{page.evaluate(WIDE)} px too wide with {name}", **where)
        for text in page.evaluate(script("clipped.js")):
            self.report("clipped", path, f"{text} with {name}", **where)
        session.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": ""})
        session.detach()

    def promises(self, page, response, html, requests, path):
        others = [url for url in requests if not url.startswith((self.pages.base, "data:"))]
        if others:
            self.report("third party", path, others[0])
        policy = response.headers.get("content-security-policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy:
            self.report("policy", path, policy or "none")
        links = page.eval_on_selector_all("link[rel=stylesheet]", "all => all.map(a => a.getAttribute('href'))")
        sheets = [self.pages.base + link for link in links if "leaflet" not in link]
        weight = len(html) + sum(len(page.request.get(url).body()) for url in sheets)
        if weight > FIRST_VIEW:
            self.report("weight", path, f"{weight} bytes of HTML and CSS")

    def words(self, page, response, route, path):
        root = page.query_selector("html")
        direction = self.pages.directions[self.language]
        if root.get_attribute("lang") != self.language or root.get_attribute("dir") != direction:
            self.report("language", path, f"{root.get_attribute('lang')} {root.get_attribute('dir')}")
        title = page.title()
        other = self.titles.setdefault(title, route)
        if other != route and response.status < 400:
            self.report("title", path, f"`{title}` is the title of {other} as well")
        for text in page.evaluate(script("languages.js")):
            self.report("language of parts", path, text)
        # What helps stands in the head and the foot of every page, in one order.
        help = page.evaluate("() => [...document.querySelectorAll('header a, footer a')].map(one => one.textContent.trim())")
        if self.help is not None and help != self.help:
            self.report("help", path, f"{help} and not {self.help}")
        self.help = self.help or help


class Keyboard:
    """All pages in one language by the keyboard; in one of each direction enlarged to four times as well."""

    def __init__(self, pages, language):
        self.pages, self.language = pages, language
        self.walk = Walk(pages, language, ".")

    def look(self):
        with chromium() as browser:
            sizes = [(1280, 800), (320, 256)] if self.language in ("en", "fa") else [(1280, 800)]
            for width, height in sizes:
                context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
                page = context.new_page()
                for route, path, press in self.pages.all(self.language):
                    if self.walk.open(page, path, press):
                        self.tab(page, path, width)
                context.close()
        return self.walk.problems, self.walk.count

    def tab(self, page, path, width):
        """From the top of the page to its end by Tab, then some steps back."""
        report = lambda check, text: self.walk.report(check, path, text, width=width)
        # A page that puts the focus on what is wrong, once it is drawn, is gone through from its top all the same.
        page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        page.evaluate("() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); scrollTo(0, 0) }")
        page.evaluate(script("stops.js"))
        seen, isOver = [], False
        while not isOver and len(seen) < 400:
            for _ in range(20):
                page.keyboard.press("Tab")
            stops = page.evaluate("() => takeStops()")
            isOver = not stops
            for stop in stops:
                # The keyboard left the page, or is at its top again.
                if stop is None or seen and stop["number"] == seen[0]["number"]:
                    isOver = True
                    break
                if seen and stop["number"] == seen[-1]["number"]:
                    report("trap", stop["name"])
                    isOver = True
                    break
                seen.append(stop)
        for stop in seen:
            if not stop["marked"]:
                report("focus", f"{stop['name']} has no mark")
            if not (stop["inView"] and stop["onTop"]):
                report("covered", f"{stop['name']} is not seen when it has the focus")
        for text in page.evaluate("stops => orderFaults(stops)", seen):
            report("order", text)
        if not seen or "skip" not in seen[0]["name"]:
            report("skip link", f"the first stop is {seen[0]['name'] if seen else 'none'}")
        left = page.evaluate("seen => leftOut(seen)", [stop["number"] for stop in seen])
        for name in left:
            report("left out", f"{name} cannot be reached")
        # Backwards from the last stop the same stops come the other way round.
        page.evaluate("number => stepTo(number)", seen[-1]["number"] if seen else None)
        for _ in range(6):
            page.keyboard.press("Shift+Tab")
        wanted = list(reversed(seen))[1:7]
        for stop, other in zip(page.evaluate("() => takeStops()"), wanted):
            if stop is None or stop["number"] != other["number"]:
                report("backwards", f"{stop and stop['name']} and not {other['name']}")
                break


def one(part):
    kind, base, routes, language, folder = part
    pages = Pages(base, routes)
    return Walk(pages, language, folder).look() if kind == "look" else Keyboard(pages, language).look()


if __name__ == "__main__":
    base, routes = sys.argv[1].rstrip("/"), json.loads(pathlib.Path(sys.argv[2]).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        share(
            one, [(kind, base, routes, language, folder) for kind in ("look", "keys") for language in routes["languages"]],
            then=lambda: markup.check(folder, routes))
