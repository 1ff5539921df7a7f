"""Goes through whole journeys as a person does, with scripts off and with scripts on, and says where the two differ.

    journeys.py BASE LANGUAGES

BASE is `http://127.0.0.1:8080`; LANGUAGES are codes with commas: `en,fa`. Every step is a click, a key or a text typed into a field that can be
seen; no address is put together here. What is compared, page by page: the address, the title, the heading, all words of the content but for
drawings (on the result: verdict, reasons, figures, fingerprint), the fields; and the bytes of the kept answer and of the certificate.
"""

import re
import sys
import urllib.parse

from browsing import chromium, problem, share

# What one who asks says, by the fact's name. `?` is "I don't know"; of two texts the first is what one types by mistake.
HOUSE = {
    "footprint area": "95", "floor area": "400", "units": "2", "storeys": "2", "dwelling areas": "80, 80", "parking spaces provided": "2",
}
FENCE = {
    "fence height": ("tall", "0.8"), "fence height other side": "?", "holder of land right": "yes", "fence faces street": "no",
    "fence faces open space": "no", "drainage kept free": "yes", "fence material": "stone", "level drop": "0",
}

# Random parts of addresses, and what stands in words of them.
SECRET = re.compile(r"/(?:kept|keeper|receipt)/([\w-]+)")

WORDS = """() => {
  const main = document.querySelector('main').cloneNode(true)
  // A script may draw and measure; what counts is said outside of it.
  main.querySelectorAll('.drawing, script, output, [aria-live]').forEach(one => one.remove())
  return main.textContent.replace(/\\s+/g, ' ').trim()
}"""

FIELDS = """() => [...document.querySelectorAll('main [name]')].filter(one => !['once', 'was'].includes(one.name) && !one.closest('.drawing'))
  .map(one => one.name + '=' + (one.type === 'radio' ? one.value + (one.checked ? '!' : '') : one.value))"""


class Difference(Exception):
    pass


class Journey:
    """One person's way in one language, with scripts or without; `seen` is what the pages showed."""

    def __init__(self, browser, base, language, hasScript):
        self.base, self.language, self.hasScript = base, language, hasScript
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=hasScript, reduced_motion="reduce")
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.seen, self.faults = [], []
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("console", self.heard)

    def heard(self, message):
        # An answer that cannot be read is asked for again with 422, which the browser tells of.
        if message.type == "error" and "422" not in message.text:
            self.faults.append(f"{self.page.url}: {message.text}")

    def path(self):
        """The address as it is meant, however its characters are escaped."""
        return urllib.parse.unquote_plus(self.page.url[len(self.base):])

    def look(self, step):
        """Notes the page that is shown now."""
        page = self.page
        page.wait_for_load_state("load")
        path = self.path()
        secret = SECRET.search(path)
        shown = {
            "address": path, "title": page.title(), "heading": page.locator("h1").inner_text(),
            "words": page.evaluate(WORDS), "fields": page.evaluate(FIELDS),
        }
        if secret:
            shown = {k: [w.replace(secret[1], "…") for w in v] if isinstance(v, list) else v.replace(secret[1], "…") for k, v in shown.items()}
        self.seen.append((step, shown))
        return shown

    def press(self, selector):
        """Clicks what can be seen; a fold around it is opened first, as one has to."""
        one = self.page.locator(selector).first
        fold = self.page.locator("details:not([open])").filter(has=self.page.locator(selector)).first
        if not one.is_visible() and fold.count():
            fold.locator("summary").click()
        one.click()
        self.page.wait_for_load_state("load")

    def tick(self, selector):
        """Chooses one of several, by its words."""
        self.press(f'main label[for="{self.page.locator(selector).get_attribute("id")}"]')

    def bytes(self, step, path, kind="application/json"):
        """What a program gets at the address of a page."""
        reply = self.context.request.get(self.base + path, headers={"Accept": kind})
        self.seen.append((step, {"status": reply.status, "bytes": reply.text()}))

    # Steps

    def start(self):
        self.page.goto(f"{self.base}/{self.language}/")
        self.look("start")

    def find(self, text, lot):
        self.page.locator("main form[role=search] input[name=q]").fill(text)
        self.press("main form[role=search] button")
        self.look("found")
        self.press(f'main a[href$="/parcel/{lot}"]')
        self.look("place")

    def walkMap(self, town, ways):
        """The map: on by the given ways (0 north, 1 south, 2 east, 3 west), then the lot in the middle."""
        self.press(f'main a[href$="/map/{town}"]')
        for way in ways:
            self.look("map")
            self.press(f"main .ways li:nth-child({way + 1}) a")
        self.look("map")
        drawn = self.page.locator("#map" if self.page.locator("#map").is_visible() else "figure.drawing > svg")
        if self.hasScript and drawn.get_attribute("id") is None:
            raise Difference("the map does not move, with scripts on")
        drawn.scroll_into_view_if_needed()
        box = drawn.bounding_box()
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.wait_for_url("**/parcel/**")
        self.look("place")

    def findWork(self, word):
        """The box for those who do not find their work among the common ones."""
        self.page.locator("#find").fill(word)
        self.press("main form:has(#find) button")
        self.look("works found")

    def choose(self, work):
        self.tick(f'main input[name=work][value="{work}"]')
        self.press('main form[action*="/check/"] button[type=submit]')

    def fact(self):
        """The name of what is asked; None where the page asks nothing."""
        unknown = self.page.locator("main button[name=unknown]")
        return unknown.get_attribute("value") if unknown.count() else None

    def say(self, fact, answer):
        field = f'main input[name="i.{fact}"]:not([type=hidden])'
        if answer == "?":
            self.press("main button[name=unknown]")
            return
        if self.page.locator(field).first.get_attribute("type") == "radio":
            self.tick(f'{field}[value="{answer}"]')
        else:
            self.page.locator(field).fill(answer)
        self.press("main form:has(button[name=unknown]) button[type=submit]:not([name])")

    def answer(self, answers, switchTo=None):
        """Answers question after question; after the first, goes on in another language where one is named."""
        for turn in range(40):
            fact = self.fact()
            if fact is None:
                break
            self.look(f"question {fact}")
            said = answers.get(fact, "?")
            if isinstance(said, tuple):
                self.say(fact, said[0])
                self.look(f"mistake {fact}")
                self.mustBeTold()
                said = said[1]
            self.say(fact, said)
            if turn == 0 and switchTo:
                self.switch(switchTo)
        if not self.page.locator("dl.summary").count():
            raise Difference(f"the questions do not lead to the answers: {self.page.url}")
        self.look("answers")

    def mustBeTold(self):
        """An error is said above all; with scripts, it has the focus."""
        if not self.page.title() or not self.page.locator("main .errors a").count():
            raise Difference(f"no error is said: {self.page.url}")
        if self.hasScript and not self.page.evaluate("() => !!document.activeElement.closest('.errors')"):
            raise Difference(f"the error has not the focus: {self.page.url}")

    def switch(self, language):
        """Another language of the same page: what is asked and what was said stay."""
        before, fact = self.page.evaluate(FIELDS), self.fact()
        path = self.path()
        self.press(f'header a[hreflang="{language}"]')
        after = self.page.evaluate(FIELDS)
        if self.fact() != fact or before != after or self.path()[3:] != path[3:]:
            raise Difference(f"another language loses the place: {path} became {self.page.url}")
        self.look(f"in {language}")
        self.language = language

    def result(self, step):
        self.press('main a.button[href*="/result/"]')
        shown = self.look(step)
        verdict = self.page.locator("h1.verdict").get_attribute("class")
        mark = self.page.locator("code.fingerprint").inner_text()
        self.seen.append((step + ", verdict", {"verdict": verdict, "fingerprint": mark}))
        if not re.fullmatch("[0-9a-f]{64}", mark):
            raise Difference(f"no fingerprint: {self.page.url}")
        return verdict.split()[-1], shown

    def change(self, fact, answer, answers):
        """From the result back to the answers; one is changed, the others stay, and what is asked only now is answered."""
        self.press('main a.button[href*="/check/"]')
        before = self.page.url
        if not self.page.locator("dl.summary").count():
            raise Difference(f"the result does not lead back to the answers: {before}")
        self.press(f'main dl.summary a[href*="ask={fact.replace(" ", "%20")}"], main dl.summary a[href*="ask={fact.replace(" ", "+")}"]')
        if self.fact() != fact:
            raise Difference(f"`{fact}` cannot be changed: {self.page.url}")
        self.look(f"change {fact}")
        self.say(fact, answer)
        self.answer(answers)

    def keep(self):
        self.press('main form[action*="/keep/"] button')
        self.look("keeper")
        self.press('main a[href*="/kept/"]')
        self.look("kept")
        self.bytes("kept answer", self.page.url[len(self.base):])
        self.page.go_back()
        self.page.go_back()

    def apply(self, isOpen):
        self.press('main a[href*="/apply/"]')
        self.look("application")
        form = self.page.locator('main form[action*="/apply/"]')
        if not isOpen:
            if form.count():
                raise Difference("an application is taken where none is taken online")
            return
        # Nothing that was said has to be said again (3.3.7): the answers stand in hidden fields.
        if not self.page.locator('main form[action*="/apply/"] input[type=hidden][name^="i."]').count():
            raise Difference("the application does not carry the answers over")
        self.press('main form[action*="/apply/"] button[type=submit]')
        self.look("application without a name")
        self.mustBeTold()
        self.page.locator("#name").fill("Sara Q.")
        self.page.locator("#contact").fill("sara@example.org")
        self.press('main form[action*="/apply/"] button[type=submit]')
        self.receipt("application received")

    def receipt(self, step):
        if "/receipt/" not in self.page.url:
            raise Difference(f"no receipt: {self.page.url}")
        self.look(step)

    def certificate(self):
        self.press('main form[action*="/certificate/"] button')
        self.look("certificate")
        path = self.page.url[len(self.base):]
        self.bytes("certificate's bytes", path)
        serial = path.split("/")[-1]
        self.page.goto(f"{self.base}/{self.language}/verify")
        self.page.locator("main textarea").fill(serial)
        self.press("main form button")
        self.look("verified")

    def report(self):
        self.press('main a[href*="/report/"]')
        self.look("report")
        self.page.locator("#fact").select_option(index=4)
        self.page.locator("#right").fill("160")
        self.press('main form[action*="/report/"] button[type=submit]')
        self.receipt("report received")


def house(journey):
    """A refused house, made allowed by one change; kept, applied for; the lot certified, and reported on."""
    journey.start()
    journey.find("سپیده 2", "persian/1/1001")
    journey.choose("new building")
    journey.answer(HOUSE)
    refused, _ = journey.result("refused")
    journey.change("floor area", "190", HOUSE)
    allowed, _ = journey.result("allowed")
    if (refused, allowed) != ("not_permitted", "permitted"):
        raise Difference(f"the house is {refused}, then {allowed}")
    journey.keep()
    journey.apply(isOpen=True)
    journey.start()
    journey.find("۱/۱۰۰۱", "persian/1/1001")
    journey.certificate()
    journey.start()
    journey.find("1/1001", "persian/1/1001")
    journey.report()


def fence(journey):
    """A fence in the other town, found by its word: an answer mistyped, one not known, and another language on the way."""
    journey.start()
    journey.find("6941/23", "hebrew/6941/23")
    journey.findWork("גדר")
    journey.choose("fence")
    languages = ["en", "fa", "he", "ar", "ru"]
    journey.answer(FENCE, switchTo=languages[(languages.index(journey.language) + 1) % 5])
    unknown, _ = journey.result("not known")
    journey.change("fence height", "1.4", FENCE)
    refused, _ = journey.result("refused")
    if unknown != "incomplete" or refused != "not_permitted":
        raise Difference(f"the fence is {unknown}, then {refused}")
    journey.apply(isOpen=True)


def mapped(journey):
    """From the map to a lot whose district takes no applications, with nothing known."""
    journey.start()
    journey.walkMap("persian", [0, 0, 2, 2])
    journey.choose("new building")
    journey.answer({})
    verdict, _ = journey.result("nothing known")
    if verdict in ("permitted", "exempt", "notify", "conditional"):
        raise Difference(f"nothing is known, and it is {verdict}")
    journey.apply(isOpen=False)


def both(part):
    """Every journey in one language, with scripts off, then on."""
    base, language = part
    problems, count = [], 0
    with chromium() as browser:
        for way in (house, fence, mapped):
            seen = {}
            for hasScript in (False, True):
                journey = Journey(browser, base, language, hasScript)
                name = f"/{language}/ {way.__name__}, scripts {'on' if hasScript else 'off'}"
                try:
                    way(journey)
                except Exception as error:  # Whatever stops a journey is a problem of the journey.
                    problems.append(problem("journey", name, f"{str(error)[:600]} at {journey.page.url}"))
                problems += [problem("script", name, fault) for fault in journey.faults]
                seen[hasScript] = journey.seen
                count += len(journey.seen)
                journey.context.close()
            for (step, off), (_, on) in zip(seen[False], seen[True]):
                for key in off:
                    if off[key] != on.get(key):
                        problems.append(problem(
                            "scripts", f"/{language}/ {way.__name__}, {step}, {key}", f"`{off[key]}` off, `{on.get(key)}` on"))
    return problems, count


if __name__ == "__main__":
    share(both, [(sys.argv[1].rstrip("/"), language) for language in sys.argv[2].split(",")])
