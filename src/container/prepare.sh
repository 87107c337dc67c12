#!/bin/sh
# Makes a folder from which the daemon starts as fast as in the container: the jar extracted, and a trained cache beside
# it. src/container/run.sh starts it.
#
# prepare.sh [JAR [FOLDER]]     by default the jar in target, and the folder target/container
# JAVA_HOME: a JDK 25. The cache is good for that one alone, and for this place of the folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
jar=${1:-$(ls "$root"/target/jvirtd-*.jar)}
folder=${2:-$root/target/container}
bin=${JAVA_HOME:+$JAVA_HOME/bin/}

rm -rf "$folder"
"${bin}java" -Djarmode=tools -jar "$jar" extract --destination "$folder" --application-filename jvirtd.jar
folder=$(cd "$folder" && pwd)
cp "$here/jvm.options" "$folder"

training=$(mktemp -d)
trap 'rm -rf "$training"' EXIT
trap 'exit 1' HUP INT TERM
"${bin}javac" -proc:none -d "$training" -cp "$folder/jvirtd.jar:$folder/lib/*" "$here"/java/org/jvirtd/training/*.java
"$here/train.sh" "$folder" "$training" "$folder/jvirtd.aot"
echo "$folder is ready; start it with: src/container/run.sh $folder"
