#!/bin/sh
# Starts the daemon that prepare.sh has prepared: the line that the image starts it with.
#
# run.sh FOLDER [ARGUMENT]...     as --jvirtd.listen.tcp.port=16510
# JAVA_HOME: the JDK that it was prepared with. JDK_JAVA_OPTIONS: more options for the JVM.
set -eu
folder=$(cd "${1:?run.sh FOLDER [ARGUMENT]...}" && pwd)
shift
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "@$folder/jvm.options" "-XX:AOTCache=$folder/jvirtd.aot" \
  -jar "$folder/jvirtd.jar" "$@"
