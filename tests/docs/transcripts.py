"""Usage: transcripts.py [--update] DOCUMENT TIFFIN

Runs the commands of all ```console blocks of DOCUMENT, one after another in one shell, and compares what they print
(both streams, in their order) with the lines below each. They run in a temporary folder that has a copy of examples/.
With --update the document gets what they print instead.
"""

import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
END = "\x1e"  # after the output of each command


def commands_of(block):
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def outputs_of(commands, tiffin):
    """What each command prints, in one shell whose world is the same everywhere."""
    script = "".join(f"{command}\nprintf '\\036'\n" for command in commands)
    examples = pathlib.Path(__file__).resolve().parents[2] / "examples"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(examples, pathlib.Path(folder, "examples"))
        environment = {
            "PATH": f"{tiffin.parent}:{os.defpath}",
            "HOME": folder,
            "LC_ALL": "C.UTF-8",
            "TZ": "Pacific/Auckland",  # must not matter
        }
        shell = subprocess.run(["sh", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    outputs = shell.stdout.split(END)
    if len(outputs) != len(commands) + 1:
        sys.exit(f"the shell ended early:\n{shell.stdout}")
    return outputs


def main():
    update = sys.argv[1] == "--update"
    document, tiffin = (pathlib.Path(argument).resolve() for argument in sys.argv[-2:])
    text = document.read_text(encoding="utf-8")
    commands = [command for block in BLOCK.findall(text) for command in commands_of(block)]
    if not commands:
        sys.exit(f"{document} has no ```console block")
    outputs = iter(outputs_of(commands, tiffin))

    def rendered(match):
        lines = "".join(f"$ {command}\n{next(outputs)}" for command in commands_of(match.group(1)))
        return f"```console\n{lines}```"

    actual = BLOCK.sub(rendered, text)
    if update:
        document.write_text(actual, encoding="utf-8")
        return
    difference = list(difflib.unified_diff(text.splitlines(), actual.splitlines(), "written", "printed", lineterm=""))
    if difference:
        sys.exit("\n".join(difference))


main()
