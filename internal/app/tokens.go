package app

import (
	"io"
	"path"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/rules"
)

// TokensOptions are the settings of `tokens`.
type TokensOptions struct {
	Tokenizer string // counts raw bytes by a tokenizer or a vocabulary file; "" counts prompts
	Pattern   string // pre-tokenizer of a .tiktoken file
	Verify    bool   // counts again with tiktoken-go

	By               string // "part" tells the parts of each prompt apart
	Compare, Against string // targets: what a switch from the second to the first changes
	Top              int    // prompts that a table lists; 0 is all

	Calls  int     // a month: of each prompt, or of a log's requests in all
	Answer int     // tokens of an answer
	Cached float64 // percent of the input that is read from a cache
	Tier   string  // of the prices
}

// tokenFormats are the formats of `tokens`, the default first.
var tokenFormats = []string{"text", "json", "jsonl", "markdown"}

// Tokens counts the tokens of prompts for every target, with what they cost
// and whether they fit.
func (a *App) Tokens(opt *Options, t *TokensOptions) (Status, error) {
	sinks, err := opt.sinks(tokenFormats...)
	if err != nil {
		return 0, err
	}
	if err := t.check(opt); err != nil {
		return 0, err
	}
	if t.Compare != "" {
		own := *opt
		own.Targets = []string{t.Against, t.Compare}
		opt = &own
	}
	s, err := a.session(opt)
	if err != nil {
		return 0, err
	}
	if t.Tokenizer != "" {
		return s.countRaw(t, sinks)
	}
	if isLog, err := opt.log(); err != nil {
		return 0, err
	} else if isLog {
		return s.weighLog(t, sinks)
	}
	jobs, err := s.jobs()
	if err != nil {
		return 0, err
	}
	s.tellNoModels(jobs)
	var out []*tokenCount
	status := Clean
	inOrder(jobs, opt.jobs(), func(j job) *weighed {
		w := &weighed{}
		w.result = s.guard(&j, func() *result { return s.weigh(&j, w, t) })
		return w
	}, func(w *weighed) {
		a.tell(w.result)
		status = status.Worse(w.status)
		out = append(out, w.counts...)
	})
	for _, p := range s.order {
		for _, hint := range p.counters.missing() {
			a.note("%s", hint)
		}
	}
	return status, a.emit(sinks, func(w io.Writer, format string, tty bool) error {
		width := 0
		if tty {
			width = a.Width
		}
		return writeCounts(w, out, t, format, width)
	})
}

// check refuses settings that say nothing together.
func (t *TokensOptions) check(opt *Options) error {
	switch {
	case t.By != "" && t.By != "part":
		return usage("--by %q: expected part", t.By)
	case (t.Compare == "") != (t.Against == ""):
		return usage("--compare and --against go together: --compare NEW --against OLD")
	case t.Compare != "" && t.Compare == t.Against:
		return usage("--compare and --against name one target, %s", t.Compare)
	case t.Compare != "" && len(opt.Targets) > 0:
		return usage("--compare takes the place of --target")
	case t.Compare != "" && t.By != "":
		return usage("--compare and --by are two questions; ask one at a time")
	case t.Tokenizer != "" && (t.Compare != "" || t.By != "" || t.Calls != 0 || t.Answer != 0 || t.Cached != 0 || t.Tier != ""):
		return usage("--tokenizer counts raw bytes: it has no targets, parts or costs")
	case t.Tokenizer == "" && t.Verify:
		return usage("--verify compares raw counts; name a tokenizer with --tokenizer")
	case t.Tokenizer == "" && t.Pattern != "":
		return usage("--pattern is the pre-tokenizer of the vocabulary file that --tokenizer names")
	case t.Calls < 0 || t.Answer < 0 || t.Top < 0:
		return usage("--calls, --output-tokens and --top are numbers of at least 0")
	case t.Cached < 0 || t.Cached > 100:
		return usage("--cached %g: expected percent, 0 to 100", t.Cached)
	case t.Tier != "" && !slices.Contains(tiers, t.Tier):
		return usage("--tier %q: expected one of %s", t.Tier, strings.Join(tiers, ", "))
	}
	return nil
}

// tiers are those that prices have.
var tiers = []string{"standard", "batch", "flex", "priority"}

func (t *TokensOptions) usage() rules.Usage {
	return rules.Usage{Tier: t.Tier, Cached: t.Cached / 100, Answer: t.Answer}
}

// log reports whether what is named is a log of requests, a request a line.
func (o *Options) log() (bool, error) {
	n := 0
	for _, p := range o.Paths {
		if isStdin(p) {
			p = o.StdinFilename
		}
		switch strings.ToLower(path.Ext(p)) {
		case ".jsonl", ".ndjson":
			n++
		}
	}
	if n > 0 && len(o.Paths) > 1 {
		return false, usage("a log of requests is counted by itself; name one file")
	}
	return n > 0, nil
}

// A weighed file.
type weighed struct {
	*result
	counts []*tokenCount
}

// weigh counts the prompts of a file for all targets.
func (s *session) weigh(j *job, w *weighed, t *TokensOptions) *result {
	r := &result{job: j}
	data, err := s.app.read(j)
	if err != nil {
		r.unreadable(err)
		return r
	}
	r.file = source.NewFile(j.Path, data)
	p := j.project
	var docs []*compose.Doc
	if j.Named {
		docs = p.compose.OpenNamed(r.file)
	} else {
		docs = p.compose.Open(r.file)
	}
	if len(docs) == 0 {
		docs = p.compose.OpenCode(r.file)
	}
	if len(docs) == 0 {
		r.details = append(r.details, r.file.Path+": no prompt")
	}
	r.problems(docs)
	opt := &rules.Options{Catalog: p.catalog, Translator: p.compose.Translator, AsOf: p.asOf, Counter: p.counters.forModel, Models: p.own}
	for _, d := range docs {
		if d.Prompt == nil {
			continue
		}
		for i, target := range p.targets {
			c := countOf(rules.Weigh(opt, d.Prompt, target, t.By == "part"), t)
			c.File, c.Prompt, c.asked = d.File.Path, d.ID, p.names[i]
			c.locate(d.File)
			w.counts = append(w.counts, c)
		}
	}
	return r
}

// tellNoModels says that nothing will be counted where nothing is asked for.
func (s *session) tellNoModels(jobs []job) {
	for _, j := range jobs {
		if len(j.project.targets) > 0 {
			return
		}
	}
	if len(jobs) > 0 {
		s.app.note("no targets, so nothing is counted; name some with --target DIALECT/MODEL or in promptglot.yaml, or a --tokenizer")
	}
}
