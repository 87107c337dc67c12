#!/bin/sh
# Trains the ahead-of-time cache of the JVM: starts the daemon that lies in a folder, lets clients work with it, and ends
# it with SIGTERM, upon which the JVM writes down which classes it had and what it knows of their methods.
#
# train.sh FOLDER TRAINING CACHE
#   FOLDER    an extracted daemon: jvirtd.jar, lib/, jvm.options
#   TRAINING  the folder of the compiled classes of src/container/java
#   CACHE     the file that is made
# JAVA_HOME: whose java; it has to be the one that runs the daemon afterwards. Without it, the one on the PATH.
set -eu
folder=$1
training=$2
cache=$3
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
rounds=${TRAINING_ROUNDS:-100}
unset JDK_JAVA_OPTIONS JAVA_TOOL_OPTIONS

work=$(mktemp -d)
daemon=
# Whatever goes wrong: no daemon stays behind, and what it said is shown.
finish() {
  status=$?
  [ -z "$daemon" ] || kill -KILL "$daemon" 2> /dev/null || :
  [ $status -eq 0 ] || cat "$work/log" >&2 || :
  rm -rf "$work"
  exit $status
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

"$java" "@$folder/jvm.options" "-XX:AOTCacheOutput=$cache" -jar "$folder/jvirtd.jar" \
  --jvirtd.listen.tcp.address=127.0.0.1 --jvirtd.listen.tcp.port=0 "--jvirtd.listen.unix.directory=$work/sockets" \
  --server.address=127.0.0.1 --server.port=0 > "$work/log" 2>&1 &
daemon=$!

# said PATTERN: the number in the line of the daemon's first screen
said() { sed -n "s,.*$1\\([0-9][0-9]*\\)/.*,\\1,p" "$work/log"; }
until [ -n "$(said 'curl http://127.0.0.1:')" ]; do
  kill -0 "$daemon"
  sleep 0.1
done

"$java" -XX:TieredStopAtLevel=1 -cp "$training:$folder/jvirtd.jar:$folder/lib/*" org.jvirtd.training.Training \
  "$(said 'test+tcp://127.0.0.1:')" "$(said 'curl http://127.0.0.1:')" "$work/sockets/libvirt-sock" "$rounds"

kill -TERM "$daemon"
wait "$daemon"
daemon=
test -s "$cache"
