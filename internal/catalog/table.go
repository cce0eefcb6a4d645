package catalog

import (
	"strconv"
	"strings"
	"sync"
)

// The model table is text: a line per model and host, sorted by its key, read
// by binary search so that asking for one model parses one line.
//
//	#as_of TAB day
//	#source TAB letter TAB name TAB url TAB as_of TAB licence TAB holder
//	host TAB id (lower case) TAB id as written, if other TAB name TAB inputs TAB limits TAB prices TAB life TAB gates
//
// Each group starts with its source's letter:
//
//	inputs  letters of text, image, audio, video, pdf
//	limits  context,input,output in tokens
//	prices  tier and threshold,input,output,cache read,cache write; … in dollars per million tokens
//	life    status,announced,retires,replacement,not before
//	gates   name, then +, - or ? (two sources disagree: who says yes, who says no), letter, values; …
type modelTable struct {
	asOf    string
	sources map[byte]Source
	body    string // the lines without the header
	hosts   func() listing
}

// A Source is a public table that model facts were imported from.
type Source struct {
	Name, URL, AsOf, Licence, Holder string
}

func loadModels() *modelTable { return newModelTable(modelsText) }

func newModelTable(text string) *modelTable {
	t := &modelTable{sources: map[byte]Source{}}
	for strings.HasPrefix(text, "#") {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		switch f := strings.Split(line, "\t"); {
		case f[0] == "#as_of" && len(f) == 2:
			t.asOf = f[1]
		case f[0] == "#source" && len(f) == 7 && len(f[1]) == 1:
			t.sources[f[1][0]] = Source{f[2], f[3], f[4], f[5], f[6]}
		}
	}
	t.body = text
	t.hosts = sync.OnceValue(func() listing { return newListing(text) })
	return t
}

func (t *modelTable) ref(letter byte) Ref {
	s := t.sources[letter]
	return Ref{Source: s.URL, AsOf: s.AsOf}
}

// find returns the columns of a line after the key.
func (t *modelTable) find(host, id string) ([]string, bool) {
	key := host + "\t" + strings.ToLower(id) + "\t"
	at := t.seek(key)
	if !strings.HasPrefix(t.body[at:], key) {
		return nil, false
	}
	line, _, _ := strings.Cut(t.body[at:], "\n")
	return strings.Split(line, "\t")[1:], true
}

// seek returns the offset of the first line that does not sort before key.
func (t *modelTable) seek(key string) int {
	lo, hi := 0, len(t.body)
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := lo
		if i := strings.LastIndexByte(t.body[lo:mid], '\n'); i >= 0 {
			start = lo + i + 1
		}
		end := strings.IndexByte(t.body[start:], '\n')
		if end < 0 {
			end = len(t.body) - start - 1
		}
		if t.body[start:start+end+1] < key {
			lo = start + end + 1
		} else {
			hi = start
		}
	}
	return lo
}

// scan calls f with the key's id and the columns of each line of a host, in
// order, from the first id that starts with prefix while it does.
func (t *modelTable) scan(host, prefix string, f func(cols []string) bool) {
	key := host + "\t" + strings.ToLower(prefix)
	for at := t.seek(key); strings.HasPrefix(t.body[at:], key); {
		line, rest, _ := strings.Cut(t.body[at:], "\n")
		if !f(strings.Split(line, "\t")[1:]) {
			return
		}
		at = len(t.body) - len(rest)
	}
}

// Columns of a line, the host taken off.
const (
	colID = iota
	colWritten
	colName
	colInputs
	colLimits
	colPrices
	colLife
	colGates
	columns
)

func writtenID(cols []string) string {
	if cols[colWritten] != "" {
		return cols[colWritten]
	}
	return cols[colID]
}

func (t *modelTable) limits(m *Model, col string) {
	if col == "" || m.Context != nil {
		return
	}
	m.LimitsRef = t.ref(col[0])
	f := strings.Split(col[1:], ",")
	for i, p := range []**int{&m.Context, &m.MaxInput, &m.MaxOutput} {
		if n, err := strconv.Atoi(f[i]); err == nil {
			*p = &n
		}
	}
}

var inputNames = map[byte]string{'t': "text", 'i': "image", 'a': "audio", 'v': "video", 'p': "pdf"}

func (t *modelTable) inputs(m *Model, col string) {
	if col == "" || m.Input != nil {
		return
	}
	for i := 1; i < len(col); i++ {
		m.Input = append(m.Input, inputNames[col[i]])
	}
}

var tierNames = map[byte]string{'s': "standard", 'b': "batch", 'f': "flex", 'p': "priority"}

func (t *modelTable) prices(m *Model, col string) {
	if col == "" || m.Prices != nil {
		return
	}
	for s := range strings.SplitSeq(col[1:], ";") {
		f := strings.Split(s, ",")
		p := Price{Tier: tierNames[f[0][0]], Ref: t.ref(col[0])}
		p.Above, _ = strconv.Atoi(f[0][1:])
		for i, v := range []**float64{&p.Input, &p.Output, &p.CacheRead, &p.CacheWrite} {
			if x, err := strconv.ParseFloat(f[i+1], 64); err == nil {
				*v = &x
			}
		}
		m.Prices = append(m.Prices, p)
	}
}

var statusNames = map[byte]string{'a': "active", 'd': "deprecated", 'r': "retired", 'u': "unknown"}

func (t *modelTable) life(m *Model, col string) {
	if col == "" {
		return
	}
	f := strings.Split(col[1:], ",")
	m.Status = statusNames[f[0][0]]
	m.Announced, m.Retires, m.Replace, m.NotBefore = f[1], f[2], f[3], f[4]
	m.StatusRef = t.ref(col[0])
}

func (t *modelTable) gates(m *Model, col string) {
	if col == "" {
		return
	}
	for s := range strings.SplitSeq(col, ";") {
		i := strings.IndexAny(s, "+-?")
		name, sign, rest := s[:i], s[i], s[i+1:]
		if _, ok := m.Gates[name]; ok {
			continue
		}
		g := Gate{Ref: t.ref(rest[0])}
		switch sign {
		case '+':
			g.Is = Yes
			if rest[1:] != "" {
				g.Values = strings.Split(rest[1:], "|")
			}
		case '-':
			g.Is = No
		case '?':
			g.Note = t.sources[rest[0]].Name + " says yes, " + t.sources[rest[1]].Name + " says no"
		}
		m.Gates[name] = g
	}
}
