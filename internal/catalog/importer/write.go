package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// build reads every table and returns the model table in the format that
// package catalog documents at its reader.
func build(fsys fs.FS, fix []byte) ([]byte, error) {
	var c corrections
	if err := json.Unmarshal(fix, &c); err != nil {
		return nil, fmt.Errorf("corrections: %w", err)
	}
	t := table{}
	for _, read := range []func(fs.FS, table) error{
		readModelsdev, readLitellm, readModelparams, readModeldeprecations, readDeprecationsRSS, readGenai, readSDKs,
	} {
		if err := read(fsys, t); err != nil {
			return nil, err
		}
	}
	if err := c.apply(t); err != nil {
		return nil, err
	}
	return t.write(c.AsOf, append(c.sources(), sources...)), nil
}

func (t table) write(day string, sources []source) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "#as_of\t%s\n", day)
	for _, s := range sources {
		fmt.Fprintf(&b, "#source\t%s\t%s\t%s\t%s\t%s\t%s\n", s.letter, s.name, s.url, cmp.Or(s.asOf, day), s.licence, s.holder)
	}
	for _, key := range sortedKeys(t) {
		line := t[key].line(day)
		if !t[key].named && strings.Trim(dropName(line), "\t") == "" {
			continue // a row that says nothing
		}
		if base := strings.TrimPrefix(key, "bedrock\t"); base != key && t.repeats(base, day, line) {
			continue
		}
		b.WriteString(key)
		b.WriteByte('\t')
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// repeats reports whether a Bedrock inference profile (us.anthropic.…) says no
// more than the model it stands for.
func (t table) repeats(id, day, line string) bool {
	_, base, ok := strings.Cut(id, ".")
	if !ok {
		return false
	}
	r := t["bedrock\t"+base]
	return r != nil && dropName(r.line(day)) == dropName(line)
}

func dropName(line string) string {
	f := strings.Split(line, "\t")
	f[0], f[1] = "", ""
	return strings.Join(f, "\t")
}

// line returns the columns after the key: id as written where it is not all
// lower case, name, modalities, limits, prices, life, gates.
func (r *row) line(day string) string {
	id := ""
	if strings.ToLower(r.id) != r.id {
		id = r.id
	}
	cols := []string{id, r.name, "", "", "", "", r.gateColumn()}
	if r.inputs != nil {
		cols[2] = r.inputs.from + r.inputs.v
	}
	if r.limits != nil {
		cols[3] = r.limits.from + num(r.limits.v[0]) + "," + num(r.limits.v[1]) + "," + num(r.limits.v[2])
	}
	if r.prices != nil {
		cols[4] = r.prices.from
		for i, p := range r.prices.v {
			if i > 0 {
				cols[4] += ";"
			}
			cols[4] += strings.Join([]string{string(p.tier) + num(p.above), p.in, p.out, p.cacheR, p.cacheWr}, ",")
		}
	}
	if r.life != nil {
		l := r.life.v
		cols[5] = r.life.from + strings.Join([]string{string(l.on(day)), l.announced, l.retires, l.successor, l.earliest}, ",")
	}
	return strings.Join(cols, "\t")
}

func num(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// gateColumn writes name, sign, source and values of each gate; a disputed one
// has the sign ? and the source that says yes before the one that says no.
func (r *row) gateColumn() string {
	var out []string
	for _, name := range sortedKeys(r.gates) {
		answers := r.gates[name]
		// Lists of values come from the source that tests them; a plain answer
		// from whoever gave it first.
		slices.SortStableFunc(answers, func(a, b answer) int {
			return strings.Index("pdl", a.from) - strings.Index("pdl", b.from)
		})
		first := answers[0]
		dispute := slices.IndexFunc(answers, func(a answer) bool { return a.yes != first.yes })
		switch {
		case dispute >= 0:
			yes, no := first.from, answers[dispute].from
			if !first.yes {
				yes, no = no, yes
			}
			out = append(out, name+"?"+yes+no)
		case first.yes && len(first.values) > 0:
			out = append(out, name+"+"+first.from+strings.Join(first.values, "|"))
		case first.yes:
			out = append(out, name+"+"+first.from)
		default:
			out = append(out, name+"-"+first.from)
		}
	}
	return strings.Join(out, ";")
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
