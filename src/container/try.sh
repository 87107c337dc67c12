#!/bin/bash
# Builds the image, runs it as it should be run (no root, nothing to write to, no capabilities, 256 MiB), uses it with
# virsh through its published port, and ends it with SIGTERM while clients work: every call that it has taken is answered,
# and it ends with status 0.
#
# try.sh [IMAGE]     with an IMAGE that is there, nothing is built
# Needs docker with BuildKit, and virsh (Debian: apt-get install libvirt-clients).
# DOCKER: another client. BUILD_OPTIONS: more for "docker build", as --network host. PORT: where to publish (16509).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
docker=${DOCKER:-docker}
port=${PORT:-16509}
version=$(sed -n 's,^  <version>\(.*\)</version>$,\1,p' "$root/pom.xml")
image=${1:-jvirtd:$version}
name=jvirtd-try-$$
export DOCKER_BUILDKIT=1

if [ $# -eq 0 ]; then
  # shellcheck disable=SC2086 # these are several words
  $docker build ${BUILD_OPTIONS:-} --build-arg "VERSION=$version" -t "$image" "$root"
fi

say() { printf '\n== %s\n' "$*"; }
work=$(mktemp -d)
finish() {
  status=$?
  [ $status -eq 0 ] || $docker logs "$name" || :
  $docker rm --force "$name" > /dev/null 2>&1 || :
  rm -rf "$work"
  exit $status
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

say "Run $image"
$docker run --detach --name "$name" \
  --read-only --tmpfs /tmp --tmpfs /run/jvirtd:uid=10001,gid=10001,mode=0700 \
  --cap-drop ALL --security-opt no-new-privileges --memory 256m --cpus 2 \
  --publish "127.0.0.1:$port:16509" "$image"

uri=test+tcp://127.0.0.1:$port/default
for _ in $(seq 300); do
  virsh -c "$uri" version > /dev/null 2>&1 && break
  sleep 0.2
done
$docker logs "$name"

say "Use it"
virsh -c "$uri" list --all
cat > "$work/guest.xml" << 'XML'
<domain type='test'><name>guest</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>
XML
virsh -c "$uri" "define $work/guest.xml; start guest; dominfo guest; domstate guest; list --all"
[ "$(virsh -c "$uri" domstate guest | head -n 1)" = running ]

say "SIGTERM while eight clients work"
seq 20000 | sed 's/.*/domstate guest/' > "$work/commands"
clients=()
for client in $(seq 8); do
  virsh -c "$uri" < "$work/commands" > "$work/$client.out" 2>&1 &
  clients+=($!)
done
answers() { cat "$work"/*.out | grep -c '^running$' || :; }
for _ in $(seq 300); do
  [ "$(answers)" -gt 200 ] && break
  sleep 0.1
done
$docker kill --signal TERM "$name" > /dev/null
status=$($docker wait "$name")
kill "${clients[@]}" 2> /dev/null || : # they would go on trying to connect
wait "${clients[@]}" || :
$docker logs "$name" > "$work/log" 2>&1
tail -n 3 "$work/log"
echo "The clients had $(answers) answers; exit status $status"
[ "$status" = 0 ]
grep -q '8 clients, .* 0 were cut off' "$work/log"
say "All well"
