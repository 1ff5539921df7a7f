"""What the programs of this folder share: how a problem is said, how a browser is started, how work is spread over the processors.

Each program prints one JSON object a line for each problem that it finds, and at last one that says how many pages it looked at.
"""

import concurrent.futures
import contextlib
import functools
import json
import os
import pathlib

from playwright.sync_api import sync_playwright


def problem(check, path, text, **more):
    return {"check": check, "path": path, "problem": text, **more}


@functools.cache
def script(name):
    """What is run in a page, from a file beside this one."""
    return (pathlib.Path(__file__).parent / name).read_text("utf-8")


@contextlib.contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def share(work, parts, then=lambda: []):
    """Does `work(part)`, which gives problems and a number of pages, for each part in a process of its own, and prints all; `then`
    gives problems too, when all parts are done.

    As many at a time as there are processors: each has a browser, and the service wants its share too.
    """
    pages = 0
    with concurrent.futures.ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        for problems, count in pool.map(work, parts):
            pages += count
            tell(problems)
    tell(then())
    tell([{"check": "done", "pages": pages}])


def tell(problems):
    for one in problems:
        print(json.dumps(one, ensure_ascii=False), flush=True)
