# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Set-up shared by run.sh and test.sh: the system packages of Debian 12 and Ubuntu 24.04, and the build.
# Sourced by bash from the root of the source tree. Nothing but system packages is ever downloaded.

# One line per package: name, then what it is for.
build_packages='
g++                  compiles the programs
cmake                describes the build
ninja-build          runs the build
pkg-config           finds PCRE2 and md4c
nlohmann-json3-dev   reads config.json, tokenizer.json and safetensors headers
libcli11-dev         parses the command lines
libfmt-dev           formats messages and tables
libpcre2-dev         splits text into words before tokenizing
libsqlite3-dev       stores session documents
libmd4c-dev          reads the Markdown of replies
qt6-base-dev         draws the window
qt6-svg-dev          draws the icons, writes figures
qt6-tools-dev        compiles the translations (CMake part)
qt6-l10n-tools       compiles the translations (lrelease)
libqcustomplot-dev   draws heat maps and charts
'
window_packages='
fonts-noto-core      shows text
fonts-wqy-microhei   shows Chinese and Japanese
fonts-jetbrains-mono shows numbers and code
'
test_packages='
dpkg-dev             finds what the Debian package depends on
file                 finds the programs to strip in the Debian package
desktop-file-utils   checks the desktop entry
appstream            checks the software-centre metadata
'

# missing_packages LIST: the lines of LIST whose package is not installed.
missing_packages() {
    local installed name
    # shellcheck disable=SC2046  # the names are words on purpose
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $(awk '{print $1}' <<<"$1") 2>/dev/null || true)
    while read -r name purpose; do
        [[ -z $name ]] || grep -qxF "installed $name" <<<"$installed" || printf '  %-22s%s\n' "$name" "$purpose"
    done <<<"$1"
}

as_root() {
    if [[ $(id -u) == 0 ]]; then "$@"; else sudo "$@"; fi
}

# install_packages LIST: installs what is missing; says what and why first. Does not touch apt when nothing is.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian or Ubuntu. The build needs what these packages hold there:$1" >&2
        return
    fi
    local missing names
    missing=$(missing_packages "$1")
    [[ -n $missing ]] || return 0
    mapfile -t names < <(awk '{print $1}' <<<"$missing")
    printf 'Expertscope needs %d system packages that are not installed:\n%s\n' "${#names[@]}" "$missing"
    if [[ $(id -u) != 0 ]] && ! command -v sudo >/dev/null; then
        echo "Neither root nor sudo: install them as root with: apt-get install ${names[*]}" >&2
        return 1
    fi
    [[ $(id -u) == 0 ]] || echo "sudo may ask for your password."
    as_root apt-get -o DPkg::Lock::Timeout=900 -q update ||
        echo "Package lists could not be renewed; going on with the ones that are here." >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=900 -q install -y \
        --no-install-recommends "${names[@]}"
}

# build PRESET FOLDER TARGET...: configures when the folder is new or belongs to another tree, then builds.
# ninja itself configures again when a CMakeLists.txt has changed, and does nothing when nothing has.
build() {
    local preset=$1 folder=$2
    shift 2
    if [[ ! -f $folder/build.ninja ]] ||
        ! grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$folder/CMakeCache.txt"; then
        rm -rf "$folder/CMakeCache.txt" "$folder/CMakeFiles"
        cmake --preset "$preset"
    fi
    ninja -C "$folder" "$@"
}
