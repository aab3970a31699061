#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the Debian package of a build folder and lives its life: install, start the window on the bundled model,
# remove without a trace.
#
#   packaging/check_deb.sh BUILD_FOLDER           in a folder of its own, with this machine's packages; no network
#   packaging/check_deb.sh BUILD_FOLDER --bare    in a new minimal Debian 12; needs root, debootstrap and a network
#
# Exit status: 0 all is well, 1 something is wrong, 77 this machine cannot build packages.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
build=$(readlink -f "${1:?usage: check_deb.sh BUILD_FOLDER [--bare]}")
mode=${2:-}
question="What does a router do in a mixture of experts?"

for tool in dpkg dpkg-shlibdeps file cpack; do
    command -v "$tool" >/dev/null || { echo "Skipped: $tool is not installed"; exit 77; }
done

work=$(mktemp -d)
root=$work/root
if [[ $mode == --bare ]]; then home=/root; else home=$work/home; fi
clean_up() {
    if mountpoint -q "$root/proc"; then umount "$root/proc"; fi
    rm -rf --one-file-system "$work"
}
trap clean_up EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }

check_metadata() {
    desktop-file-validate "$here"/*.desktop
    if command -v appstreamcli >/dev/null; then appstreamcli validate --no-net "$here"/*.metainfo.xml; fi
}

build_package() {
    cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work" >"$work/cpack.log" || { cat "$work/cpack.log"; exit 1; }
    package=$(echo "$work"/*.deb)
    dpkg-deb --field "$package" Package Version Depends
}

# in_root COMMAND...: runs a program of the installed package, which finds nothing of the build.
in_root() {
    local clean=(env -i "HOME=$home" "PATH=$root/usr/bin:/usr/bin:/bin" QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8)
    if [[ $mode == --bare ]]; then chroot "$root" "${clean[@]}" "$@"; else "${clean[@]}" "$@"; fi
}

# dpkg_root ARGUMENTS...: dpkg on the folder, which starts with this machine's list of installed packages, so the
# package's dependencies are really checked. Its complaints about their missing file lists go to a log.
dpkg_root() {
    PATH=$PATH:/usr/sbin:/sbin dpkg --root="$root" --force-not-root --force-script-chrootless --log=/dev/null "$@" \
        >>"$work/dpkg.log" 2>&1 || { grep -v 'files list file' "$work/dpkg.log" >&2; fail "dpkg $1"; }
}

install_package() {
    if [[ $mode == --bare ]]; then
        debootstrap --variant=minbase bookworm "$root" >"$work/debootstrap.log" || fail "debootstrap"
        mount -t proc proc "$root/proc"
        cp "$package" "$root/root/expertscope.deb"
        chroot "$root" apt-get -q -y --no-install-recommends install /root/expertscope.deb
        rm "$root/root/expertscope.deb"
    else
        mkdir -p "$root"/var/lib/dpkg/{info,updates,triggers} "$home"
        cp /var/lib/dpkg/status "$root/var/lib/dpkg/"
        dpkg_root --install "$package"
    fi
}

check_plugin() {
    local plugin=expertscope/libexpertscope_cuda.so
    [[ ! -e $build/lib/$plugin || -n $(find "$root/usr/lib" -path "*/$plugin") ]] ||
        fail "the package lacks the CUDA plug-in"
}

check_window() {
    local picture=$home/window.png
    in_root expertscope --ask "$question" --shot "$picture"
    [[ $mode != --bare ]] || picture=$root$picture
    [[ $(file --brief --mime-type "$picture") == image/png ]] || fail "no picture of the window"
    in_root expertscope-cli info workshop
}

remove_package() {
    local left
    if [[ $mode == --bare ]]; then
        chroot "$root" apt-get -q -y purge expertscope
        left=$(find "$root" -xdev -iname '*expertscope*' -not -path "$root/root/*")
    else
        dpkg_root --purge expertscope
        left=$(find "$root" -not -type d -not -path "$root/var/lib/dpkg/*")
    fi
    [[ -z $left ]] || fail "left behind: $left"
}

check_metadata
build_package
install_package
check_plugin
check_window
remove_package
echo "The package installs, runs and removes cleanly."
