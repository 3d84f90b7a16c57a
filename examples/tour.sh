#!/bin/sh
# Usage: sh examples/tour.sh [TIFFIN FOLDER]
# Shows the main job on an invented company: from a spreadsheet to a fair plan, invites and the rotation report.
# Installs the packages that are missing and builds tiffin in build/ first; not so when a built TIFFIN is named.
# What it makes is in build/tour, or in FOLDER.
set -eu
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then
    .ci/install-packages build
    cmake -S . -B build -DBUILD_TESTING=OFF
    cmake --build build -j "$(nproc)"
    set -- build/src/tiffin build/tour
    rm -rf build/tour
fi
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
company=$PWD/examples/bramble-works
mkdir -p "$2"
cd "$2"
cp "$company"/*.csv .

# A database of its own, and a frozen clock and seed: the same output whenever it runs.
export XDG_CONFIG_HOME="$PWD" TIFFIN_DATABASE=lunch.db TIFFIN_NOW=2027-01-04T08:00:00Z TIFFIN_SEED=1
show() {
    printf '\n$ %s\n' "$1"
    eval "$1"
}

show 'tiffin init --zone Europe/Berlin --organizer "Ana Ferreira <ana@bramble.example>"'
show 'tiffin person import people.csv'
show 'tiffin topic import topics.csv'
show 'tiffin series add "Thursday lunch" --every 1w --on thu --at 12:30 --length 45m --place "Big kitchen"'
show 'tiffin plan'
show 'tiffin agenda'
show 'tiffin invite --session 2027-01-07 --to finn -o -'
show 'tiffin invite -o invites >invites.txt'
show 'tiffin report rotation --now 2027-03-20'
