package lang

import "testing"

func TestATypeThatIsDeclaredTwiceIsNone(t *testing.T) {
	u := &Unit{Types: []Type{{Name: "A", Fields: []Field{{Name: "X", Wire: "x"}}}, {Name: "B"}, {Name: "B"}}}
	if got := u.TypeOf("A").Field("X"); got == nil || got.Wire != "x" {
		t.Errorf("the member X of A is %v", got)
	}
	if u.TypeOf("B") != nil || u.TypeOf("C") != nil || u.TypeOf("") != nil {
		t.Error("a type that is declared twice, or nowhere, was found")
	}
	if u.TypeOf("C").Field("X") != nil {
		t.Error("no type has a member")
	}
}

func TestATagWithoutANameKeepsTheMembersOwn(t *testing.T) {
	for tag, want := range map[string]string{"max_tokens": "max_tokens", "max_tokens,omitempty": "max_tokens", ",omitempty": "Own", "": "Own"} {
		if got := WireName(tag, "Own"); got != want {
			t.Errorf("%q names %q, want %q", tag, got, want)
		}
	}
}
