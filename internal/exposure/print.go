package exposure

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/promptglot/promptglot/internal/figure"
	"github.com/promptglot/promptglot/internal/source"
)

// JSON returns the report as one indented JSON object, ended by a newline.
func (r *Report) JSON() []byte {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return nil // strings and numbers only
	}
	return []byte(source.Redact(b.String()))
}

// Text returns the report for a terminal.
func (r *Report) Text() string {
	var b strings.Builder
	if len(r.Vendors) == 0 {
		b.WriteString("nothing here depends on a vendor\n")
	}
	for i := range r.Vendors {
		r.Vendors[i].text(&b)
	}
	if r.Portable > 0 {
		fmt.Fprintf(&b, "%s no vendor.\n\n", figure.Of(r.Portable, "prompt names", "prompts name"))
	}
	r.calendar(&b)
	if len(r.Stays) > 0 {
		b.WriteString("What no rewriting moves:\n")
		for _, s := range r.Stays {
			fmt.Fprintf(&b, "  %s%s: %s\n    %s\n", s.Feature, of(s.Vendor), s.What, some(s.Places, 3))
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "Retirements as of %s.\n", r.AsOf)
	return source.Redact(b.String())
}

func (v *Vendor) text(b *strings.Builder) {
	switch {
	case v.Stops > 0:
		fmt.Fprintf(b, "%s: %s without it", v.Name, figure.Of(v.Stops, "prompt stops", "prompts stop"))
		if v.Code > 0 {
			fmt.Fprintf(b, ", %d of them in code", v.Code)
		}
	default:
		fmt.Fprintf(b, "%s: no prompt", v.Name)
	}
	fmt.Fprintf(b, "; %s in %s\n", figure.Of(v.Lines, "line names it", "lines name it"), figure.Plural(v.Files, "file"))
	if len(v.Models) > 0 {
		fmt.Fprintf(b, "  models: %s\n", strings.Join(v.Models, ", "))
	}
	if len(v.Alternatives) > 0 {
		w := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprint(w, "  \tsame\tchanged\tloses\trefused\tlosses\t  instead\n")
		for _, a := range v.Alternatives[:min(len(v.Alternatives), nearest)] {
			fmt.Fprintf(w, "  \t%d\t%d\t%d\t%d\t%d\t  %s\n", a.Same, a.Changed, a.Loses, a.Refused, a.Losses, a.Target)
		}
		_ = w.Flush() // to a strings.Builder
		if n := len(v.Alternatives) - nearest; n > 0 {
			fmt.Fprintf(b, "  and %s, further away\n", figure.Plural(n, "other target"))
		}
	}
	b.WriteString("\n")
}

// nearest is how many alternatives the text shows.
const nearest = 5

// calendar lists the models that are gone or have a day to go, then the others.
func (r *Report) calendar(b *strings.Builder) {
	if len(r.Models) == 0 {
		return
	}
	b.WriteString("Models in use:\n")
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	unknown := r.unknown()
	for _, m := range r.Models {
		if len(unknown) > fewUnknown && m.endless() {
			continue
		}
		when := m.Status
		if m.Retires != "" {
			when += " " + m.Retires
			if m.DaysLeft != nil && *m.DaysLeft > 0 {
				when += fmt.Sprintf(" (%s)", figure.Of(*m.DaysLeft, "day left", "days left"))
			}
		}
		instead := ""
		if m.Replacement != "" {
			instead = "→ " + m.Replacement
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", m.ID, when, instead, some(m.Places, 1))
	}
	_ = w.Flush() // to a strings.Builder
	if len(unknown) > fewUnknown {
		fmt.Fprintf(b, "  No source says until when these %d are served: %s\n", len(unknown), some(unknown, 2*fewUnknown))
	}
	b.WriteString("\n")
}

// fewUnknown is how many models without a known end have a line of their own: of
// more there is only a list, so that those with an end stand out.
const fewUnknown = 8

// unknown are the names of the models of which no source says how long they stay.
func (r *Report) unknown() []string {
	var out []string
	for i := range r.Models {
		if r.Models[i].endless() {
			out = append(out, r.Models[i].ID)
		}
	}
	return out
}

func (m *Model) endless() bool {
	return m.Status == "unknown" && m.Retires == "" && m.Replacement == ""
}

func of(vendor string) string {
	if vendor == "" {
		return ""
	}
	return " (" + vendor + ")"
}

// some names the first places.
func some(places []string, most int) string {
	if len(places) <= most {
		return strings.Join(places, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(places[:most], ", "), len(places)-most)
}
