"""Goes through whole journeys as a person does, with scripts off, with scripts on, and by the keyboard alone, and says where they differ.

    journeys.py BASE LANGUAGES

BASE is `http://127.0.0.1:8080`; LANGUAGES are codes with commas: `en,fa`. Every step is a click, a key or a text typed into a field that can be
seen; no address is put together here. By the keyboard, everything is reached by Tab and the arrows, from the top of each page. What is compared, page by page: the address, the title, the heading, all words of the content but for
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
        if not one.is_visible() and self.fold(selector).count():
            self.fold(selector).locator("summary").click()
        one.click()
        self.page.wait_for_load_state("load")

    def fold(self, selector):
        """The closed fold around what is wanted."""
        return self.page.locator(selector).first.locator("xpath=ancestor::details[not(@open)][1]")

    def type(self, selector, text):
        self.page.locator(selector).fill(text)

    def pick(self, selector, number):
        """Chooses from a list that opens."""
        self.page.locator(selector).select_option(index=number)

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
        self.type("main form[role=search] input[name=q]", text)
        self.press("main form[role=search] button")
        self.look("found")
        self.press(f'main a[href$="/parcel/{lot}"]')
        self.look("place")

    def walkMap(self, town, ways):
        """The map: on by the given ways (0 north, 1 south, 2 east, 3 west), then the lot in the middle."""
        self.press(f'main a[href$="/map/{town}"]')
        for way in ways:
            self.look("map")
            self.press(f"main nav .ways li:nth-child({way + 1}) a")
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
        self.type("#find", word)
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
            self.type(field, answer)
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
        """An error is said above all, and has the focus."""
        if not self.page.title() or not self.page.locator("main .errors a").count():
            raise Difference(f"no error is said: {self.page.url}")
        if not self.page.evaluate("() => !!document.activeElement.closest('.errors')"):
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
        self.type("#name", "Sara Q.")
        self.type("#contact", "sara@example.org")
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
        self.type("main textarea", serial)
        self.press("main form button")
        self.look("verified")

    def report(self):
        self.press('main a[href*="/report/"]')
        self.look("report")
        self.pick("#fact", 4)
        self.type("#right", "160")
        self.press('main form[action*="/report/"] button[type=submit]')
        self.receipt("report received")


class ByKeys(Journey):
    """The same without a mouse: Tab to where one wants to be, Enter, the bar, the arrows."""

    def reach(self, selector, most=150):
        """Tab until what is wanted has the focus. One who has just come to a page begins at its top."""
        isThere = "selector => !!document.activeElement && document.activeElement.matches(selector)"
        for _ in range(most):
            if self.page.evaluate(isThere, selector):
                return
            self.page.keyboard.press("Tab")
        raise Difference(f"`{selector}` is not reached by Tab: {self.page.url}")

    def press(self, selector):
        one = self.page.locator(selector).first
        if not one.is_visible():
            self.unfold(selector)
        self.reach(selector)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")

    def unfold(self, selector):
        """Opens the fold around what is wanted."""
        self.fold(selector).evaluate("one => one.querySelector('summary').dataset.wanted = ''")
        self.reach("summary[data-wanted]")
        self.page.keyboard.press("Enter")

    def type(self, selector, text):
        self.reach(selector)
        keys = self.page.keyboard
        keys.press("Control+a")
        keys.type(text)
        # What is typed may be cut out and pasted again (3.3.8).
        for key in ("Control+a", "Control+x", "Control+v"):
            keys.press(key)
        found = self.page.locator(selector).first.input_value()
        if found != text:
            raise Difference(f"pasted, `{text}` became `{found}`")

    def pick(self, selector, number):
        self.reach(selector)
        for _ in range(number):
            self.page.keyboard.press("ArrowDown")

    def tick(self, selector):
        if not self.page.locator(selector).is_visible():
            self.unfold(selector)
        name = self.page.locator(selector).get_attribute("name")
        self.reach(f'input[type=radio][name="{name}"]')
        # Tab stops at one of a group, the arrows go around among all.
        for _ in range(80):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        if not self.page.locator(selector).is_checked():
            raise Difference(f"`{selector}` is not chosen by the arrows: {self.page.url}")

    def walkMap(self, town, ways):
        """The map without a pointer: on by its links, then a lot from the list of those in its middle."""
        self.press(f'main a[href$="/map/{town}"]')
        for way in ways:
            self.press(f"main nav .ways li:nth-child({way + 1}) a")
        self.press("main details .ways a")
        if "/parcel/" not in self.page.url:
            raise Difference(f"the map leads to no lot by the keyboard: {self.page.url}")


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
    if isinstance(journey, ByKeys):
        return
    journey.choose("new building")
    journey.answer({})
    verdict, _ = journey.result("nothing known")
    if verdict in ("permitted", "exempt", "notify", "conditional"):
        raise Difference(f"nothing is known, and it is {verdict}")
    journey.apply(isOpen=False)


# How one goes: the kind of journey, whether scripts run, and in which languages.
HANDS = {
    "scripts off": (Journey, False, None),
    "scripts on": (Journey, True, None),
    "by keys": (ByKeys, True, ["en", "fa"]),
}


def everyHand(part):
    """One journey in one language in every way; what the others show is what scripts off shows."""
    base, language, way = part
    problems, count = [], 0
    first = None
    with chromium() as browser:
        for hand, (kind, hasScript, languages) in HANDS.items():
            if languages and language not in languages:
                continue
            journey = kind(browser, base, language, hasScript)
            name = f"/{language}/ {way.__name__}, {hand}"
            try:
                way(journey)
            except Exception as error:  # Whatever stops a journey is a problem of the journey.
                problems.append(problem("journey", name, f"{str(error)[:600]} at {journey.page.url}"))
            problems += [problem("script", name, fault) for fault in journey.faults]
            count += len(journey.seen)
            if first is None:
                first = journey.seen
            elif not (kind is ByKeys and way is mapped):
                problems += differences(name, first, journey.seen)
            journey.context.close()
    return problems, count


def differences(name, first, second):
    for (step, one), (step2, other) in zip(first, second):
        if step != step2:
            yield problem("difference", name, f"`{step2}` and not `{step}`")
            return
        for key in one:
            if one[key] != other.get(key):
                yield problem("difference", f"{name}, {step}, {key}", f"`{other.get(key)}` and not `{one[key]}`")


if __name__ == "__main__":
    share(everyHand, [
        (sys.argv[1].rstrip("/"), language, way) for language in sys.argv[2].split(",") for way in (house, fence, mapped)])
