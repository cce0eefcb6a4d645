package migrate

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
)

// outdated says that the program's library is older than a member of the request,
// "" where it is not or nobody knows: a call that names the member would not pass
// the compiler.
func (c *coder) outdated(k *compose.ProgramCall, member string) string {
	if k.Site.SDK == nil {
		return ""
	}
	e := c.p.e.Catalog.EmitFor(c.prog.Unit.Lang, k.Dialect, k.Version, k.Site.SDK.ID)
	if e == nil || e.SDK != k.Site.SDK.ID || e.Since[member] == "" {
		return ""
	}
	words := strings.Fields(e.Package)
	if len(words) == 0 {
		return ""
	}
	name := words[len(words)-1]
	if i := strings.LastIndexByte(name, '@'); i > 0 {
		name = name[:i]
	}
	has, from := c.p.installed(path.Dir(c.name), name)
	if has == "" || !older(has, e.Since[member]) {
		return ""
	}
	return fmt.Sprintf("%s %s (%s) does not know %s: update it to %s or later first", name, has, from, member, e.Since[member])
}

// installed returns the version of a package of npm that a folder's programs are
// built with, as the nearest lock file says, or the lowest that the manifest
// allows; "" where neither names the package. from is the file that says so.
func (p *planner) installed(dir, name string) (version, from string) {
	for {
		if data, err := p.read(path.Join(dir, "package-lock.json")); err == nil && data != nil {
			var l struct {
				Packages map[string]struct{ Version string } `json:"packages"`
			}
			if json.Unmarshal(data, &l) == nil && l.Packages["node_modules/"+name].Version != "" {
				return l.Packages["node_modules/"+name].Version, path.Join(dir, "package-lock.json")
			}
		}
		if data, err := p.read(path.Join(dir, "package.json")); err == nil && data != nil {
			var m struct{ Dependencies, DevDependencies, PeerDependencies map[string]string }
			if json.Unmarshal(data, &m) == nil {
				for _, list := range []map[string]string{m.Dependencies, m.DevDependencies, m.PeerDependencies} {
					if v := numbered.FindString(list[name]); v != "" {
						return v, path.Join(dir, "package.json")
					}
				}
			}
		}
		if dir == "." || dir == "/" {
			return "", ""
		}
		dir = path.Dir(dir)
	}
}

// numbered is the first version in a range: ^4.23.0, >=4.58 <5.
var numbered = regexp.MustCompile(`\d+(?:\.\d+){0,2}`)

// older reports whether a version comes before another one.
func older(a, b string) bool {
	x, y := strings.Split(numbered.FindString(a), "."), strings.Split(numbered.FindString(b), ".")
	for i := range 3 {
		var m, n int
		if i < len(x) {
			m, _ = strconv.Atoi(x[i])
		}
		if i < len(y) {
			n, _ = strconv.Atoi(y[i])
		}
		if m != n {
			return m < n
		}
	}
	return false
}
