# Set-up shared by ./run and ./test: an environment of our own, pinned packages, native libraries.
# Sourced with $root set. Speaks on stderr only, since stdout may be for JSON. Does nothing on a second start.

venv="$root/.venv"
python="$venv/bin/python"
lock="$root/packaging/requirements.txt"
stamp="$venv/.planningtable-ready"

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for candidate in "${PLANNINGTABLE_PYTHON:-}" python3.12 python3.13 python3.11 python3; do
        [ -n "$candidate" ] || continue
        command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    say "Planning Table needs Python 3.11, 3.12 or 3.13; install it, e.g. with: sudo apt-get install python3 python3-venv"
    return 1
}

# The packages that a list under packaging/ names and that are missing here.
missing_native() {
    known=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null || true)
    cat "$root/packaging/$1" | while read -r library package; do
        case "$library" in ''|'#'*) continue ;; esac
        case "$library" in
            /*) set -- $library; [ -e "$1" ] || printf '%s ' "$package" ;;
            cmd:*) command -v "${library#cmd:}" >/dev/null 2>&1 || printf '%s ' "$package" ;;
            *) case "$known" in *"$library"*) ;; *) printf '%s ' "$package" ;; esac ;;
        esac
    done
}

install_native() {
    [ "$(uname -s)" = Linux ] || return 0
    missing=$(missing_native "$1")
    [ -n "$missing" ] || return 0
    command="apt-get install -y --no-install-recommends $missing"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "These native libraries are missing; install what brings them here: $missing"
        return 0
    fi
    if [ "$(id -u)" = 0 ]; then
        say "Installing native libraries: $missing"
        export DEBIAN_FRONTEND=noninteractive
        if { apt-get update -qq && $command; } >&2; then return 0; fi
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        say "Installing native libraries: $missing"
        if { sudo -n apt-get update -qq && sudo -n DEBIAN_FRONTEND=noninteractive $command; } >&2; then return 0; fi
    fi
    say "Some native libraries are missing. Please run, then start again:"
    say "  sudo apt-get update && sudo $command"
    return 0
}

set_up() {
    # The lock, the project file and the place: a moved folder gets its environment anew.
    wanted=$(cat "$lock" "$root/pyproject.toml" "$root/packaging/native-packages.txt" | cksum; printf '%s' "$root" | cksum)
    if [ -x "$python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
        return 0
    fi
    install_native native-packages.txt
    found=$(find_python) || return 2
    say "Setting up Planning Table (once; this takes a few minutes) …"
    rm -f "$stamp"
    # An environment that works and stands where it was made is brought up to date; any other is made anew.
    if ! "$python" -c 'import sys, pip; sys.exit(sys.prefix != sys.argv[1])' "$venv" 2>/dev/null || [ ! -f "$venv/.made-at" ] ||
        [ "$(cat "$venv/.made-at")" != "$root" ]; then
        if ! "$found" -m venv --clear "$venv" >&2; then
            version=$("$found" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
            say "Python cannot make an environment. Please run, then start again: sudo apt-get install -y $version-venv"
            return 2
        fi
        printf '%s' "$root" > "$venv/.made-at"
    fi
    if ! "$python" -m pip install --quiet --disable-pip-version-check -r "$lock" >&2; then
        say "The packages could not be installed. Check the network connection for this first start, then start again."
        return 2
    fi
    "$python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e "$root" >&2 || return 2
    printf '%s' "$wanted" > "$stamp"
}

set_up_tests() {
    set_up || return 2
    tests_stamp="$venv/.planningtable-tests-ready"
    tests_lock="$root/packaging/requirements-test.txt"
    wanted_tests=$(cat "$stamp" "$tests_lock" | cksum)
    if [ -f "$tests_stamp" ] && [ "$(cat "$tests_stamp")" = "$wanted_tests" ]; then
        return 0
    fi
    install_native native-packages-test.txt
    if ! "$python" -m pip install --quiet --disable-pip-version-check -r "$tests_lock" >&2; then
        say "The packages for the tests could not be installed. Check the network connection, then start again."
        return 2
    fi
    printf '%s' "$wanted_tests" > "$tests_stamp"
}
