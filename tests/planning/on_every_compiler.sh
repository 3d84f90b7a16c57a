#!/bin/sh
# Builds the planning tests with two compilers, each without and with optimization, and lets every build check
# that it makes the same plans byte for byte. Takes minutes. usage: on_every_compiler.sh [FOLDER for the builds]
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
builds=${1:-$source/build/compilers}
for compiler in g++ clang++; do
  for level in -O0 -O2; do
    build=$builds/$compiler$level
    cmake -S "$source" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_COMPILER=$compiler \
      "-DCMAKE_CXX_FLAGS=$level" >/dev/null
    cmake --build "$build" -j "$(nproc)" --target planning_tests >/dev/null
    echo "$compiler $level: $("$build/tests/planning_tests" "every build makes the same plans*" | tail -2 | tr -d '\n')"
  done
done
