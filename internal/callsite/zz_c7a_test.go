package callsite_test

import (
	"os"
	"testing"
)

func TestZZ(t *testing.T) {
	p := os.Getenv("ZZ")
	if p == "" {
		t.Skip()
	}
	data, _ := os.ReadFile(p)
	u, f := read(t, env(), p, string(data))
	t.Log("\n" + dump(u, f))
}
