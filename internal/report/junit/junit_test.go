package junit

import (
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/reporttest"
)

// An element of the documented shape: the elements it stands in, and the
// attributes that it must and may have. See
// https://docs.testmo.com/docs/automation/advanced/xml-format.
type element struct {
	in        []string
	must, may []string
}

var documented = map[string]element{
	"testsuites": {in: []string{""}, must: []string{"name", "tests", "failures", "errors"}},
	"testsuite":  {in: []string{"testsuites"}, must: []string{"name", "tests", "failures", "errors"}},
	"testcase":   {in: []string{"testsuite"}, must: []string{"name", "classname"}, may: []string{"file", "line"}},
	"failure":    {in: []string{"testcase"}, must: []string{"message", "type"}},
	"system-out": {in: []string{"testcase"}},
}

func TestReportHasTheDocumentedShape(t *testing.T) {
	for name, change := range map[string]func(*report.Run){
		"findings":    nil,
		"clean":       func(r *report.Run) { r.Findings = nil },
		"all of them": func(r *report.Run) { r.FailOn = finding.Info },
	} {
		t.Run(name, func(t *testing.T) { shape(t, reporttest.Write(t, "junit", change)) })
	}
}

func shape(t *testing.T, data []byte) {
	dec := xml.NewDecoder(strings.NewReader(string(data)))
	path := []string{""}
	counts := []map[string]int{{}} // what is in the open elements
	said := []map[string]int{{}}   // what their attributes say
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			e, ok := documented[x.Name.Local]
			if !ok || !slices.Contains(e.in, path[len(path)-1]) {
				t.Errorf("<%s> stands in <%s>", x.Name.Local, path[len(path)-1])
			}
			must, numbers := slices.Clone(e.must), map[string]int{}
			for _, a := range x.Attr {
				if i := slices.Index(must, a.Name.Local); i >= 0 {
					must = slices.Delete(must, i, i+1)
				} else if !slices.Contains(e.may, a.Name.Local) {
					t.Errorf("<%s> has %s", x.Name.Local, a.Name.Local)
				}
				if n, err := strconv.Atoi(a.Value); err == nil {
					numbers[a.Name.Local] = n
				}
			}
			if len(must) > 0 {
				t.Errorf("<%s> is without %v", x.Name.Local, must)
			}
			path, counts, said = append(path, x.Name.Local), append(counts, map[string]int{}), append(said, numbers)
		case xml.EndElement:
			last := len(path) - 1
			in := counts[last]
			switch path[last] {
			case "testsuites", "testsuite":
				if in["testcase"] != said[last]["tests"] || in["failure"] != said[last]["failures"] || in["testcase"] == 0 {
					t.Errorf("<%s> says %v and holds %v", path[last], said[last], in)
				}
			}
			counts[last-1][path[last]]++
			for name, n := range in {
				counts[last-1][name] += n
			}
			path, counts, said = path[:last], counts[:last], said[:last]
		}
	}
}
