#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds everything and runs all tests: ./test.sh [--asan] [ctest arguments]
# --asan: the same tests under AddressSanitizer and UndefinedBehaviorSanitizer.
# The last line says how many passed, failed and were skipped; the exit status is 0 when none failed.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
source packaging/setup.sh

preset=default folder=build
if [[ ${1:-} == --asan ]]; then
    preset=asan folder=build-asan
    shift
fi

install_packages "$build_packages$window_packages$test_packages"
build "$preset" "$folder" all

results=$PWD/$folder/test-results.xml
rm -f "$results"
export QT_QPA_PLATFORM=offscreen
status=0
ctest --preset "$preset" --output-junit "$results" "$@" || status=$?

# count NAME: the number that the first line of CTest's own report gives for NAME.
count() { grep -m1 -oP "(?<=\t| )$1=\"\K[0-9]+" "$results"; }
total=$(count tests) failed=$(count failures) skipped=$(($(count skipped) + $(count disabled)))
((total > 0)) || status=1
summary="$((total - failed - skipped)) passed, $failed failed"
[[ $skipped -eq 0 ]] || summary+=", $skipped skipped"
echo "$summary"
exit "$status"
