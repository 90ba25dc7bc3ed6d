#!/usr/bin/env bash
# Has one image denoised and labelled through Kafka, with kcat, and prints its label as JSON:
#   ./denoise.sh 127.0.0.1:9092 digit.png
# The clean picture is inside a protobuf message, which ./limpid consume and the other examples take apart.
set -euo pipefail
if [ $# -ne 2 ]; then
  echo "expected: denoise.sh HOST:PORT NOISY.png" >&2
  exit 2
fi
bootstrap="$1" noisy="$2"
id="$(cat /proc/sys/kernel/random/uuid)"

kcat -P -b "$bootstrap" -t images.noisy -k "$id" -H content-type=image/png -H ce_specversion=1.0 -H "ce_id=$id" \
  -H ce_source=/limpid/examples/shell -H ce_type=io.limpid.image.noisy "$noisy"

ours() { # topic, format: of its latest thousand committed records the one with our key; nothing where there is none
  kcat -C -q -e -b "$bootstrap" -t "$1" -X isolation.level=read_committed -o -1000 -f "%k $2\n" \
    | sed -n "s/^$id //p" | sed -n 1p
}
for _ in $(seq 60); do
  label="$(ours images.labels %s)"
  if [ -n "$label" ]; then
    echo "$label"
    exit 0
  fi
  for dead in images.noisy.dead images.denoised.dead; do
    refused="$(ours "$dead" %h)"
    if [ -n "$refused" ]; then
      echo "refused: $refused" >&2
      exit 1
    fi
  done
  sleep 1
done
echo "no answer within a minute; do the services run?" >&2
exit 1
