package app

import (
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"

	"github.com/promptglot/promptglot/internal/baseline"
	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/report/term"
	"github.com/promptglot/promptglot/internal/source"
)

// BaselineFile is the baseline that the baseline commands work on by default.
const BaselineFile = "promptglot.baseline.jsonl"

func (o *Options) baselineFile() string {
	if o.Baseline == "" {
		return BaselineFile
	}
	return o.Baseline
}

// BaselineCreate writes a baseline of all findings that there are. One that is
// there is only replaced with force.
func (a *App) BaselineCreate(opt *Options, force bool) (Status, error) {
	name := opt.baselineFile()
	if _, err := a.FS.Stat(name); err == nil && !force {
		return 0, usage("%s is there already; promptglot baseline prune forgets what is gone, --force replaces it", name)
	}
	c, err := a.evaluate(opt, FixMode{}, true)
	if err != nil {
		return 0, err
	}
	if len(c.failed) > 0 {
		return 0, errors.Join(c.failed...) // half a baseline would let new findings through later
	}
	all := c.entries(path.Dir(a.located(name)))
	entries := slices.DeleteFunc(slices.Clone(all), func(e baseline.Entry) bool { return e.Content == "" })
	if n := len(all) - len(entries); n > 0 {
		c.remark("%s of rules that cannot be waived: not in the baseline", figure.Plural(n, "finding"))
	}
	b := baseline.New(entries)
	if err := a.FS.WriteFile(name, b.Encode()); err != nil {
		return 0, usage("the baseline cannot be written: %w", cause(err))
	}
	a.note("wrote %s: %s in %s", name, figure.Plural(b.Len(), "finding"), figure.Plural(b.Files(), "file"))
	return c.status, nil
}

// BaselinePrune forgets what is gone, as far as the run had its say on it, and
// writes down where moved findings stand now. It never adds a finding.
func (a *App) BaselinePrune(opt *Options) (Status, error) {
	name := opt.baselineFile()
	k, err := a.readBaseline(name)
	if err != nil {
		return 0, err
	}
	c, err := a.evaluate(opt, FixMode{}, true)
	if err != nil {
		return 0, err
	}
	if len(c.failed) > 0 {
		return 0, errors.Join(c.failed...)
	}
	m := c.match(k)
	gone := baseline.New(m.Stale).Len()
	if data := m.Kept.Encode(); !bytes.Equal(data, k.Encode()) {
		if err := a.FS.WriteFile(name, data); err != nil {
			return 0, usage("the baseline cannot be written: %w", cause(err))
		}
	}
	a.note("%s: %s forgotten, %d moved, %d left", name, figure.Plural(gone, "finding"), m.Moved, m.Kept.Len())
	return c.status, nil
}

// BaselineShow lists what is known.
func (a *App) BaselineShow(opt *Options) (Status, error) {
	sinks, err := opt.sinks(listings...)
	if err != nil {
		return 0, err
	}
	k, err := a.readBaseline(opt.baselineFile())
	if err != nil {
		return 0, err
	}
	var out []baseline.Entry
	for _, e := range k.Entries {
		if opt.wants(e.Rule, "") {
			e.Message = source.Redact(e.Message)
			out = append(out, e)
		}
	}
	return Clean, a.emit(sinks, func(w io.Writer, format string, _ bool) error {
		if format != "text" {
			return writeJSON(w, out, format == "jsonl")
		}
		t := &table{right: []bool{false, false, true}}
		t.row("FILE", "RULE", "COUNT", "MESSAGE")
		for _, e := range out {
			t.row(dash(term.Printable(e.File)), term.Printable(e.Rule), strconv.Itoa(e.Count), term.Printable(e.Message))
		}
		return t.write(w)
	})
}
