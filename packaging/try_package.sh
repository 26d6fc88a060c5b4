#!/usr/bin/env bash
# Installs a package into an empty Debian 12, starts what it brings, removes it, and looks for leftovers. As root; needs debootstrap.
set -euo pipefail
deb=$(realpath "${1:?usage: try_package.sh FILE.deb}")
root=$(mktemp -d)
trap 'umount "$root/proc" 2> /dev/null || true; rm -rf "$root" "$root.log"' EXIT
debootstrap --variant=minbase bookworm "$root" > "$root.log" || { tail "$root.log"; exit 1; }
cp "$deb" "$root/twinflow.deb"
mount -t proc proc "$root/proc"
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 "$@"; }
inside apt-get install -y -q --no-install-recommends /twinflow.deb > "$root/install.log" 2>&1 || { tail "$root/install.log"; exit 1; }
inside twinflow run --help > /dev/null
inside twinflow new /tmp/p --sample first-steps
inside twinflow run /tmp/p --quiet > /dev/null
inside twinflow-studio --version
# It must still be there after a moment: a window that could not be made ends at once.
status=0
inside timeout 5 twinflow-studio /tmp/p || status=$?
[ "$status" = 124 ] || { echo "twinflow-studio ended with $status" >&2; exit 1; }
inside apt-get purge -y -q twinflow > /dev/null
leftovers=$(inside sh -c 'ls /usr/bin/twinflow* /usr/share/applications/org.twinflow* 2> /dev/null' || true)
[ -z "$leftovers" ] || { echo "left behind: $leftovers" >&2; exit 1; }
echo "installed, started and removed: $(basename "$deb")"
