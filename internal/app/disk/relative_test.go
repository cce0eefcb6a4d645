package disk

import "testing"

func TestRelative(t *testing.T) {
	for _, c := range []struct{ from, name, want string }{
		{"/a/b", "/a/b", "."},
		{"/a/b", "/a/b/c/d", "c/d"},
		{"/a/b", "/a/bc", "../bc"},
		{"/a/b", "/a", ".."},
		{"/a/b", "/x/y", "../../x/y"},
		{"/", "/x", "x"},
	} {
		if got := Relative(c.from, c.name); got != c.want {
			t.Errorf("Relative(%q, %q) = %q, expected %q", c.from, c.name, got, c.want)
		}
	}
}
