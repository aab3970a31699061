#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/fuzz/run.sh [SECONDS [TARGET...]]: builds the fuzz targets and runs each for SECONDS (60), two at a time.
# What a run learns stays in build-fuzz/corpus and is where the next one starts; an input that breaks a promise stays
# in build-fuzz/findings, and makes this fail. Without a clang that has libFuzzer nothing is run, and that is said.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
source packaging/setup.sh

seconds=${1:-60}
[[ $# -eq 0 ]] || shift
targets=("$@")
[[ ${#targets[@]} -gt 0 ]] || targets=(gguf safetensors json tokenizer_json tokenise template)
folder=build-fuzz
# A change is not to blame for what chance finds: there the runs are the same each time.
seed=${CI:+1}

has_libfuzzer() {
    local program
    program=$(mktemp)
    echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' |
        clang++ -x c++ -fsanitize=fuzzer,address,undefined - -o "$program" 2>/dev/null
    local status=$?
    rm -f "$program"
    return "$status"
}

# fuzz TARGET: one line about the run; the target's own words stand in its log.
fuzz() {
    local corpus=$folder/corpus/$1 log=$folder/fuzz/$1.log
    mkdir -p "$corpus" "$folder/findings"
    if "$folder/fuzz/fuzz_$1" -seed="${seed:-0}" -max_total_time="$seconds" -max_len=32768 -timeout=25 \
        -rss_limit_mb=1024 -malloc_limit_mb=64 -print_final_stats=1 -artifact_prefix="$folder/findings/$1-" \
        "$corpus" "$folder/fuzz/seeds/$1" &>"$log"; then
        echo "fuzz $1: $(grep -oP 'number_of_executed_units: \K\d+' "$log") inputs, nothing found"
    else
        tail -n 40 "$log"
        echo "fuzz $1: FAILED, see $log; the input lies in $folder/findings"
        return 1
    fi
}

if ! has_libfuzzer; then
    echo "fuzz: skipped, there is no clang++ with libFuzzer (packages clang and libclang-rt-14-dev)"
    exit 0
fi
build fuzz "$folder" fuzz

export UBSAN_OPTIONS=print_stacktrace=1
status=0 running=0
for target in "${targets[@]}"; do
    if ((running == 2)); then
        wait -n || status=1
        running=1
    fi
    fuzz "$target" &
    running=$((running + 1))
done
while ((running > 0)); do
    wait -n || status=1
    running=$((running - 1))
done
exit "$status"
