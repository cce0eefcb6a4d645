package translate

import (
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// sides is a choice on one condition; a nil arm gives nothing.
func sides(cond string, yes, no *value.Node) *value.Node {
	return &value.Node{Kind: value.Choice, Choice: &expr.Block[*value.Node]{Arms: []expr.Arm[*value.Node]{
		{Tag: expr.Tag{Kind: expr.TagIf, Src: cond}, Body: yes},
		{Tag: expr.Tag{Kind: expr.TagElse}, Body: no},
	}}}
}

func TestTwoSpellingsOfAnOptionAreOneWhereTheProgramSendsEither(t *testing.T) {
	out := &value.Node{Kind: value.Object}
	SetPath(out, "config.limit", sides("long", value.NewNumber("4000"), nil))
	second := sides("long", nil, value.NewNumber("50"))
	have := alternative(out, "config.limit", second)
	if have == nil {
		t.Fatal("the two sides of a decision are not seen as one option")
	}
	v := together(have, second)
	withdraw(out, "config.limit")
	SetPath(out, "config.limit", v)
	at := out.Get("config")
	if len(at.Entries) != 1 {
		t.Fatalf("%d members, want one", len(at.Entries))
	}
	arms := at.Get("limit").Choice.Arms
	if arms[0].Body.Str != "4000" || arms[1].Body.Str != "50" {
		t.Errorf("got %v and %v", arms[0].Body, arms[1].Body)
	}
}

func TestSpellingsThatAreBothSentAreNoAlternatives(t *testing.T) {
	four, fifty := value.NewNumber("4000"), value.NewNumber("50")
	for name, second := range map[string]*value.Node{
		"no choice":         fifty,
		"another condition": sides("short", nil, fifty),
		"the same arm":      sides("long", fifty, nil),
	} {
		out := &value.Node{Kind: value.Object}
		SetPath(out, "limit", sides("long", four, nil))
		if alternative(out, "limit", second) != nil {
			t.Errorf("%s: taken for the other side", name)
		}
	}
}
