"""Usage: install_test.py CMAKE BUILD

Installs the build into a temporary folder, and looks for the program, the man page and the completions in the places
where Debian's shells and man look for them.
"""

import pathlib
import subprocess
import sys
import tempfile

cmake, build = sys.argv[1:]
repository = pathlib.Path(__file__).resolve().parents[2]
PLACES = {
    "share/man/man1/tiffin.1": "man/tiffin.1",
    "share/bash-completion/completions/tiffin": "completions/tiffin.bash",
    "share/zsh/site-functions/_tiffin": "completions/_tiffin",
    "share/fish/vendor_completions.d/tiffin.fish": "completions/tiffin.fish",
}

with tempfile.TemporaryDirectory() as prefix:
    subprocess.run([cmake, "--install", build, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
    root = pathlib.Path(prefix)
    for place, source in PLACES.items():
        if (root / place).read_bytes() != (repository / source).read_bytes():
            sys.exit(f"{place} is not {source}")
    installed = sorted(str(file.relative_to(root)) for file in root.rglob("*") if file.is_file())
    if installed != sorted([*PLACES, "bin/tiffin"]):
        sys.exit(f"installed: {installed}")
    version = subprocess.run([root / "bin/tiffin", "--version"], check=True, stdout=subprocess.PIPE, encoding="utf-8")
    if not version.stdout.startswith("tiffin "):
        sys.exit(f"--version says {version.stdout!r}")
