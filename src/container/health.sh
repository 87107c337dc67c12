#!/bin/bash
# Whether the daemon lives: for HEALTHCHECK. It asks what a liveness probe asks, without starting a JVM.
# SERVER_PORT: where HTTP is, if not on 8080.
exec 3<> "/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}" || exit 1
printf 'GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 2 _ status _ <&3
if [ "$status" != 200 ]; then
  echo "liveness: ${status:-no answer}"
  exit 1
fi
