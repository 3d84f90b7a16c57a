#!/bin/sh
# Installs the packages that are missing, builds everything in build/ and runs all tests.
set -eu
cd "$(dirname "$0")/.."
.ci/install-packages build test
cmake -S . -B build -DBUILD_TESTING=ON
cmake --build build -j "$(nproc)"
ctest --test-dir build --output-on-failure -j "$(nproc)"
