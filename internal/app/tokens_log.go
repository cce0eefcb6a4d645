package app

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/promptglot/promptglot/internal/batch"
	"github.com/promptglot/promptglot/rules"
)

// A logWeight counts the requests of a log for some targets, in memory that does
// not grow with the log.
type logWeight struct {
	*logRun
	project *project
	rules   *rules.Options
	tokens  *TokensOptions
	sums    []*logSum // by target
	bad     int       // records that hold no request that can be read
	status  Status
}

// weighLog counts a log of requests: each line as it stands, none filled in.
func (s *session) weighLog(t *TokensOptions, sinks []sink) (Status, error) {
	if t.By != "" {
		return 0, usage("--by part is for prompts; a log has too many requests to list their parts")
	}
	p, err := s.here()
	if err != nil {
		return 0, err
	}
	if len(p.targets) == 0 {
		return 0, usage("no targets; name some with --target DIALECT/MODEL or in promptglot.yaml")
	}
	run := &translation{App: s.app, opt: &TranslateOptions{}, name: s.opt.Paths[0], tr: *p.compose.Translator, forms: p.catalog.Batches()}
	if isStdin(run.name) {
		run.name = s.opt.StdinFilename
	}
	if run.pick, err = newChooser(p, &run.tr, "auto"); err != nil {
		return 0, err
	}
	l := &logWeight{
		logRun: &logRun{translation: run, unit: unitOf(batch.Lines, "line")}, project: p, tokens: t,
		rules: &rules.Options{Catalog: p.catalog, Translator: p.compose.Translator, AsOf: p.asOf, Counter: p.counters.forModel, Models: p.own},
	}
	for _, name := range p.names {
		l.sums = append(l.sums, newLogSum(name))
	}
	in, size, err := s.app.open(s.opt)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := s.app.logLines(sinks)
	if err != nil {
		return 0, err
	}
	if err := l.count(in, size, s.opt.jobs(), out); err != nil {
		return 0, errors.Join(err, out.close())
	}
	if err := out.close(); err != nil {
		return 0, err
	}
	for _, hint := range p.counters.missing() {
		s.app.note("%s", hint)
	}
	return l.status, s.app.emit(tables(sinks), func(w io.Writer, format string, tty bool) error {
		return l.report(w, format)
	})
}

// tables are the sinks that take the summary; the others got the lines.
func tables(sinks []sink) (out []sink) {
	for _, s := range sinks {
		if s.format == "text" || s.format == "markdown" {
			out = append(out, s)
		}
	}
	return out
}

// count reads the log to its end.
func (l *logWeight) count(in io.Reader, size int64, jobs int, out *lineWriter) error {
	splitter := batch.NewSplitter(in, batch.Lines, "")
	log := &streamed{splitter: splitter, kind: batch.Lines}
	first, err := log.next()
	switch {
	case errors.Is(err, io.EOF):
		return input("%s: the file is empty; expected requests, one a line", l.name)
	case err != nil:
		return input("%s: %w", l.name, cause(err))
	}
	if _, err := l.sample(first); err != nil {
		return err
	}
	var broken error
	chunks := func(yield func(*chunk) bool) {
		for c, err := first, error(nil); ; c, err = log.next() {
			if err != nil {
				if !errors.Is(err, io.EOF) {
					broken = err
				}
				return
			}
			if !yield(c) {
				return
			}
		}
	}
	bar := &progress{app: l.App, name: l.name, size: size}
	defer relaxGC()()
	stream(iter.Seq[*chunk](chunks), jobs, l.weigh, func(p *logPart) bool {
		for _, reason := range p.rejects {
			if l.bad++; l.bad <= maxProblems {
				bar.clear()
				l.note("%s:%d: not counted: %s", l.name, reason.line, reason.text)
			}
			l.status = Input
		}
		for i, c := range p.counts {
			l.sums[i%len(l.sums)].add(c)
			out.write(c)
		}
		bar.show(p.read)
		return out.err == nil
	})
	bar.clear()
	if l.bad > maxProblems {
		l.note("%s: %d more lines were not counted", l.name, l.bad-maxProblems)
	}
	if broken != nil {
		return input("%s: %w", l.name, cause(broken))
	}
	return nil
}

// A logPart is what came of a chunk: for each request its counts, in the order
// of the targets.
type logPart struct {
	read    int64
	counts  []*tokenCount
	rejects []logReject
}

type logReject struct {
	line int
	text string
}

func (l *logWeight) weigh(c *chunk) *logPart {
	p := &logPart{read: c.read}
	read := &reading{chooser: l.pick}
	for i := range c.records {
		if err := l.record(p, read, &c.records[i]); err != nil {
			p.rejects = append(p.rejects, logReject{c.records[i].N, err.Error()})
		}
	}
	return p
}

func (l *logWeight) record(p *logPart, read *reading, rec *record) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("internal error: %v; please report it with the line", x)
		}
	}()
	tree, err := l.tree(rec, nil)
	if err != nil {
		return err
	}
	line := l.takeApart(read, tree)
	if line.Wrong != "" {
		return noPromptError(line.Wrong)
	}
	id, version, err := read.dialect(&line)
	if err != nil {
		return err
	}
	request, _, err := l.tr.Read(id, version, line.Body)
	if err != nil {
		return err
	}
	var counts []*tokenCount
	for i, t := range l.project.targets {
		k := countOf(rules.Weigh(l.rules, request, t, false), l.tokens)
		k.File, k.Prompt, k.Line, k.asked = l.name, fmt.Sprintf("%s:%d", l.name, rec.N), rec.N, l.project.names[i]
		k.MonthUSD = nil // a month has the calls of the whole log, not of each line
		counts = append(counts, k)
	}
	p.counts = append(p.counts, counts...)
	return nil
}

// A lineWriter writes counts as they come.
type lineWriter struct {
	outs []*countSink
	err  error
}

// A countSink is one place that lines go to, as JSON lines or as an array.
type countSink struct {
	*bufio.Writer
	close func() error
	array bool
	n     int
}

// logLines opens the sinks that take lines.
func (a *App) logLines(sinks []sink) (*lineWriter, error) {
	l := &lineWriter{}
	for _, s := range sinks {
		if s.format == "text" || s.format == "markdown" {
			continue
		}
		c := &countSink{array: s.format == "json", close: func() error { return nil }}
		if s.file == "" {
			c.Writer = bufio.NewWriter(a.Stdout)
		} else {
			f, err := a.FS.Create(s.file, false)
			if err != nil {
				return nil, errors.Join(usage("--output %s: %w", s.file, cause(err)), l.close())
			}
			c.Writer, c.close = bufio.NewWriter(f), f.Close
		}
		l.outs = append(l.outs, c)
	}
	return l, nil
}

func (l *lineWriter) write(c *tokenCount) {
	for _, out := range l.outs {
		data, err := json.Marshal(c)
		if err == nil {
			_, err = out.WriteString(out.before())
		}
		if err == nil {
			_, err = out.Write(data)
		}
		out.n++
		l.err = errors.Join(l.err, err)
	}
}

// before is what stands in front of the next line.
func (c *countSink) before() string {
	switch {
	case c.array && c.n == 0:
		return "[\n"
	case c.array:
		return ",\n"
	case c.n > 0:
		return "\n"
	}
	return ""
}

func (l *lineWriter) close() error {
	err := l.err
	for _, out := range l.outs {
		end := ""
		switch {
		case out.array && out.n == 0:
			end = "[]\n"
		case out.array:
			end = "\n]\n"
		case out.n > 0:
			end = "\n"
		}
		_, e := out.WriteString(end)
		err = errors.Join(err, e, out.Flush(), out.close())
	}
	if err != nil {
		return input("the counts cannot be written: %w", err)
	}
	return nil
}
