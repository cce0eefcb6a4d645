package request_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
)

func TestARequestComesBackFromItsCall(t *testing.T) {
	q := request.Request{URL: value.NewString("https://h/v1"), Body: value.NewObject("model", value.NewString("m"))}
	c := &lang.Call{Callee: lang.Chain{Steps: []lang.Step{{Name: "curl"}}}, Named: q.Named()}
	got, ok := request.Of(c)
	if !ok || got.URL != q.URL || got.Body != q.Body || got.Method != nil || got.Headers != nil {
		t.Errorf("got %+v, %v", got, ok)
	}
	if _, ok := request.Of(&lang.Call{Callee: c.Callee}); ok {
		t.Error("a call without an address is no request")
	}
}

func TestHeadersHaveLowerCaseNamesAndTheirHoles(t *testing.T) {
	v := source.FromString("x", "X-API-Key:  $KEY ").Whole()
	var q request.Request
	q.Header(value.NewText(nil), nil) // no view: left out
	q.Header(&value.Node{Kind: value.String, View: v}, []expr.Tag{{Kind: expr.TagHole, Expr: expr.Var("KEY"), Start: 12, End: 16}})
	if n := q.Headers.Get("x-api-key"); len(q.Headers.Entries) != 1 || n == nil || n.Kind != value.Hole {
		t.Errorf("got %+v", q.Headers)
	}
}

func TestOnlyObjectsAndListsAreJSON(t *testing.T) {
	for text, want := range map[string]bool{`{"a": 1}`: true, ` [1]`: true, `{}`: false, "a=1": false, "": false, "{a.b}": false} {
		if got := request.JSON(source.FromString("x", text).Whole(), nil) != nil; got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
