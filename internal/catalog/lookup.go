package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Lookup returns what is known of a model at a host. It never fails: a model
// that no table has gets the rules of its family, and Known says so.
//
// Facts of the host win. Limits, inputs and capabilities that the host's table
// lacks are taken from the model's maker; prices and dates of retirement never
// are, for hosts have their own.
func (c *Catalog) Lookup(host, model string) Model {
	return c.looked.get(asked{host, model}, c.lookup)
}

func (c *Catalog) lookup(a asked) Model {
	host, model := a.host, a.model
	t := c.models()
	m := Model{ID: model, Host: host, Status: "unknown", Gates: map[string]Gate{}}
	names := spellings(model)
	plain := ""
	if len(names) > 0 {
		plain = names[len(names)-1].id
	}
	maker := c.hostOf(plain, strings.ToLower(model))
	for _, at := range []string{host, maker} {
		if at == "" || at == host && m.Known {
			continue
		}
		c.fill(t, &m, at, names)
	}
	c.applyFamilies(&m, cmp.Or(plain, model))
	c.applyOverrides(&m, names)
	return m
}

// Serves reports whether the host's own table has a model, under whatever
// spelling; what is only known of its maker does not count.
func (c *Catalog) Serves(host, model string) bool {
	t := c.models()
	for _, n := range spellings(model) {
		if _, ok := t.find(host, n.id); ok {
			return true
		}
	}
	return false
}

// fill takes from a host's lines what m does not have yet.
func (c *Catalog) fill(t *modelTable, m *Model, host string, names []spelling) {
	own := host == m.Host
	found, same := false, false
	for _, n := range names {
		cols, ok := t.find(host, n.id)
		if !ok && n == names[len(names)-1] && !found {
			cols, ok = t.snapshot(host, n.id)
		}
		if !ok || bare(cols) {
			continue
		}
		if !m.Known {
			m.Known = true
			m.Base = writtenID(cols)
			m.Ref = t.mainRef(cols)
		}
		m.Name = cmp.Or(m.Name, cols[colName])
		t.limits(m, cols[colLimits])
		t.inputs(m, cols[colInputs])
		t.gates(m, cols[colGates])
		if own && (n.same || !same) {
			t.prices(m, cols[colPrices])
			if m.StatusRef == (Ref{}) {
				t.life(m, cols[colLife])
			}
		}
		found, same = true, same || n.same
	}
}

// bare reports a line that only says that the model exists: a vendor's SDK
// names it and no table knows anything of it yet.
func bare(cols []string) bool {
	return strings.Join(cols[colInputs:], "") == ""
}

// snapshot finds the newest dated snapshot of an id that the table has under
// its dates only.
func (t *modelTable) snapshot(host, id string) (cols []string, ok bool) {
	t.scan(host, id+"-20", func(line []string) bool {
		if rest := strings.TrimPrefix(line[colID], strings.ToLower(id)); idDecorations().date.FindString(rest) == rest {
			cols, ok = line, true
		}
		return true
	})
	return cols, ok
}

// mainRef is the first source that a line names.
func (t *modelTable) mainRef(cols []string) Ref {
	for _, col := range []string{cols[colLimits], cols[colPrices], cols[colLife], cols[colInputs]} {
		if col != "" {
			return t.ref(col[0])
		}
	}
	if i := strings.IndexAny(cols[colGates], "+-?"); i >= 0 {
		return t.ref(cols[colGates][i+1])
	}
	return Ref{}
}

// Gate returns whether the model has a capability; the zero Gate, Unknown,
// where no source says.
func (m Model) Gate(name string) Gate { return m.Gates[name] }

// Models returns the models that the tables list for a host, in the order of
// their ids, with family rules and overrides applied.
func (c *Catalog) Models(host string) []Model {
	t := c.models()
	var ids []string
	t.scan(host, "", func(cols []string) bool {
		ids = append(ids, writtenID(cols))
		return true
	})
	ids = append(ids, c.overriddenIDs(host)...)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	out := make([]Model, len(ids))
	for i, id := range ids {
		out[i] = c.Lookup(host, id)
	}
	return out
}

// Hosts returns the hosts that the model table knows, sorted.
func (c *Catalog) Hosts() []string {
	t := c.models()
	var out []string
	for at := 0; at < len(t.body); {
		host, _, _ := strings.Cut(t.body[at:], "\t")
		out = append(out, host)
		at = t.seek(host + "\n") // a tab sorts before a newline
	}
	return out
}
