#!/usr/bin/env bash
# Takes the pictures that the README shows, from the built service with the demonstration towns. Needs chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --product mizan
port=8471
"$(swift build --show-bin-path)/mizan" serve --port "$port" --ledger "$(mktemp -d)/ledger.sqlite" 2>/dev/null &
service=$!
trap 'kill "$service"' EXIT
until curl -sf "http://127.0.0.1:$port/readyz" >/dev/null; do sleep 0.2; done
picture() {
  chromium --headless=new --no-sandbox --hide-scrollbars --virtual-time-budget=4000 \
    --window-size="$2" --screenshot="docs/$1.png" "http://127.0.0.1:$port$3" >/dev/null 2>&1
}
build="work=new+building&i.storeys=2&i.footprint+area=200&i.floor+area=360&i.units=2&done=1&on=2025-06-01"
picture place-en 1280,900 "/en/parcel/hebrew/6941/23"
picture result-fa 1280,1100 "/fa/result/persian/3/1001?$build"
picture result-fa-phone 390,1100 "/fa/result/persian/3/1001?$build"
