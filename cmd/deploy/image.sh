#!/bin/sh
# Holds the image against what README.md says of it, on the fixtures: size, user, a read-only root, no network,
# limits of memory, CPUs and processes, SIGTERM and going on afterwards.
#   image.sh ENGINE IMAGE
# ENGINE is docker or podman.
set -eu
engine=$1 image=$2
fixtures=$(cd "$(dirname "$0")/../../fixtures" && pwd)
limit=250000000 # bytes of the image, all layers unpacked

work=$(mktemp -d)
name=paknevis-check-$$
clear() {
	"$engine" rm -f "$name" >/dev/null 2>&1 || :
	# What the container wrote belongs to its user.
	rm -rf "$work" 2>/dev/null || "$engine" run --rm --user 0 --entrypoint rm -v "$work:/work" "$image" -rf /work/whole /work/parked
	rm -rf "$work"
}
trap clear EXIT

fail() {
	echo "image: $*" >&2
	exit 1
}

# run FLAG... : the image as README.md and compose.yaml run it. What follows goes to the engine.
run() {
	"$engine" run --read-only --tmpfs /tmp --network none --cap-drop ALL --security-opt no-new-privileges \
		--memory 2g --cpus 2 --pids-limit 256 -v "$fixtures:/in:ro" "$@"
}

# code COMMAND... : its exit code.
code() {
	rc=0
	"$@" >"$work/log" 2>&1 || rc=$?
	echo "$rc"
}

size=$("$engine" image inspect --format '{{.Size}}' "$image")
[ "$size" -le "$limit" ] || fail "$size bytes, more than $limit"
echo "size: $((size / 1000000)) MB"

user=$("$engine" image inspect --format '{{.Config.User}}' "$image")
case $user in '' | 0 | 0:* | root*) fail "runs as user '$user'" ;; esac
echo "user: $user"

rc=$(code run --rm "$image" doctor)
[ "$rc" = 0 ] || { cat "$work/log" >&2; fail "doctor ended with $rc"; }
grep 'self test' "$work/log"

# A folder that the user may not write to: one clear error.
mkdir -m 755 "$work/closed"
rc=$(code run --rm --user 12345 -v "$work/closed:/out" "$image" convert -o /out /in)
[ "$rc" = 5 ] || { cat "$work/log" >&2; fail "convert into a closed folder ended with $rc, not 5"; }
grep -q '^hint: let user 12345 write there' "$work/log" || { cat "$work/log" >&2; fail "no help for a closed folder"; }
echo "closed folder: $(head -n 1 "$work/log")"

# 4: some of fixtures/odd have no result, for reasons that the report names.
mkdir -m 777 "$work/whole" "$work/parked"
start=$(date +%s)
rc=$(code run --rm -v "$work/whole:/out" "$image" convert --html=false -o /out /in)
[ "$rc" = 4 ] || { cat "$work/log" >&2; fail "convert ended with $rc, not 4"; }
echo "whole run: $(grep ' files, ' "$work/log"), $(($(date +%s) - start)) s with the container's start"

run -d --name "$name" -v "$work/parked:/out" "$image" convert --html=false -o /out /in >/dev/null
until [ -n "$(find "$work/parked" -name '*.txt' 2>/dev/null | head -n 1)" ]; do sleep 0.2; done
start=$(date +%s)
"$engine" stop -t 15 "$name" >/dev/null
took=$(($(date +%s) - start))
rc=$("$engine" inspect --format '{{.State.ExitCode}}' "$name")
[ "$rc" = 143 ] || fail "told to end, the container ended with $rc, not 143"
[ "$took" -le 5 ] || fail "told to end, the container took $took s"
echo "told to end: exit code 143 in $took s, $(find "$work/parked" -name '*.txt' | wc -l) texts so far"

rc=$(code run --rm -v "$work/parked:/out" "$image" convert --html=false -o /out /in)
[ "$rc" = 4 ] || { cat "$work/log" >&2; fail "the run that went on ended with $rc, not 4"; }
diff -rq -x .paknevis "$work/whole" "$work/parked" >&2 || fail "the run that went on has other results"
echo "gone on: the same bytes, $(find "$work/parked" -name '*.txt' | wc -l) texts"
