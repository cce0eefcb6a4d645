package app

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/fact"
)

// detach copies what a fact quotes of its file: a text of ten bytes that is a
// piece of the file would keep all of the file in memory as long as the fact is.
// Lists are copied whole, because others may hold them.
func detach(f *fact.Fact) {
	own(&f.Value, &f.Prompt, &f.Message)
	if m := f.Model; m != nil {
		own(&m.ID)
	}
	if l := f.Loss; l != nil {
		own(&l.Path, &l.To, &l.Message)
		l.DependsOn = ownAll(l.DependsOn)
	}
	if p := f.Info; p != nil {
		own(&p.Model, &p.Why)
		p.Variables = ownAll(p.Variables)
		p.Tools = slices.Clone(p.Tools)
		for i := range p.Tools {
			own(&p.Tools[i].Name, &p.Tools[i].Description)
		}
	}
}

func own(texts ...*string) {
	for _, t := range texts {
		*t = strings.Clone(*t)
	}
}

func ownAll(list []string) []string {
	list = slices.Clone(list)
	for i := range list {
		own(&list[i])
	}
	return list
}
