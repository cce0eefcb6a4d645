package policies

import (
	"context"
	"fmt"
	"testing"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/source"
)

func BenchmarkLoad(b *testing.B) {
	for _, level := range levels {
		b.Run(string(level), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Load(Options{Level: level}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEval(b *testing.B) {
	e, err := Load(Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{30, 10_000} {
		d := mixedDocument(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Eval(context.Background(), d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// mixedDocument has n facts as a document with two targets has them: mostly
// features and losses, some text, structure, models and counts.
func mixedDocument(n int) Document {
	features := []string{"seed", "logit-bias", "stop-sequences", "tool-choice", "cache-control", "image-input", "sampling-param", "unknown-field"}
	outcomes := []string{"dropped", "approximate", "emulated", "added", "refused"}
	d := Document{File: "app/ask.py", Targets: []string{"anthropic", "gemini"}, AsOf: "2026-11-22"}
	for i := range n {
		at := &source.Pos{Line: i + 1, Column: 5, Offset: 40 * i}
		f := &fact.Fact{
			ID: fmt.Sprintf("f%d", i), File: d.File, Start: at,
			End: &source.Pos{Line: i + 1, Column: 20, Offset: 40*i + 15}, Value: fmt.Sprintf("value %d", i%7),
			Prompt: "app/ask.py#ask", Message: "what stands here",
		}
		switch feature := features[i%len(features)]; {
		case i%10 < 4:
			f.Kind, f.Feature, f.Vendor = fact.Feature, feature, "openai"
		case i%10 < 7:
			f.Kind, f.Feature, f.Vendor = fact.Loss, feature, "openai"
			f.Loss = &fact.LossDetail{
				Feature: feature, Outcome: outcomes[i%len(outcomes)], Path: "/x", Target: d.Targets[i%2], Dialect: d.Targets[i%2],
				Certainty: "certain", DependsOn: []string{}, Message: "it does not cross",
			}
		case i%10 == 7:
			f.Kind, f.Code = fact.Text, Codes[fact.Text][i%len(Codes[fact.Text])]
		case i%10 == 8:
			f.Kind, f.Code = fact.Structure, Codes[fact.Structure][i%len(Codes[fact.Structure])]
		default:
			f.Kind, f.Feature = fact.Model, "model-name"
			f.Model = &fact.ModelDetail{ID: "gpt-4", Status: "deprecated", Known: true}
		}
		d.Facts = append(d.Facts, f)
	}
	return d
}

// What 200 policies of a user add to start-up.
func BenchmarkLoadOfUserPolicies(b *testing.B) {
	var sources []Source
	for i := range 200 {
		sources = append(sources, user(fmt.Sprintf("p%d.rego", i), fmt.Sprintf(`# METADATA
# title: Policy %d
# custom:
#   id: U%d
#   severity: warning
package promptglot.user.p%d

import data.promptglot.lib

findings contains lib.finding(f, message) if {
	some f in input.facts.loss["seed"]
	f.loss.outcome in lib.gone
	not f.in_test
	message := sprintf("%%s is lost at %%d", [f.feature, f.start.line])
}
`, i, i, i)))
	}
	for _, n := range []int{0, 200} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Load(Options{Sources: sources[:n]}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
