"""Takes the pictures that the README shows: a resident's journey through the demonstration towns, in a language that is written to the right and in one
that is written to the left, on a desk and on a phone.

    screenshots.py MIZAN FOLDER

MIZAN is the built command. The law asked for is that of a fixed day, so that the pictures change when the pages do, and not from day to day.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import time

from browsing import chromium

DAY = "on=2025-06-01"
BEGUN = f"work=new+building&{DAY}&i.footprint+area=95"
HOUSE = f"{BEGUN}&i.floor+area=230&i.units=2&i.storeys=2&i.dwelling+areas=80,+80&i.parking+spaces+provided=2"
LOT = "persian/1/1001"
SIZES = {"wide": (1280, 960), "phone": (390, 844)}
PICTURES = [
    ("place", f"/{{lang}}/parcel/{LOT}?{DAY}", "wide"),
    ("result", f"/{{lang}}/result/{LOT}?{HOUSE}", "wide"),
    ("question", f"/{{lang}}/check/{LOT}?{BEGUN}", "phone"),
    ("drawing", f"/{{lang}}/draw/hebrew/6941/24?work=new+building&{DAY}&draw=1%403,5;11,5;11,12;3,12", "phone"),
    ("result", f"/{{lang}}/result/{LOT}?{HOUSE}", "phone"),
]
# Bytes of one picture.
LARGEST = 150_000


def port(process, log):
    """Where the service listens, once it says so."""
    for _ in range(1200):
        said = re.search(r"http://127\.0\.0\.1:(\d+)/", log.read_text())
        if said:
            return said[1]
        if process.poll() is not None:
            break
        time.sleep(0.05)
    sys.exit(f"screenshots: the service did not start: {log.read_text()}")


def take(base, folder):
    large = []
    with chromium() as browser:
        for language in ("en", "fa"):
            for size, (width, height) in SIZES.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce", device_scale_factor=1)
                page = context.new_page()
                for name, path, of in PICTURES:
                    if of != size:
                        continue
                    page.goto(base + path.replace("{lang}", language), wait_until="networkidle")
                    # The drawing itself stands below the first view of a phone.
                    if name == "drawing":
                        page.locator("h1").evaluate("heading => heading.scrollIntoView()")
                    file = folder / f"{name}-{language}-{size}.png"
                    page.screenshot(path=file, animations="disabled", caret="hide")
                    print(f"{file}: {file.stat().st_size} bytes")
                    if file.stat().st_size > LARGEST:
                        large.append(file.name)
                context.close()
    if large:
        sys.exit(f"screenshots: more than {LARGEST} bytes: {', '.join(large)}")


if __name__ == "__main__":
    mizan, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        log = pathlib.Path(temporary) / "log"
        with log.open("w") as out:
            service = subprocess.Popen(
                [mizan, "serve", "--port", "0", "--ledger", f"{temporary}/ledger.sqlite"], stdout=subprocess.DEVNULL, stderr=out)
        try:
            take(f"http://127.0.0.1:{port(service, log)}", folder)
        finally:
            service.terminate()
            service.wait()
