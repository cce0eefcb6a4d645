#!/bin/sh
[ -z "${OPENAI_API_KEY}" ] && exit 1
: "${GROQ_API_KEY:?not set}"
export ANTHROPIC_API_KEY
[ "$name" = "$OTHER_KEY" ] || exit 2
