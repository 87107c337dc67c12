#!/bin/bash
# For a Debian machine without an image registry, as root: starts a Docker daemon of its own, and makes stand-ins for the
# bases that the Dockerfile names, out of Debian's packages and the JDK of this machine.
#
# without-registry.sh start FOLDER     FOLDER keeps all of it; then: export DOCKER_HOST=unix://FOLDER/docker.sock
# without-registry.sh stop FOLDER      ends the daemon; the folder stays
# JAVA_HOME: a JDK 25, which becomes the stand-ins' own.
# MAVEN: an installed Maven for the build, where ./mvnw cannot load one; by default /usr/share/maven
set -euo pipefail
action=${1:?start or stop}
folder=$(mkdir -p "${2:?a folder}" && cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
export DOCKER_HOST=unix://$folder/docker.sock
docker=/usr/bin/docker # the packaged client: others may lack what BuildKit needs

if [ "$action" = stop ]; then
  [ ! -e "$folder/pid" ] || kill "$(cat "$folder/pid")"
  exit
fi

missing=()
for program in dockerd:docker.io debootstrap:debootstrap; do
  command -v "${program%:*}" > /dev/null || missing+=("${program#*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
fi

if ! $docker info > /dev/null 2>&1; then
  # No rules of a firewall: ports are published on the loopback by a proxy, and builds use the host's network.
  nohup dockerd --host "$DOCKER_HOST" --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/pid" \
    --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false > "$folder/log" 2>&1 &
  for _ in $(seq 100); do
    $docker info > /dev/null 2>&1 && break
    sleep 0.2
  done
  $docker info > /dev/null
fi

# base ARG: the name that the Dockerfile gives it
base() { sed -n "s/^ARG $1=//p" "$here/../../Dockerfile"; }
build=$(base BUILD_IMAGE)
runtime=$(base RUNTIME_IMAGE)
if $docker image inspect "$build" "$runtime" > /dev/null 2>&1; then
  exit
fi

root=$folder/root
rm -rf "$root"
debootstrap --variant=minbase --include=ca-certificates,curl bookworm "$root" http://deb.debian.org/debian > "$folder/debootstrap.log"
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
# Certificates of this machine: its network may have some of its own.
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
mkdir -p "$root/opt/java"
cp -rL "$JAVA_HOME" "$root/opt/java/openjdk"
import() { # import NAME
  tar -C "$root" -c . | $docker import \
    --change 'ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8' \
    --change 'CMD ["bash"]' - "$1"
}
import "$runtime"
# The same JDK, as a cache is good for the JVM that has made it.
maven=${MAVEN:-/usr/share/maven}
if [ -d "$maven" ]; then
  mkdir -p "$root/opt/maven"
  cp -rL "$maven/." "$root/opt/maven/"
  ln -s /opt/maven/bin/mvn "$root/usr/local/bin/mvn"
fi
import "$build"
rm -rf "$root"
