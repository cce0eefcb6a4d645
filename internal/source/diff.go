package source

import (
	"github.com/aymanbagabas/go-udiff"
)

// Unified returns the unified diff that turns a into b, with three lines of
// context and the two names in its header; "" where they are equal.
func Unified(oldName, newName string, a, b []byte) string {
	return udiff.Unified(oldName, newName, string(a), string(b))
}
