#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds what has changed and opens the window on the bundled model.
# Arguments go to the program: ./run.sh --help shows them.
set -euo pipefail
root=$(dirname "$(readlink -f "$0")")

set_up() (
    cd "$root"
    source packaging/setup.sh
    install_packages "$build_packages$window_packages"
    build release build expertscope expertscope-cli
)
set_up

# Without a display the same window answers one question unseen, prints it and saves a picture of itself.
if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    export QT_QPA_PLATFORM=offscreen
    echo "No display here: the window answers unseen and is saved as a picture."
    [[ " $* " == *" --ask"* || " $* " == *" --open"* ]] ||
        set -- "$@" --ask "What does a router do in a mixture of experts?"
    [[ " $* " == *" --shot"* ]] || set -- "$@" --shot "$root/build/expertscope.png"
fi
exec "$root/build/bin/expertscope" "$@"
