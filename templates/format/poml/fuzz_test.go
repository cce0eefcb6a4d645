package poml

import (
	"testing"

	"github.com/promptglot/promptglot/templates/internal/formattest"
)

var seeds = []string{
	"<poml><p a=\"{{ x > 1 }}\" if='y'>a &amp; {{ b }}</p><!-- c --><![CDATA[ <d> ]]></poml>",
	"<item for=\"a in b\"><p speaker=\"human\">x</p></item><human-msg>y</human-msg>",
	"<runtime model=\"m\" max-tokens=\"3\" stop='[\"a\"]'/><tool name=\"t\">{\"a\": 1}</tool><output-schema>{{ s }}</output-schema>",
	"<a <b></a></c><p x=1 y x=\"2\">{{ <never", "a < b\x00\xff\u2028 <",
}

func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, Format{}, nil, seeds, []string{"x.poml"}, func(t *testing.T, s string) { formattest.Lossless(t, s, tokens) })
}
