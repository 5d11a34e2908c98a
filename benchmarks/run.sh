#!/bin/sh
# Builds the benchmarks where needed and runs one of them:
#
#   benchmarks/run.sh compare|throughput|backlog|kill|stop|catalogue [options]     (--help lists them)
#
# It measures the distribution in target/ticketscloud-bridge: build that first.

set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
built=$here/target/built

if [ ! -e "$built" ] || [ -n "$(find "$here/src" "$here/pom.xml" -newer "$built" -print -quit)" ]; then
  (cd "$here" && mvn -q -B ${MAVEN_OPTIONS:-} package)
  touch "$built"
fi

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" \
  -XX:+UseSerialGC -Xmx512m \
  -Dbenchmarks.bridge="$here/../target/ticketscloud-bridge" \
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  -Dbenchmarks.out="$here/target/compare" \
  -cp "$here/target/classes:$here/target/lib/*" \
  io.tcbridge.benchmarks.Main "$@"
