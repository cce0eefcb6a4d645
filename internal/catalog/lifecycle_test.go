package catalog_test

import (
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
)

func TestAModelIsJudgedByTheDay(t *testing.T) {
	for _, x := range []struct {
		m    catalog.Model
		day  string
		want string
	}{
		{catalog.Model{}, "2026-11-22", "unknown"},
		{catalog.Model{Status: "active"}, "2026-11-22", "active"},
		{catalog.Model{Status: "active", NotBefore: "2027-05-07"}, "2026-11-22", "active"},
		{catalog.Model{Status: "active", NotBefore: "2027-05-07", Replace: "next"}, "2026-11-22", "deprecated"},
		{catalog.Model{Status: "deprecated", Retires: "2026-11-30"}, "2026-11-22", "deprecated"},
		{catalog.Model{Status: "deprecated", Retires: "2026-11-30"}, "2026-11-30", "retired"},
		{catalog.Model{Status: "deprecated", Retires: "2026-11-30", Announced: "2026-06-01"}, "2026-05-01", "active"},
	} {
		if got, _ := x.m.On(x.day); got != x.want {
			t.Errorf("%+v on %s: %s, want %s", x.m, x.day, got, x.want)
		}
	}
}
