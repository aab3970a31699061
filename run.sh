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
    build default build expertscope expertscope-cli
)
set_up

# With a display, or with a picture asked for: just that.
if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} || " $* " == *" --shot"* ]]; then
    [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] || export QT_QPA_PLATFORM=offscreen
    exec "$root/build/bin/expertscope" "$@"
fi

# Without a display the same window answers one question unseen, prints it and is saved as a picture.
picture=$root/build/expertscope.png
[[ " $* " == *" --ask"* || " $* " == *" --open"* ]] ||
    set -- "$@" --ask "What does a router do in a mixture of experts?"
echo "No display here: the window answers unseen."
QT_QPA_PLATFORM=offscreen "$root/build/bin/expertscope" "$@" --shot "$picture" \
    2> >(grep -v propagateSizeHints >&2)  # Qt's unseen platform says so for every window
echo "The window was saved as a picture: $picture"
