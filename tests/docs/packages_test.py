"""Usage: packages_test.py REPOSITORY

Holds .ci/packages against .ci/install-packages (every line is read), and against the packages that CMake looks for.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

repository = pathlib.Path(sys.argv[1])
HEADERS = {  # what find_package, find_path, pkg_check_modules and the tests name, and the Debian package that has it
    "CLI11": "libcli11-dev", "tomlplusplus": "libtomlplusplus-dev", "SQLite3": "libsqlite3-dev",
    "SQLiteCpp": "libsqlitecpp-dev", "date": "libhowardhinnant-date-dev", "fmt": "libfmt-dev", "absl": "libabsl-dev",
    "RapidJSON": "rapidjson-dev", "CSV_INCLUDE": "libcsv-dev", "UTF8PROC_INCLUDE": "libutf8proc-dev",
    "GMIME": "libgmime-3.0-dev", "MUSTACHE_INCLUDE": "libkainjow-mustache-dev", "PkgConfig": "pkg-config",
    "Catch2": "catch2", "Threads": None,
}


def sections():
    found, section = {}, None
    for line in (repository / ".ci/packages").read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)]", line):
            section = found.setdefault(heading[1], [])
        elif line and not line.startswith("#"):
            section.append(line.split()[0])
    return found


def installed_by_script(names):
    """What the script would install on a machine that has nothing: its tools are stand-ins."""
    with tempfile.TemporaryDirectory() as folder:
        stand_ins = {"dpkg-query": "exit 1", "sudo": '"$@"', "id": "echo 1000",
                     "apt-get": 'case $1 in install) printf "%s\\n" "$@" ;; esac'}
        for name, body in stand_ins.items():
            file = pathlib.Path(folder, name)
            file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
            file.chmod(0o755)
        for tool in ("sh", "dirname", "grep", "sed", "env"):
            pathlib.Path(folder, tool).symlink_to(f"/usr/bin/{tool}")
        ran = subprocess.run(["/bin/sh", str(repository / ".ci/install-packages"), *names], check=True,
                             env={"PATH": folder}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    return [word for word in ran.stdout.split() if word != "install" and not word.startswith("-")]


packages = sections()
if list(packages) != ["build", "test", "develop"]:
    sys.exit(f"sections: {list(packages)}")
for names in (["build"], ["build", "test"], ["build", "test", "develop"]):
    expected = [package for name in names for package in packages[name]]
    if installed_by_script(names) != expected:
        sys.exit(f"{names}: {installed_by_script(names)} instead of {expected}")

everything = {"build": "", "test": ""}
everything["build"] = (repository / "src/CMakeLists.txt").read_text(encoding="utf-8")
everything["test"] = (repository / "tests/CMakeLists.txt").read_text(encoding="utf-8")
for section, text in everything.items():
    for name in re.findall(r"find_package\((\w+)|find_path\((\w+)|pkg_check_modules\((\w+)", text):
        package = HEADERS["".join(name)]
        if package and package not in packages[section]:
            sys.exit(f"[{section}] of .ci/packages lacks {package}")
