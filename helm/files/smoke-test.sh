#!/bin/bash
# Asks a daemon over HTTP whether it is well, and over RPC which logins it wants: the first call that every client makes.
# HTTP, RPC, TLS: HOST:PORT of each; RPC and TLS may be empty. PATIENCE: seconds that one answer may take, 10 by default.
set -euo pipefail

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# connect HOST:PORT: opens descriptor 3.
connect() {
  exec 3<> "/dev/tcp/${1%:*}/${1##*:}" || fail "nobody listens on $1"
}

# health GROUP: succeeds when the group is up.
health() {
  connect "$HTTP"
  printf 'GET /actuator/health/%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$1" "$HTTP" >&3
  local status=
  read -r -t "${PATIENCE:-10}" _ status _ <&3 || fail "no answer from $HTTP"
  exec 3>&-
  [ "$status" = 200 ] || fail "$1 of $HTTP: HTTP status $status"
  echo "$HTTP: $1 is up"
}

# bytes NUMBER: so many bytes of descriptor 3, as hexadecimal digits.
bytes() {
  timeout "${PATIENCE:-10}" head -c "$1" <&3 | od -An -v -tx1 | tr -d ' \n'
}

# A call is a length and six words: program, version, procedure, type, serial, status. REMOTE is 0x20008086, its AUTH_LIST 66.
logins() {
  connect "$RPC"
  printf '\0\0\0\x1c\x20\x00\x80\x86\0\0\0\x01\0\0\0\x42\0\0\0\0\0\0\0\x01\0\0\0\0' >&3
  local length reply
  length=$(bytes 4) || fail "no reply from $RPC"
  # Few bytes, so that what is no RPC at all is not waited for.
  [[ $length == 000000* ]] || fail "$RPC answers ${length:-nothing}"
  reply=$(bytes $((16#$length - 4))) || fail "no whole reply from $RPC"
  exec 3>&-
  # A reply is of type 1, repeats the rest, and has the status 0.
  [[ $reply == 200080860000000100000042000000010000000100000000* ]] || fail "$RPC answers $reply"
  echo "$RPC: answers calls"
}

health liveness
health readiness
if [ -n "${RPC:-}" ]; then
  logins
fi
if [ -n "${TLS:-}" ]; then
  connect "$TLS"
  exec 3>&-
  echo "$TLS: accepts connections"
fi
