package laws

import (
	"flag"
	"fmt"
	"strings"
	"sync"
)

var whole = flag.Bool("whole", false, "go on after the first failure, for a matrix of all of them")

// A matrix counts what was checked, by source and target.
type matrix struct {
	sync.Mutex
	sources, targets []string
	cells            map[[2]string][2]int // leaves, failures
}

func newMatrix() *matrix { return &matrix{cells: map[[2]string][2]int{}} }

func (m *matrix) add(source, target string, leaves, bad int) {
	m.Lock()
	defer m.Unlock()
	target, _, _ = strings.Cut(target, "/")
	c := m.cells[[2]string{source, target}]
	m.cells[[2]string{source, target}] = [2]int{c[0] + leaves, c[1] + bad}
}

// String prints a row for each source: leaves checked, and failures after a
// stroke where there are any.
func (m *matrix) String() string {
	for _, p := range parties {
		m.sources = append(m.sources, p.name())
		if len(p.Targets) > 0 {
			m.targets = append(m.targets, p.name())
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-22s", "")
	for i := range m.targets {
		fmt.Fprintf(&b, "%8s", fmt.Sprintf("[%d]", i+1))
	}
	for _, s := range m.sources {
		fmt.Fprintf(&b, "\n%-22s", s)
		for _, t := range m.targets {
			cell := "-"
			if c, ok := m.cells[[2]string{s, t}]; ok {
				cell = fmt.Sprint(c[0])
				if c[1] > 0 {
					cell += fmt.Sprintf("/%d", c[1])
				}
			}
			fmt.Fprintf(&b, "%8s", cell)
		}
	}
	b.WriteString("\n")
	for i, t := range m.targets {
		fmt.Fprintf(&b, "[%d] %s  ", i+1, t)
	}
	return b.String()
}
