package app

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/promptglot/promptglot/internal/app/config"
	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/internal/tokens/vocabfile"
)

// counters are the token counters of a project. A vocabulary that is not
// embedded is loaded when a model first asks for it: from the file that the
// configuration names, else from the cache of Hugging Face. Safe for concurrent
// use.
type counters struct {
	app        *App
	configured []config.Tokenizer
	store      vocabfile.Store // nil keeps nothing
	hub        string          // folder of the Hugging Face cache; "" is not looked into

	mu     sync.Mutex
	loaded map[string]func() counted // by tokenizer and model
	told   map[string]bool           // what was said on stderr
	absent []string                  // tokenizers that could be had and are not
}

func (s *session) countersOf(c *config.Config) *counters {
	out := &counters{app: s.app, store: s.store(), loaded: map[string]func() counted{}, told: map[string]bool{}}
	if c != nil {
		out.configured = c.Tokenizers
	}
	if env := s.app.Env; env != nil {
		out.hub = hubDir(env)
	}
	return out
}

// store is where loaded vocabularies are kept, nil where nothing is to be.
func (s *session) store() vocabfile.Store {
	dir := s.cacheDir()
	if dir == "" {
		return nil
	}
	return disk.Cache{Dir: filepath.FromSlash(dir)}
}

// cacheDir is the folder for what is kept between runs, "" where nothing is to
// be.
func (s *session) cacheDir() string {
	switch dir := s.opt.CacheDir; {
	case s.opt.NoCache:
		return ""
	case dir == "" && s.app.Env != nil:
		return disk.CacheDir(s.app.Env, "promptglot")
	default:
		return dir
	}
}

// A counted is a counter, and what it was made from: the digest of a vocabulary
// file, "" where there is none, or embedded where no file is looked for.
type counted struct {
	tokens.Counter
	sum string
}

const embedded = "embedded"

// hubDir is the folder in which Hugging Face's programs keep models.
func hubDir(env func(string) string) string {
	for _, name := range []string{"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"} {
		if dir := env(name); dir != "" {
			return filepath.ToSlash(dir)
		}
	}
	if dir := env("HF_HOME"); dir != "" {
		return path.Join(filepath.ToSlash(dir), "hub")
	}
	if dir := env("XDG_CACHE_HOME"); dir != "" {
		return path.Join(filepath.ToSlash(dir), "huggingface/hub")
	}
	if dir := cmp.Or(env("HOME"), env("USERPROFILE")); dir != "" {
		return path.Join(filepath.ToSlash(dir), ".cache/huggingface/hub")
	}
	return ""
}

// forModel returns what counts the tokens of a model: exactly where its
// vocabulary is embedded or can be loaded.
func (c *counters) forModel(m catalog.Model) tokens.Counter { return c.counted(m).Counter }

func (c *counters) counted(m catalog.Model) counted {
	key := m.Tokenizer + "\x00" + m.ID
	c.mu.Lock()
	load, ok := c.loaded[key]
	if !ok {
		load = sync.OnceValue(func() counted { return c.find(m) })
		c.loaded[key] = load
	}
	c.mu.Unlock()
	return load()
}

func (c *counters) find(m catalog.Model) counted {
	for _, name := range []string{m.ID, m.Tokenizer} {
		i := slices.IndexFunc(c.configured, func(t config.Tokenizer) bool { return t.Name == name })
		if name == "" || i < 0 {
			continue
		}
		t := c.configured[i]
		k, err := c.file(cmp.Or(m.Tokenizer, t.Name), t.File, t.Sum, vocabfile.Options{Pattern: t.Pattern})
		if err == nil {
			return k
		}
		c.tell("%v; %s is estimated", err, cmp.Or(m.Tokenizer, m.ID))
		return counted{tokens.ForTokenizer(m.Tokenizer), ""}
	}
	if _, err := tokens.Get(m.Tokenizer); err == nil {
		return counted{tokens.ForTokenizer(m.Tokenizer), embedded}
	}
	repos := vocabfile.Repos(m.Tokenizer)
	if strings.Count(m.ID, "/") == 1 { // as servers of open weights name models
		repos = append([]string{m.ID}, repos...)
	}
	if c.hub != "" {
		for _, repo := range repos {
			file := vocabfile.InHub(c.hub, repo, c.list, c.ref)
			if file == "" {
				continue
			}
			k, err := c.file(cmp.Or(m.Tokenizer, repo), file, "", vocabfile.Options{})
			if err == nil {
				c.app.detail("%s is counted by %s", cmp.Or(m.Tokenizer, m.ID), file)
				return k
			}
			c.tell("%v", err)
		}
	}
	if hint := vocabfile.Missing(m.Tokenizer); hint != "" {
		c.mu.Lock()
		if !slices.Contains(c.absent, hint) {
			c.absent = append(c.absent, hint)
		}
		c.mu.Unlock()
	}
	return counted{tokens.ForTokenizer(m.Tokenizer), ""}
}

// file loads a vocabulary.
func (c *counters) file(name, file, sum string, o vocabfile.Options) (counted, error) {
	if info, err := c.app.FS.Stat(file); err == nil && info.Size() > vocabfile.MaxBytes {
		return counted{}, fmt.Errorf("%s: the file has %d bytes; at most %d are read", file, info.Size(), vocabfile.MaxBytes)
	}
	data, err := c.app.FS.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return counted{}, fmt.Errorf("%s: no such file; expected the vocabulary of %s", file, name)
	case err != nil:
		return counted{}, fmt.Errorf("%s: it cannot be read: %w", file, cause(err))
	}
	t, err := vocabfile.Load(name, data, sum, o, c.store)
	if err != nil {
		return counted{}, fmt.Errorf("%s: %s", file, strings.TrimPrefix(err.Error(), "tokenizer "+name+": "))
	}
	return counted{t.Counter(), digest(data)}, nil
}

// tell says something on stderr once.
func (c *counters) tell(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	c.mu.Lock()
	again := c.told[text]
	c.told[text] = true
	c.mu.Unlock()
	if !again {
		c.app.note("%s", text)
	}
}

// missing says how to provide the vocabularies that were asked for in vain.
func (c *counters) missing() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(slices.Values(c.absent))
}

func (c *counters) list(folder string) []string {
	entries, err := c.app.FS.ReadDir(folder)
	if err != nil {
		return nil
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}

func (c *counters) ref(file string) string {
	data, err := c.app.FS.ReadFile(file)
	if err != nil {
		return ""
	}
	return string(data)
}
