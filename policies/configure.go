package policies

import (
	"fmt"
	"maps"
	"slices"
)

// configure applies the user's grades and settings.
func (set *policySet) configure(opts Options) error {
	byID := map[string]*Rule{}
	for _, r := range set.rules {
		byID[r.ID] = r
		r.Enabled, r.off = opts.wantsSomewhere(r), !opts.wants(r)
		r.spares = r.InTest != "" && !opts.Level.includes(r.InTest)
		r.config = map[string]any{}
		for _, p := range r.Params {
			r.config[p.Name] = p.Default
		}
	}
	var errs LoadErrors
	for _, id := range slices.Sorted(maps.Keys(opts.Rules)) {
		o, r := opts.Rules[id], byID[id]
		errs = append(errs, set.checkOptions(id, r, o)...)
		if r == nil {
			continue
		}
		if validSeverity(o.Severity) {
			r.Severity, r.graded = o.Severity, true
		}
		if o.WarnUntil != "" {
			r.WarnUntil = o.WarnUntil
		}
		if o.Waivable != nil {
			r.Unwaivable = !*o.Waivable
		}
		maps.Copy(r.config, o.Config)
	}
	for _, v := range opts.Overrides {
		for _, id := range slices.Sorted(maps.Keys(v.Rules)) {
			errs = append(errs, set.checkOptions(id, byID[id], v.Rules[id])...)
		}
	}
	if len(errs) > 0 {
		return errs
	}
	return nil
}

// checkOptions says what is wrong with the options of a rule; r is nil where
// no loaded rule has the id.
func (set *policySet) checkOptions(id string, r *Rule, o RuleOptions) (errs LoadErrors) {
	fail := func(format string, args ...any) {
		errs = append(errs, &LoadError{Message: fmt.Sprintf(format, args...)})
	}
	if o.Severity != "" && !validSeverity(o.Severity) {
		fail("the severity %q of %s is unknown; expected error, warning, info or off", o.Severity, id)
	}
	if !validDay(o.WarnUntil) {
		fail("warn_until %q of %s is no day; expected YYYY-MM-DD", o.WarnUntil, id)
	}
	if r == nil {
		if names := knownIDs(set.rules); !slices.Contains(names, id) {
			fail("there is no rule %s%s; `promptglot policy list` names them all", id, didYouMean(id, names))
		}
		return errs
	}
	names := make([]string, len(r.Params))
	for i, p := range r.Params {
		names[i] = p.Name
	}
	for _, key := range slices.Sorted(maps.Keys(o.Config)) {
		if !slices.Contains(names, key) {
			fail("%s has no setting %q%s; valid are %s", id, key, didYouMean(key, names), orNone(names))
		}
	}
	return errs
}
