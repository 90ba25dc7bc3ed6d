#!/usr/bin/env sh
# Makes the Python classes of Limpid's messages in generated/, by the protoc at hand. It must fit the protobuf library that is
# installed: Debian's protobuf-compiler fits python3-protobuf, and "pip install grpcio-tools" brings one that fits pip's.
set -eu
cd "$(dirname "$0")"
out="${1:-generated}"
proto=../../contracts/src/main/proto
mkdir -p "$out"
if command -v protoc > /dev/null; then
  protoc -I "$proto" --python_out="$out" "$proto"/limpid/v1/*.proto
elif "${PYTHON:-python3}" -c 'import grpc_tools' 2> /dev/null; then
  "${PYTHON:-python3}" -m grpc_tools.protoc -I "$proto" --python_out="$out" "$proto"/limpid/v1/*.proto
else
  echo "no protoc here: install protobuf-compiler, or pip install grpcio-tools" >&2
  exit 1
fi
