"""Usage: shell_completion_test.py bash|zsh|fish TIFFIN

Loads the completion script in the shell itself and completes lines with it: words of tiffin, people of a programme, and
names with blanks. Bash and zsh get key presses at a terminal; the completed line is a command that shows its words.
"""

import os
import pathlib
import pty
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77
SHOW = "show() { printf '{'; printf '<%s>' \"$@\"; printf '}\\n'; }"
STARTS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
SETUPS = {
    "bash": f"source '{REPOSITORY}/completions/tiffin.bash'; complete -F _tiffin show; bind 'set bell-style none'",
    # The compdump would be written into the home folder.
    "zsh": f"autoload -Uz compinit; compinit -D -u; fpath=('{REPOSITORY}/completions' $fpath); "
           f"autoload -Uz _tiffin; compdef _tiffin show tiffin; unsetopt beep",
}
# What is typed, <TAB> included, and the words that the shell then runs.
CASES = [
    ("show person rej\t\r", "<person><rejoin>"),
    ("show person edit an\t--site Lisbon\r", "<person><edit><ana@bramble.example><--site><Lisbon>"),
    ("show person edit ana@b\t\r", "<person><edit><ana@bramble.example>"),
    ("show agenda --per\tan\t\r", "<agenda><--person><ana@bramble.example>"),
    ("show agenda --person=an\t\r", "<agenda><--person=ana@bramble.example>"),
    ("show person show Zo\t\r", "<person><show><Zoe van der Berg>"),
    ("show person show \"Zoe v\t\r", "<person><show><Zoe van der Berg>"),
    ("show person show 'Zoe v\t\r", "<person><show><Zoe van der Berg>"),
    ("show person show Zoe\\ v\t\r", "<person><show><Zoe van der Berg>"),
    ("show person import peop\t\r", "<person><import><people.csv>"),
    ("show invite -o invi\t\r", "<invite><-o><invites/>"),
    ("show session show thursday-lunch/2027-01-07\t\r", "<session><show><thursday-lunch/2027-01-07>"),
]


def found_programme(environment):
    tiffin = lambda *words: subprocess.run(["tiffin", *words, "--quiet"], check=True, env=environment)
    tiffin("init", "--zone", "Europe/Berlin")
    tiffin("person", "add", "Ana Ferreira", "--email", "ana@bramble.example")
    tiffin("person", "add", "Zoe van der Berg")
    tiffin("series", "add", "Thursday lunch", "--every", "1w", "--on", "thu", "--at", "12:30")
    pathlib.Path(environment["HOME"], "people.csv").touch()
    pathlib.Path(environment["HOME"], "invites").mkdir()


class Terminal:
    """A shell at a terminal."""

    def __init__(self, command, environment):
        try:
            self.process, self.end = pty.fork()
        except OSError as error:
            print(f"this system gives no terminals, so nothing is typed at one: {error}")
            sys.exit(SKIPPED)
        if self.process == 0:
            os.chdir(environment["HOME"])
            os.execvpe(command[0], command, environment)
        self.seen = ""

    def type(self, keys):
        os.write(self.end, keys.encode())

    def read_until(self, wanted):
        """Whatever comes until `wanted` does; ctest ends it when that never happens."""
        begin = len(self.seen)
        while wanted not in self.seen[begin:]:
            try:
                block = os.read(self.end, 4096)
            except OSError:
                block = b""
            if not block:
                sys.exit(f"the shell ended before {wanted!r}:\n{self.seen}")
            self.seen += block.decode(errors="replace")
        return self.seen[begin:]


def check_at_terminal(shell, environment):
    terminal = Terminal(STARTS[shell], environment)
    # Quotes keep the echo of the line itself from being taken for its output.
    terminal.type(f"{SHOW}; {SETUPS[shell]}; PS1='> '; echo 'ready''!'\r")
    terminal.read_until("ready!")
    for keys, words in CASES:
        terminal.type(keys + "show 'the''end'\r")
        output = terminal.read_until("{<theend>}")
        # Zsh takes the slash behind a folder away when the line ends there.
        if "{" + words + "}" not in output.replace("<invites>", "<invites/>"):
            sys.exit(f"{keys!r} should run {words}:\n{output}")
    terminal.type("exit\r")
    os.waitpid(terminal.process, 0)


def check_fish(environment):
    for keys, words in CASES:
        line = keys[: keys.rindex("\t")].replace("\t", " ").replace("show ", "tiffin ", 1)
        if line.count("--per ") == 1:
            line = line.replace("--per ", "--person ")
        script = f"source '{REPOSITORY}/completions/tiffin.fish'; complete --do-complete {quoted(line)}"
        ran = subprocess.run(["fish", "--no-config", "-c", script], check=True, env=environment, cwd=environment["HOME"],
                             stdout=subprocess.PIPE, encoding="utf-8")
        candidates = [candidate.split("\t")[0] for candidate in ran.stdout.splitlines()]
        wanted = words.split("<")[-1].removesuffix(">")
        if wanted == "Lisbon":
            wanted = "ana@bramble.example"
        if candidates != [wanted]:
            sys.exit(f"{line!r} should be completed by {wanted!r}: {candidates}")


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def main():
    shell, tiffin = sys.argv[1:]
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "PATH": f"{pathlib.Path(tiffin).resolve().parent}:/usr/bin:/bin",
            "HOME": home,
            "TERM": "dumb",
            "LC_ALL": "C.UTF-8",
            "TIFFIN_NOW": "2027-01-04",
        }
        found_programme(environment)
        if shell == "fish":
            check_fish(environment)
        else:
            check_at_terminal(shell, environment)


main()
