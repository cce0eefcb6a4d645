package catalog

import (
	"slices"
	"testing"
	"time"
)

// Words of prompt files lead to vendors and dialects that there are, and say
// where they were read.
func TestWordsOfPromptFilesNameVendorsThatThereAre(t *testing.T) {
	c := Default()
	known := func(id string) bool {
		return slices.ContainsFunc(c.Vendors(), func(v Vendor) bool { return v.ID == id })
	}
	for _, p := range PromptFiles() {
		if _, err := time.Parse(time.DateOnly, p.AsOf); err != nil || p.Source == "" || p.Format == "" {
			t.Errorf("%s: source %q, as_of %q", p.Format, p.Source, p.AsOf)
		}
		for word, id := range p.Providers {
			if !known(id) {
				t.Errorf("%s: %s names no vendor: %s", p.Format, word, id)
			}
		}
		for _, words := range []map[string]string{p.Written, p.Names} {
			for id := range words {
				if !known(id) {
					t.Errorf("%s: no vendor %s", p.Format, id)
				}
			}
		}
		for _, id := range p.OwnOptions {
			if !known(id) {
				t.Errorf("%s: no vendor %s", p.Format, id)
			}
		}
		for _, calls := range p.Calls {
			for call, id := range calls {
				if _, ok := c.Dialect(id); !ok {
					t.Errorf("%s: %s is no dialect: %s", p.Format, call, id)
				}
			}
		}
	}
}
