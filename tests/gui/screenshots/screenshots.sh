#!/usr/bin/env bash
# Pictures of the real program on a display of its own: screenshots.sh STUDIO FOLDER. Needs xvfb, xdotool, imagemagick.
# Start page, each sample at rest and running, an outage, problems; light and dark, 100 % and 200 %.
set -euo pipefail
studio=$(realpath "${1:?usage: screenshots.sh STUDIO FOLDER}")
out=$(mkdir -p "${2:?usage: screenshots.sh STUDIO FOLDER}" && realpath "$2")
samples=$(realpath "$(dirname "$0")/../../../resources/samples")
home=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2> /dev/null || true; rm -rf "$home"' EXIT
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_CACHE_HOME=$home/cache XDG_RUNTIME_DIR=$home/run
mkdir -m 700 -p "$XDG_RUNTIME_DIR" "$XDG_CONFIG_HOME/Twinflow"

display() { # SCALE
  export DISPLAY=:$((80 + $1)) QT_SCALE_FACTOR=$1
  Xvfb "$DISPLAY" -screen 0 $((1440 * $1))x$((900 * $1))x24 > /dev/null 2>&1 &
  pids+=($!)
  until xdotool getmouselocation > /dev/null 2>&1; do sleep 0.1; done
}
open() { # ARGS…
  "$studio" "$@" > /dev/null 2>&1 &
  program=$!
  pids+=("$program")
  until window=$(xdotool search --onlyvisible --name Twinflow | head -n 1) && [ -n "$window" ]; do sleep 0.1; done
  sleep 1.5
  xdotool windowfocus "$window"
}
close() { kill "$program"; wait "$program" 2> /dev/null || true; }
shot() { import -window root "$out/$1.png"; echo "$out/$1.png"; }
for scale in 1 2; do
  display "$scale"
  for theme in 1 2; do
    name=$([ "$theme" = 1 ] && echo light || echo dark)-$((scale * 100))
    printf '[General]\ntheme=%s\n' "$theme" > "$XDG_CONFIG_HOME/Twinflow/twinflow-studio.conf"
    open --start-page
    shot "$name-start"
    close
    for sample in first-steps energy-grid smart-building; do
      copy=$home/$name/$sample
      mkdir -p "$home/$name" && cp -r "$samples/$sample" "$copy"
      open "$copy"
      shot "$name-$sample"
      xdotool key F5; sleep 1; xdotool key Return; sleep 5 # trust, then run
      shot "$name-$sample-running"
      close
    done
  done
done
