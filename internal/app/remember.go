package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/promptglot/promptglot/internal/app/cache"
	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/rules"
)

// What came of a file is kept between runs. It depends on the file's name and
// bytes, which are the key (a file that has the stamp of an earlier run has the same
// bytes, and is not read); on the program, its settings and the catalogue, which
// are the scope; and on other files that were read on the way, which the entry
// names with their digests. Policies are no part of it: they judge anew.

// A remembered is an entry of the cache.
type remembered struct {
	Facts   []*fact.Fact   `json:"facts,omitempty"`
	Waivers []rules.Waiver `json:"waivers,omitempty"`
	Notes   []string       `json:"notes,omitempty"`
	Details []string       `json:"details,omitempty"`
	Status  Status         `json:"status,omitempty"`
	Needed  []needed       `json:"needed,omitempty"`
}

// A needed is something outside of a file that its facts depend on.
type needed struct {
	File      string `json:"file,omitempty"`      // as session.beside takes it
	Tokenizer string `json:"tokenizer,omitempty"` // of a model whose vocabulary is not embedded
	Model     string `json:"model,omitempty"`
	Sum       string `json:"sum,omitempty"` // of its bytes; "" where there was none
}

// dependencies gather what the facts of one file depend on.
type dependencies struct {
	session *session
	project *project

	mu  sync.Mutex
	all []needed
}

func (d *dependencies) add(n needed) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, have := range d.all {
		if have == n {
			return
		}
	}
	d.all = append(d.all, n)
}

// beside is session.beside.
func (d *dependencies) beside(name string) *source.File {
	f := d.session.beside(name)
	d.add(needed{File: name, Sum: sumOf(f)})
	return f
}

// counter is counters.forModel.
func (d *dependencies) counter(m catalog.Model) tokens.Counter {
	k := d.project.counters.counted(m)
	if k.sum != embedded {
		d.add(needed{Tokenizer: m.Tokenizer, Model: m.ID, Sum: k.sum})
	}
	return k.Counter
}

// holds reports whether what an entry depends on is as it was.
func (s *session) holds(p *project, all []needed) bool {
	for _, n := range all {
		sum := ""
		if n.File != "" {
			sum = s.sumBeside(n.File)
		} else {
			sum = p.counters.counted(catalog.Model{ID: n.Model, Tokenizer: n.Tokenizer}).sum
		}
		if sum != n.Sum {
			return false
		}
	}
	return true
}

// sumBeside is sumOf of a file beside a prompt; many entries may depend on one file.
func (s *session) sumBeside(name string) string {
	if sum, ok := s.sums.Load(name); ok {
		return sum.(string)
	}
	sum := sumOf(s.beside(name))
	s.sums.Store(name, sum)
	return sum
}

func sumOf(f *source.File) string {
	if f == nil {
		return ""
	}
	return digest(f.Data)
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// openCache returns the entries that hold for a project's settings, nil where
// nothing is to be kept.
func (s *session) openCache(p *project, needs func(fact.Kind) bool) *cache.Cache {
	dir := s.cacheDir()
	if dir == "" || len(s.app.Program) == 0 {
		return nil
	}
	parts := [][]byte{s.app.Program, []byte(s.app.Version), []byte(p.asOf), fmt.Append(nil, s.vendorProse())}
	for _, k := range fact.Kinds {
		if needs == nil || needs(k) {
			parts = append(parts, []byte(k))
		}
	}
	for _, t := range p.targets {
		parts = append(parts, fmt.Appendf(nil, "%s %t", t, t.Named))
	}
	if c := p.config; c != nil {
		parts = append(parts, []byte(c.File.Path), []byte(c.Dir), c.File.Data)
	}
	for _, name := range slices.Concat(p.facts(), s.opt.Facts) {
		data, err := s.app.FS.ReadFile(name)
		if err != nil {
			return nil
		}
		parts = append(parts, data)
	}
	// Vocabularies and files beside prompts are named relative to it.
	if here, err := s.app.FS.Abs("."); err == nil {
		parts = append(parts, []byte(here))
	}
	return cache.Open(disk.Scratch{Cache: disk.Cache{Dir: filepath.FromSlash(dir)}}, cache.KeyOf(parts...))
}

// facts are the files of facts that the configuration names.
func (p *project) facts() []string {
	if p.config == nil {
		return nil
	}
	return p.config.Facts
}

func (s *session) vendorProse() bool { return slices.Contains(s.opt.Select, "vendor-prose") }

// key is what an entry is found by.
func (s *session) key(j *job, data []byte) cache.Key {
	return cache.KeyOf([]byte(j.Path), []byte(s.wayOf(j)), data)
}

// known fills a result from the cache for a file that has not changed since an
// earlier run, without reading it; nil where that is not certain.
func (s *session) known(j *job, needs func(fact.Kind) bool) *result {
	c := j.project.cached(needs)
	if c == nil || j.data != nil || j.fault != nil {
		return nil
	}
	payload, ok := c.Known(s.seenAs(j), j.Stamp)
	if !ok {
		return nil
	}
	r := &result{job: j, file: source.NewFile(j.Path, nil)}
	if !s.recall(r, payload, func() bool { return s.fetch(r) }) {
		return nil
	}
	return r
}

// fetch gets the bytes of a file that has not been read. It is false where they are
// not those that its stamp stands for: the file was changed meanwhile.
func (s *session) fetch(r *result) bool {
	data, err := s.app.read(r.job)
	if err != nil {
		return false
	}
	info, err := s.app.FS.Stat(r.job.Path)
	if err != nil || disk.StampOf(info) != r.job.Stamp {
		return false
	}
	r.file = source.NewFile(r.job.Path, data)
	return true
}

// seenAs is the name that a file has among those that were seen.
func (s *session) seenAs(j *job) string { return j.Path + "\x00" + s.wayOf(j) }

// saw notes that a file of this stamp has the entry under k, provided that any
// change of it since it was read will show.
func (s *session) saw(r *result, c *cache.Cache, k cache.Key, payload []byte) {
	if j := r.job; j.Stamp.Size == int64(len(r.file.Data)) && j.Stamp.Settled(s.began) {
		c.Saw(s.seenAs(j), j.Stamp, k, payload)
	}
}

// goneFrom tells of a file that a run has not met whether it would have, were it
// still there.
func (s *session) goneFrom() func(name string) bool {
	roots := s.roots()
	for i, p := range roots {
		roots[i] = path.Clean(filepath.ToSlash(p))
	}
	return func(name string) bool {
		name, _, _ = strings.Cut(name, "\x00")
		return slices.ContainsFunc(roots, func(root string) bool {
			switch {
			case root == ".":
				return !path.IsAbs(name) && name != ".." && !strings.HasPrefix(name, "../")
			case name == root:
				return true
			}
			return strings.HasPrefix(name, strings.TrimSuffix(root, "/")+"/")
		})
	}
}

// recall fills r from an entry; false where it no longer holds. bytes gets those of
// the file where somebody is going to look at them.
func (s *session) recall(r *result, payload []byte, bytes func() bool) bool {
	if len(payload) == 0 {
		r.details = append(r.details, noPrompt(r.job.Path))
		return true
	}
	var e remembered
	if err := json.Unmarshal(payload, &e); err != nil || !s.holds(r.job.project, e.Needed) {
		return false
	}
	if (len(e.Waivers) > 0 || len(e.Facts) > 0 && !s.factsOnly) && !bytes() {
		return false
	}
	r.facts, r.notes, r.details, r.status = e.Facts, e.Notes, e.Details, e.Status
	r.waivers = inline(r.file, e.Waivers)
	return true
}

// keepResult puts what came of a file into the cache. What holds anything that
// looks like a credential, or that JSON cannot say, is not kept.
func (s *session) keepResult(r *result, c *cache.Cache, k cache.Key, d *dependencies) {
	e := remembered{Facts: r.facts, Notes: r.notes, Details: r.details, Status: r.status, Needed: d.all}
	for _, w := range r.waivers {
		e.Waivers = append(e.Waivers, w.Waiver)
	}
	var payload []byte // none for a file of no interest, as most are
	if len(e.Facts)+len(e.Waivers)+len(e.Notes)+len(e.Needed) > 0 || e.Status != Clean || !slices.Equal(e.Details, []string{noPrompt(r.job.Path)}) {
		var err error
		payload, err = json.Marshal(&e)
		if err != nil ||
			bytes.Contains(payload, []byte(`\ufffd`)) || // bytes that are no UTF-8
			source.Redact(string(payload)) != string(payload) {
			return
		}
	}
	c.Put(k, payload)
	s.saw(r, c, k, payload)
}

func noPrompt(path string) string { return path + ": no prompt" }

// once returns a function that calls f the first time and then returns what that
// gave.
func once[A, R any](f func(A) R) func(A) R {
	var o sync.Once
	var r R
	return func(a A) R {
		o.Do(func() { r = f(a) })
		return r
	}
}

// each carries out do for the files of a run and takes what came of them in the
// order of their paths; then it keeps what is new.
func (s *session) each(jobs []job, do func(job) *result, take func(*result)) {
	defer roomyGC()()
	inOrder(jobs, s.opt.jobs(), do, take)
	gone := s.goneFrom()
	for _, p := range s.order {
		c := p.cached(nil)
		if err := c.Close(gone); err != nil {
			s.app.detail("nothing is kept between runs: %v", err)
		}
		s.app.detail("%d files were known from earlier runs", c.Hits())
	}
}
