#!/bin/sh
if [ "$client" = gemini ]; then
    export PATCH='{".*":{"body":{"tools":[{"google_search":{}}]}}}'
else
    export PATCH='{".*":{"body":{"web":{"enable":true}}}}'
fi
